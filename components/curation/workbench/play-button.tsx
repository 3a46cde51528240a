'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** Stores source and result as sessions and opens them beside each other; what is shown is saved before. */
export function PlayButton() {
  const router = useRouter();
  const id = useWorkbench((state) => state.record.id);
  const saving = useWorkbench((state) => state.saving);
  const empty = useWorkbench((state) => state.curated.steps.length === 0);
  const { saveNow } = useWorkbenchActions();
  const [wanted, setWanted] = useState(false);
  const asked = useRef(false);

  useEffect(() => {
    if (!wanted || asked.current) return;
    if (saving === 'failed') {
      setWanted(false);
      return;
    }
    if (saving !== 'saved') return;
    asked.current = true;
    curationApi
      .play(id)
      .then(({ source, result }) =>
        router.push(`/compare?a=${encodeURIComponent(source)}&b=${encodeURIComponent(result)}`),
      )
      .catch((error: unknown) => {
        reportFailure(error);
        setWanted(false);
      })
      .finally(() => {
        asked.current = false;
      });
  }, [wanted, saving, id, router]);

  return (
    <Button
      variant="primary"
      busy={wanted}
      disabled={empty}
      icon={<Play size={13} aria-hidden="true" className="fill-current" />}
      aria-label="Play source and result in Compare"
      onClick={() => {
        saveNow();
        setWanted(true);
      }}
    >
      Play
    </Button>
  );
}
