'use client';

import { useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';

/** Says that a record is a draft, and takes the word of whoever looked at it: the same as accepting it in review. */
export function DraftNote({ recordId, onAccepted }: { recordId: string; onAccepted: () => void }) {
  const [busy, setBusy] = useState(false);
  async function accept() {
    setBusy(true);
    try {
      await curationApi.review(recordId, 'accept');
      onAccepted();
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }
  return (
    <div className="mt-3 flex items-center gap-3">
      <p className="min-w-0 flex-1 text-mute text-xs leading-snug">
        A draft: rules took it apart, and nobody has accepted it in review. Exports say so.
      </p>
      <Button busy={busy} onClick={() => void accept()}>
        Accept
      </Button>
    </div>
  );
}
