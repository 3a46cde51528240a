import { formatAmount, formatCount, formatInteger } from '#lib/base/format.ts';
import { type SessionUsage, type UsageSum, usageFormulas } from './usage.ts';

/** One number of a session's usage in words; the interface, the report and the command line show the same. */
export interface UsageRow {
  readonly name: keyof typeof usageFormulas;
  readonly label: string;
  readonly formula: string;
  /** The number that endpoints reported; null if none did. */
  readonly reported: string | null;
  /** Set where only some of the calls reported it: `3 of 4 calls`. */
  readonly coverage: string | null;
  /** Our own count, with its ≈; null if we cannot count it. */
  readonly counted: string | null;
}

const sums = ['promptTokens', 'cachedTokens', 'outputTokens', 'reasoningTokens'] as const;

/** A row for every number with something to report. */
export function usageRows(usage: SessionUsage): UsageRow[] {
  const rows = sums.flatMap((name) => {
    const row = sumRow(name, usage[name], usage.calls);
    const isPart = name === 'cachedTokens' || name === 'reasoningTokens';
    return isPart && !row.reported && !usage[name].estimated ? [] : [row];
  });
  const { cost } = usage;
  if (!cost) return rows;
  const amount = formatAmount(cost.amount);
  const { label, formula } = usageFormulas.cost;
  return [
    ...rows,
    {
      ...{ name: 'cost', label, formula },
      reported: cost.isEstimate ? null : amount,
      coverage: cost.pricedCalls < usage.calls ? `${cost.pricedCalls} of ${usage.calls} calls priced` : null,
      counted: cost.isEstimate ? `≈ ${amount}` : null,
    },
  ];
}

function sumRow(name: (typeof sums)[number], sum: UsageSum, calls: number): UsageRow {
  const { reported, reportedCalls, estimated } = sum;
  const { label, formula } = usageFormulas[name];
  return {
    ...{ name, label, formula },
    reported: reported === null ? null : formatInteger(reported),
    // A server may omit a zero: missing cached tokens are not a gap.
    coverage:
      (name === 'promptTokens' || name === 'outputTokens') && reported !== null && reportedCalls < calls
        ? `${reportedCalls} of ${calls} calls`
        : null,
    counted: estimated === null ? null : `≈ ${formatInteger(estimated)}`,
  };
}

/** `5 calls, 1 of them failed` */
export function callsWords({ calls, failedCalls }: SessionUsage): string {
  return `${formatCount(calls, 'call')}${failedCalls > 0 ? `, ${formatInteger(failedCalls)} of them failed` : ''}`;
}
