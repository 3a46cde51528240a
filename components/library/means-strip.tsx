'use client';

import { useMemo } from 'react';
import { strategyName } from '#components/api/session-words.ts';
import { CountingChoice } from '#components/numbers/counting-choice.tsx';
import { Formula } from '#components/ui/charts/formula.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatInteger } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { sequentialFormulas, withReading } from '#lib/trace/metric-formulas.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { summarise } from './summary.ts';

export interface MeansStripProps {
  readonly rows: readonly LibraryRow[];
  readonly total: number;
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
  readonly onDefinition: (definition: SequentialDefinition) => void;
  readonly onReading: (reading: Reading) => void;
}

/** How many traces are shown, their mean lengths separate by strategy and tokenizer, and the current definition. */
export function MeansStrip(props: MeansStripProps) {
  const { rows, total, definition, reading } = props;
  const means = useMemo(() => summarise(rows, definition), [rows, definition]);
  const imported = means.some((mean) => mean.anyImported);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-mute text-xs">
      <p role="status" className="font-medium text-ink text-ui tabular-nums">
        {rows.length === total
          ? `${formatInteger(total)} ${total === 1 ? 'trace' : 'traces'}`
          : `${formatInteger(rows.length)} of ${formatInteger(total)} traces`}
      </p>
      {means.slice(0, 4).map((mean, index) => (
        <p
          key={`${mean.strategy}-${mean.tokenizer}-${mean.ruleBased}`}
          className={cn('tabular-nums', index > 1 && 'max-sm:hidden')}
        >
          <Formula
            formula={`Mean over ${formatInteger(mean.count)} done traces of ${mean.models.join(', ')}, counted with ${mean.tokenizer}. ${withReading(sequentialFormulas[definition].formula, reading)}`}
          >
            {strategyName(mean.strategy)}
            {mean.ruleBased ? ' (built-in)' : ''}
          </Formula>{' '}
          mean{' '}
          <strong className="font-semibold text-ink">
            {mean.anyEstimate ? '≈' : ''}
            {formatInteger(mean.sequentialTokens)}
          </strong>
          {mean.strategy === 'sprint' && definition !== 'with-tags'
            ? ` sequential of ${formatInteger(mean.totalTokens)}`
            : ''}{' '}
          tok · {mean.tokenizer} · n = {formatInteger(mean.count)}
        </p>
      ))}
      {imported ? <p>One published sample each, not the run behind a paper’s tables.</p> : null}
      <p className="ml-auto inline-flex flex-wrap items-center gap-x-1 max-sm:ml-0">
        Sequential tokens:
        <CountingChoice
          definition={definition}
          reading={reading}
          onDefinition={props.onDefinition}
          onReading={props.onReading}
        />
      </p>
    </div>
  );
}
