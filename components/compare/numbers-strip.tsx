'use client';

import { type ReactNode, useMemo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { formatDuration, formatInteger, formatShare } from '#components/ui/format.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import {
  type ComparedNumber,
  compareNumbers,
  type Incomparable,
  type NumberComparison,
  streamRate,
} from '#lib/compare/compare-numbers.ts';
import type { CriticalPath } from '#lib/trace/critical-path.ts';
import { metricFormulas } from '#lib/trace/metric-formulas.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';
import { useCompare, useOrder, useSides } from './compare-context.tsx';
import type { CompareSide } from './compare-state.ts';
import { NumbersNote } from './numbers-note.tsx';
import { ParallelWorkNote } from './parallel-work-note.tsx';
import { modelName, sideNames } from './side-names.ts';

/** The five numbers of both sides: the lower one large, the upper one small beside it, never merged. */
export function NumbersStrip() {
  const sides = useSides();
  const [upper, lower] = useOrder();
  const definition = useCompare((state) => state.definition);
  const names = sideNames(sides);
  const numbers = useMemo(() => {
    const side = (index: 0 | 1) => ({ state: sides[index].latest, metrics: sides[index].latestMetrics });
    return compareNumbers([side(lower), side(upper)], definition);
  }, [sides, upper, lower, definition]);
  const both = [names[lower], names[upper]] as const;
  const sequentialAbove = sides[upper].latest.session?.strategy === 'sequential';
  const madeOf = ([count, thinking, { isEstimate }]: CountParts) =>
    thinkingAndText({ thinking, text: count - thinking, isEstimate, tagged: definition === 'with-tags' });
  const apart = (parts: (side: CompareSide) => CountParts) =>
    [madeOf(parts(sides[lower])), madeOf(parts(sides[upper]))] as const;
  const totalParts = ({ latestMetrics: metrics }: CompareSide): CountParts => [
    definition === 'with-tags' ? metrics.totalTokensWithTags : metrics.totalTokens,
    metrics.reading === 'decoded' ? metrics.thinkingTokens : 0,
    metrics,
  ];
  const props = { names: both, small: sequentialAbove ? 'text-seq' : 'text-plan' };

  return (
    <section aria-label="Numbers" className="overflow-hidden rounded-xl border border-line bg-panel">
      <div className="-mt-px -ml-px grid grid-cols-2 md:grid-cols-3 lg:grid-cols-5">
        <NumberCell title="Sequential tokens" number={numbers.sequential} {...props}>
          <Apart
            small={props.small}
            words={apart(({ latestCritical: path, latestMetrics }) => [
              path.tokens,
              pathThinking(path),
              latestMetrics,
            ])}
          >
            on the critical path
          </Apart>
        </NumberCell>
        <NumberCell title="Total tokens" number={numbers.total} {...props}>
          <Apart small={props.small} words={apart(totalParts)}>
            everything generated
          </Apart>
        </NumberCell>
        <NumberCell title={metricFormulas.savedWithinTrace.label} number={numbers.savedWithin} {...props}>
          1 − sequential ÷ total
        </NumberCell>
        <AgainstCell
          numbers={numbers}
          model={modelName(sides[numbers.savedAgainst.reference === 0 ? lower : upper].latest)}
        />
        <NumberCell
          title={metricFormulas.wallClockMs.label}
          number={numbers.wall}
          {...props}
          className="max-lg:col-span-2 md:max-lg:col-span-1"
        >
          <Rates first={sides[lower].latest} second={sides[upper].latest} />
        </NumberCell>
      </div>
      <ParallelWorkNote sides={[sides[lower], sides[upper]]} names={both} />
      <NumbersNote sameTokenizer={numbers.sameTokenizer} tokenizers={numbers.tokenizers} names={both} />
    </section>
  );
}

/** A count, how much of it was thinking, and whether both are estimates. */
type CountParts = readonly [count: number, thinking: number, about: Pick<SessionMetrics, 'isEstimate'>];

const pathThinking = ({ pieces }: CriticalPath): number =>
  pieces.reduce((sum, piece) => sum + piece.thinkingTokens, 0);

interface ApartProps {
  words: readonly [first: string | null, second: string | null];
  /** The class names of the second line. */
  small: string;
  children: ReactNode;
}

/** What the two counts consist of, in their order; where neither side thought, what the number means. */
function Apart({ words: [first, second], small, children }: ApartProps) {
  if (first === null && second === null) return children;
  return (
    <>
      <span className="block tabular-nums">{first ?? 'text only'}</span>
      <span className={cn('block tabular-nums', small)}>{second ?? 'text only'}</span>
    </>
  );
}

/** Streams at different speeds make wall times incomparable, whatever the strategy: beyond this ratio we say so. */
const ALIKE = 1.25;

function Rates({ first, second }: { first: TraceState; second: TraceState }) {
  const rates = useMemo(() => [streamRate(first), streamRate(second)] as const, [first, second]);
  const [a, b] = rates;
  if (a === null || b === null) return 'start to end';
  const differ = Math.max(a, b) / Math.min(a, b) > ALIKE;
  return (
    <span className={differ ? 'text-crit' : undefined}>
      {differ
        ? `streams at ${formatInteger(a)} and ${formatInteger(b)} tokens/s: not the same pace`
        : `measured · ${formatInteger(a)} and ${formatInteger(b)} tokens/s a stream`}
    </span>
  );
}

interface NumberCellProps {
  title: string;
  number: ComparedNumber;
  /** The side of the large value, then that of the small one. */
  names: readonly [string, string];
  small: string;
  className?: string;
  /** What the number means, in four words. */
  children: ReactNode;
}

function NumberCell({ title, number, names, small, className, children }: NumberCellProps) {
  const [first, second] = number.values.map((value, side) => valueWords(value, number, side)) as [
    string,
    string,
  ];
  return (
    <Cell title={title} formula={number.formula} className={className} id={number.id}>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
        <span className="whitespace-nowrap font-[650] text-[22px] leading-8 tracking-[-0.02em] tabular-nums">
          {first}
          <span className="sr-only"> {names[0]},</span>
        </span>
        <span className={cn('whitespace-nowrap text-[13px] tabular-nums', small)} title={names[1]}>
          {second}
          <span className="sr-only"> {names[1]}</span>
        </span>
      </p>
      <Difference number={number} />
      <p className="text-[11.5px] text-mute leading-4">{children}</p>
    </Cell>
  );
}

function Difference({ number }: { number: ComparedNumber }) {
  const { difference, ratio, incomparable } = number;
  if (difference === null) {
    return incomparable === null ? null : (
      <p className="text-[11.5px] text-crit leading-4">{incomparableWords[incomparable]}</p>
    );
  }
  const about = number.estimates.some(Boolean) ? '≈' : '';
  return (
    <p className="text-[11.5px] text-ink leading-4 tabular-nums">
      {about}
      {signed(difference, number.unit)}
      {ratio === null ? null : ` · ${ratio.toFixed(2)} ×`}
    </p>
  );
}

const incomparableWords: Record<Incomparable, string> = {
  tokenizers: 'other tokenizer: no difference',
  readings: 'one counts thinking, one does not: no difference',
  running: 'so far: one still runs',
  partial: 'one did not reach its end: no difference',
  'no-clock': 'imported text has no clock',
  missing: 'nothing to compare yet',
};

function AgainstCell({ numbers, model }: { numbers: NumberComparison; model: string }) {
  const { share, tokens, referenceTokens, reference, incomparable, formula, isEstimate } =
    numbers.savedAgainst;
  const about = isEstimate ? '≈' : '';
  return (
    <Cell title={metricFormulas.savedAgainstSequential.label} formula={formula} id="saved-against">
      <p className="mt-0.5 font-[650] text-[22px] leading-8 tracking-[-0.02em] tabular-nums">
        {share === null ? <span className="text-faint">–</span> : `${about}${formatShare(share)}`}
      </p>
      {reference === null ? (
        <p className="text-[11.5px] text-mute leading-4">
          {numbers.sequential.values.every((value) => value !== null)
            ? 'needs one sequential and one SPRINT side'
            : 'not here yet'}
        </p>
      ) : share === null ? (
        <p className="text-[11.5px] text-crit leading-4">
          {incomparable ? incomparableWords[incomparable] : ''}
        </p>
      ) : (
        <>
          <p className="text-[11.5px] text-ink leading-4 tabular-nums">
            1 − {formatInteger(tokens ?? 0)} ÷ {formatInteger(referenceTokens ?? 0)}
          </p>
          <p className="truncate text-[11.5px] text-mute leading-4" title={model}>
            of {model}
          </p>
        </>
      )}
    </Cell>
  );
}

function Cell({
  title,
  formula,
  id,
  className,
  children,
}: {
  title: string;
  formula: string;
  id: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn('min-w-0 border-line-soft border-t border-l px-4 py-3', className)} data-number={id}>
      <Tooltip content={formula} side="bottom">
        <button
          type="button"
          className="cursor-help rounded-sm text-left font-semibold text-[11px] text-mute tracking-wide decoration-faint/60 decoration-dotted underline-offset-3 hover:underline"
        >
          {title}
        </button>
      </Tooltip>
      {children}
    </div>
  );
}

function valueWords(value: number | null, number: ComparedNumber, side: number): string {
  if (value === null) return '–';
  const about = number.estimates[side === 0 ? 0 : 1] ? '≈' : '';
  return about + plain(value, number.unit);
}

function plain(value: number, unit: ComparedNumber['unit']): string {
  if (unit === 'tokens') return formatInteger(value);
  return unit === 'ms' ? formatDuration(value) : formatShare(value);
}

/** With its sign; for shares the difference in points, which is no percentage. */
function signed(value: number, unit: ComparedNumber['unit']): string {
  const sign = value < 0 ? '−' : value > 0 ? '+' : '±';
  const size = Math.abs(value);
  return unit === 'share' ? `${sign}${Math.round(size * 100)} points` : sign + plain(size, unit);
}
