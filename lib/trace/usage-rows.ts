import { formatAmount, formatCount, formatInteger } from '#lib/base/format.ts';
import { type SessionUsage, type UsageSum, usageFormulas } from './usage.ts';

/** One number of a session's usage in words; interface, report and command line show the same. */
export interface UsageRow {
  readonly name: keyof typeof usageFormulas;
  readonly label: string;
  readonly formula: string;
  /** As endpoints reported it; null where none did. */
  readonly reported: string | null;
  /** Set where only some of the calls reported it: `3 of 4 calls`. */
  readonly coverage: string | null;
  /** As counted by us, with its ≈; null where that cannot be. */
  readonly counted: string | null;
}

const sums = ['promptTokens', 'cachedTokens', 'outputTokens', 'reasoningTokens'] as const;

/** Every number that there is something to say about. */
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
    // A server may leave out what is nothing: zero cached tokens are no gap.
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
