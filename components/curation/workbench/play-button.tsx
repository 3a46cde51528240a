'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { curationApi } from '#components/api/curation-requests.ts';
import { Button } from '#components/ui/button.tsx';
import { useWhenSaved } from './use-when-saved.ts';
import { useWorkbench } from './use-workbench.tsx';

/** Stores source and result as sessions and opens them beside each other. */
export function PlayButton() {
  const router = useRouter();
  const id = useWorkbench((state) => state.record.id);
  const empty = useWorkbench((state) => state.curated.steps.length === 0);
  const { busy, whenSaved } = useWhenSaved();
  return (
    <Button
      variant="primary"
      busy={busy}
      disabled={empty}
      icon={<Play size={13} aria-hidden="true" className="fill-current" />}
      aria-label="Play source and result in Compare"
      onClick={() =>
        whenSaved(async () => {
          const { source, result } = await curationApi.play(id);
          router.push(`/compare?a=${encodeURIComponent(source)}&b=${encodeURIComponent(result)}`);
        })
      }
    >
      Play
    </Button>
  );
}
