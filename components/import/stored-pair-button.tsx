'use client';

import { GitCompareArrows } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '#components/api/client.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';
import { showToast } from '#components/ui/toast.tsx';
import { comparePath } from './result-rows.ts';

/** For a trace whose partner was stored before: the server paired them by their question, and knows which it is. */
export function StoredPairButton({ sessionId }: { sessionId: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function open() {
    setBusy(true);
    try {
      const { strategy, pair = [] } = await api.getSession(sessionId);
      const partner = pair.find((other) => other.strategy !== strategy);
      if (partner) {
        router.push(
          strategy === 'sprint' ? comparePath(sessionId, partner.id) : comparePath(partner.id, sessionId),
        );
        return;
      }
      showToast({ title: 'Its partner is not here any more', detail: 'It may have been deleted meanwhile.' });
    } catch (error) {
      reportFailure(error);
    }
    setBusy(false);
  }

  return (
    <Button
      size="sm"
      busy={busy}
      icon={<GitCompareArrows size={13} aria-hidden="true" />}
      onClick={() => void open()}
    >
      Open pair in Compare
    </Button>
  );
}
