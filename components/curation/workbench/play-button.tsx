'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { previewHref } from '#components/actions/compare/side-source.ts';
import { Button } from '#components/ui/button.tsx';
import { useWhenSaved } from './use-when-saved.ts';
import { useWorkbench } from './use-workbench.tsx';

/** Opens source and rounds beside each other; nothing is stored by that. */
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
          router.push(previewHref(id));
        })
      }
    >
      Play
    </Button>
  );
}
