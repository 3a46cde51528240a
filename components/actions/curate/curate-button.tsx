'use client';

import { Workflow } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';

/** Takes a stored sequential session apart and opens the result; returns `start` and whether it is under way. */
export function useCurate(ids: readonly string[]): { readonly busy: boolean; readonly start: () => void } {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  function start() {
    setBusy(true);
    // The workbench's requests are needed on no other page.
    import('./curate-sessions.ts')
      .then(({ curateSessions }) => curateSessions(ids))
      .then((href) => router.push(href))
      .catch(reportFailure)
      .finally(() => setBusy(false));
  }
  return { busy, start };
}

export function CurateButton({ ids }: { ids: readonly string[] }) {
  const { busy, start } = useCurate(ids);
  return (
    <Tooltip content="Take it apart into steps and pack them into rounds" side="bottom">
      <Button icon={<Workflow size={14} aria-hidden="true" />} busy={busy} onClick={start}>
        Curate
      </Button>
    </Tooltip>
  );
}
