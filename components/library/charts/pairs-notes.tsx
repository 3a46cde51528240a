'use client';

import { ScatterChart } from 'lucide-react';
import type { ReactNode } from 'react';
import { isNamedModel } from '#components/api/model-name.ts';
import type { LibraryQuery } from '#components/library/library-query.ts';
import { definitionNames } from '#components/library/words.ts';
import { Formula } from '#components/ui/charts/formula.tsx';
import { formatCount, formatInteger, formatShare } from '#lib/base/format.ts';
import { readingWords, sequentialFormulas, withReading } from '#lib/trace/metric-formulas.ts';
import { averaged, type PairsChart, pairMeans } from './chart-pairs.ts';

interface PairsNotesProps {
  readonly chart: PairsChart;
  /** Traces that the filters leave, and traces counted though they do not: other sides of their pairs. */
  readonly shown: number;
  readonly hidden: number;
  readonly query: LibraryQuery;
  readonly onChange: (change: Partial<LibraryQuery>) => void;
}

/** The numbers beside the chart of pairs, the traces they cover, and why a rise to the right proves little. */
export function PairsNotes({ chart, shown, hidden, query, onChange }: PairsNotesProps) {
  const { points } = chart;
  const means = pairMeans(averaged(points), query.definition);
  const toys = points.filter(({ sprint }) => sprint.ruleBased).length;
  const imported = points.some(({ sprint }) => sprint.origin.kind === 'imported');
  const farBelow = points.filter(({ y }) => y < -1).length;
  const below = points.filter(({ y }) => y < 0).length;
  return (
    <div className="flex min-w-0 flex-col gap-2 text-[11.5px] leading-[1.45]">
      {means ? (
        <dl className="grid gap-x-5 tabular-nums sm:grid-cols-2">
          <Line
            name="Sequential runs, mean"
            formula="Tokens of the sequential runs that the points divide by, each counted once, their mean."
          >
            {formatInteger(means.sequentialTokens)} tok
          </Line>
          <Line
            name="SPRINT, mean"
            formula={`Sequential tokens of the SPRINT traces, their mean. ${withReading(sequentialFormulas[query.definition].formula, query.reading)}`}
          >
            {formatInteger(means.sprintTokens)} tok
          </Line>
          <Line
            name="Saved against sequential, of the means"
            formula="1 − mean of SPRINT ÷ mean of the sequential runs: a long question weighs more than a short one."
          >
            {formatShare(means.reductionOfMeans)}
          </Line>
          <Line
            name="Saved against sequential, mean"
            formula="1 − SPRINT ÷ sequential for each point, their mean: every point weighs the same."
          >
            {formatShare(means.meanReduction)}
          </Line>
        </dl>
      ) : null}
      <p className="text-mute">
        {formatCount(points.length, 'point')} of {formatCount(chart.pairs, 'pair')} among the{' '}
        {formatCount(shown, 'trace')} shown
        {hidden > 0 ? ` and ${formatInteger(hidden)} that the filters hide (other sides of their pairs)` : ''}
        , {formatInteger(below)} below zero
        {farBelow > 0 ? ` (▼ ${formatInteger(farBelow)} under −100 %)` : ''};{' '}
        {definitionNames[query.definition]}, {readingWords[query.reading].label}, tokenizer{' '}
        {chart.tokenizer ?? '–'}.{' '}
        {imported ? 'One published sample each, not the run behind a paper’s tables.' : 'One sample each.'}{' '}
        Sequential runs by {modelWords(points.map(({ sequential }) => sequential.model))}. The line joins the
        means of neighbouring points, whiskers are one standard error.
      </p>
      <LeftOut chart={chart} />
      {toys > 0 ? (
        <p className="text-crit">
          {formatCount(toys, 'point')} ({toys === 1 ? 'a ring' : 'rings'}): the rule-based built-in, whose
          savings are those of a toy{toys < points.length ? '; in no mean and not in the line' : ''}.
        </p>
      ) : null}
      <p className="rounded-lg bg-crit-bg px-2.5 py-2 text-ink">
        <strong className="font-semibold text-crit">Beware of a rise to the right.</strong> Single noisy
        samples on x favour long bins: y divides by x, so a run that came out long by chance stands far right
        and looks like a great saving. Part of any rise is this regression to the mean.
      </p>
      <Control chart={chart} query={query} onChange={onChange} />
      {chart.tokenizers.length > 1 ? (
        <label className="flex items-center gap-2 text-mute">
          Counted with
          <select
            value={chart.tokenizer ?? ''}
            onChange={(event) => onChange({ chartTokenizer: event.target.value })}
            className="h-7 rounded-md border border-line bg-panel px-1.5 text-ink"
          >
            {chart.tokenizers.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  );
}

/** The sequential models: a run by the SPRINT-tuned model itself is no baseline, so we always name them. */
function modelWords(models: readonly string[]): string {
  const named = [...new Set(models)].map((model) =>
    isNamedModel(model) ? model : 'a model that the files do not name',
  );
  const shown = named.slice(0, 3).join(', ');
  return named.length > 3 ? `${shown} and ${formatInteger(named.length - 3)} more` : shown;
}

function Line({ name, formula, children }: { name: string; formula: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-line-soft border-b py-1">
      <dt className="text-mute">
        <Formula formula={formula}>{name}</Formula>
      </dt>
      <dd className="whitespace-nowrap font-medium">{children}</dd>
    </div>
  );
}

/** Takes x from a sample that y does not divide by: a rise that remains is no artefact of the division. */
function Control({ chart, query, onChange }: Omit<PairsNotesProps, 'shown' | 'hidden'>) {
  const count = query.control ? chart.points.length : chart.withControl;
  if (count === 0 && !query.control)
    return (
      <p className="text-mute">
        With a second sequential sample of the same model in its pair, a point can take x from the one and y
        from the other: a control for this. None of these has one.
      </p>
    );
  return (
    <label className="flex cursor-pointer items-start gap-2">
      <input
        type="checkbox"
        checked={query.control}
        onChange={(event) => onChange({ control: event.target.checked })}
        className="mt-0.5 size-3.5 accent-plan"
      />
      <span>
        Control: x from a second sequential sample{' '}
        <span className="text-mute">
          ({formatInteger(count)} {count === 1 ? 'point has' : 'points have'} one). y still divides by the
          first, so chance in x no longer shows in y.
        </span>
      </span>
    </label>
  );
}

function LeftOut({ chart }: { chart: PairsChart }) {
  const { unfinished, mixedTokenizers, otherTokenizer, withoutControl } = chart.leftOut;
  const reasons = [
    [unfinished, 'not done, or not counted'],
    [mixedTokenizers, 'the two counted with different tokenizers'],
    [otherTokenizer, 'counted with another tokenizer'],
    [withoutControl, 'without a second sequential sample'],
  ] as const;
  const said = reasons.filter(([count]) => count > 0).map(([count, why]) => `${formatInteger(count)} ${why}`);
  return said.length > 0 ? <p className="text-mute">Left out: {said.join('; ')}.</p> : null;
}

/** Shown where the filtered traces contain no pair. */
export function NoPairs() {
  return (
    <div className="flex items-start gap-3 p-4 text-mute text-ui">
      <ScatterChart size={18} aria-hidden="true" className="mt-0.5 shrink-0 text-faint" />
      <p>
        No pairs among these traces. A SPRINT trace and a sequential run of the same question become one when
        both are imported, when the other side is run, or by hand: select the two and press Pair.
      </p>
    </div>
  );
}
