'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { compareHref, sideHref } from '#components/actions/compare/side-source.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { useCompare } from './compare-context.tsx';

/** Says that nothing of a curation record's preview is stored, and stores it where somebody asks for that. */
export function PreviewNotice() {
  const router = useRouter();
  const preview = useCompare(({ traces }) =>
    traces.map(({ source }) => source).find((source) => source.kind === 'curation'),
  );
  const [busy, setBusy] = useState(false);
  if (preview?.kind !== 'curation') return null;
  async function keep(recordId: string) {
    setBusy(true);
    try {
      const { source, rounds } = await curationApi.keep(recordId);
      router.push(compareHref(source, rounds));
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-line-soft/60 px-3 py-2 text-[12.5px] leading-5"
    >
      <p className="min-w-0 flex-1 basis-72">
        <span className="font-medium">A preview of a curation record.</span>{' '}
        <span className="text-mute">
          Nothing of it is stored. Kept, both sides stand in the library as curated, outside its means.
        </span>
      </p>
      <IntentLink
        href={sideHref(preview)}
        className="font-medium text-plan underline-offset-2 hover:underline"
      >
        Back to the record
      </IntentLink>
      <Button busy={busy} onClick={() => void keep(preview.recordId)}>
        Keep
      </Button>
    </div>
  );
}
