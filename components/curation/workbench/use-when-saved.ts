'use client';

import { useEffect, useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** For what the server makes of the stored draft: saves first, then does it. Given up where nothing can be saved. */
export function useWhenSaved(): { busy: boolean; whenSaved: (task: () => Promise<void>) => void } {
  const saving = useWorkbench((state) => state.saving);
  const { saveNow } = useWorkbenchActions();
  const [wanted, setWanted] = useState<{ task: () => Promise<void>; begun: boolean } | null>(null);

  useEffect(() => {
    if (!wanted || wanted.begun) return;
    if (saving === 'failed') setWanted(null);
    if (saving !== 'saved') return;
    setWanted({ ...wanted, begun: true });
    wanted
      .task()
      .catch(reportFailure)
      .finally(() => setWanted(null));
  }, [wanted, saving]);

  return {
    busy: wanted !== null,
    whenSaved(task) {
      saveNow();
      setWanted({ task, begun: false });
    },
  };
}
