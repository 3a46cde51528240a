import { PartyPopper } from 'lucide-react';
import { ButtonLink } from '#components/ui/button.tsx';
import type { Agreement } from './agreement.ts';
import { AgreementTable } from './agreement-table.tsx';

/** Every record of the sample has a verdict. */
export function ReviewDone({ agreement, batchHref }: { agreement: Agreement; batchHref: string }) {
  return (
    <section
      aria-labelledby="done-heading"
      className="mx-auto mt-10 flex flex-col items-center gap-4 rounded-2xl border border-line bg-panel px-6 py-8 text-center shadow-card"
    >
      <PartyPopper size={24} className="text-plan" aria-hidden="true" />
      <h2 id="done-heading" className="font-semibold text-[15px]">
        Every record of the sample has a verdict
      </h2>
      <div className="text-left">
        <AgreementTable agreement={agreement} />
      </div>
      <ButtonLink href={batchHref} prefetch={false} variant="primary">
        Back to the batch
      </ButtonLink>
    </section>
  );
}
