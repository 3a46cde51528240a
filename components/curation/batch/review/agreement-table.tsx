import { Formula } from '#components/ui/charts/formula.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import { type Agreement, KAPPA_FROM } from './agreement.ts';

/**
 * A person's verdicts against the pipeline's: four counts, the share on which they agree, and kappa where there are
 * enough.
 */
export function AgreementTable({ agreement }: { agreement: Agreement }) {
  const { n, observed, kappa, fix } = agreement;
  const cell = (count: number, agrees: boolean) => (
    <td
      className={cn(
        'rounded-md border px-3 py-1 text-center font-medium tabular-nums',
        agrees ? 'border-ok/25 bg-ok-bg text-ok' : 'border-line bg-line-soft text-ink',
      )}
    >
      {formatInteger(count)}
    </td>
  );
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
      <table className="border-separate border-spacing-1 text-xs">
        <caption className="sr-only">Verdicts of the person and of the pipeline</caption>
        <thead>
          <tr className="text-mute">
            <th scope="col" className="font-normal">
              <span className="sr-only">Pipeline</span>
            </th>
            <th scope="col" className="px-2 font-normal">
              you accept
            </th>
            <th scope="col" className="px-2 font-normal">
              you reject
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className="pr-2 text-right font-normal text-mute">
              kept
            </th>
            {cell(agreement.keptAccepted, true)}
            {cell(agreement.keptRejected, false)}
          </tr>
          <tr>
            <th scope="row" className="pr-2 text-right font-normal text-mute">
              rejected
            </th>
            {cell(agreement.rejectedAccepted, false)}
            {cell(agreement.rejectedRejected, true)}
          </tr>
        </tbody>
      </table>
      <div className="space-y-0.5 text-ui">
        <p>
          {observed === null ? (
            <span className="text-mute">No verdict yet</span>
          ) : (
            <>
              <Formula formula="Records that are kept and accepted, or rejected twice, ÷ all that were accepted or rejected.">
                Agreement
              </Formula>{' '}
              <b className="font-semibold tabular-nums">{formatShare(observed)}</b>{' '}
              <span className="text-mute tabular-nums">of {formatInteger(n)}</span>
            </>
          )}
        </p>
        <p className="text-mute text-xs">
          {kappa !== null ? (
            <>
              <Formula formula="κ = (p₀ − pₑ) ÷ (1 − pₑ): p₀ the share on which both agree, pₑ what they would agree on by chance, from how often each says yes.">
                Cohen’s κ
              </Formula>{' '}
              <b className="font-semibold text-ink tabular-nums">{kappa.toFixed(2).replace('-', '−')}</b>
            </>
          ) : n < KAPPA_FROM ? (
            `Cohen’s κ from ${KAPPA_FROM} verdicts on`
          ) : (
            'Cohen’s κ needs both verdicts of both sides'
          )}
          {fix > 0 ? ` · ${formatInteger(fix)} to fix, in neither` : ''}
        </p>
      </div>
    </div>
  );
}
