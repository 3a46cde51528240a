'use client';

import { useEffect, useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** Runs a task that needs the stored draft on the server: saves first, then runs it. Gives up where saving fails. */
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
