'use client';

import { useMemo } from 'react';
import type { LibraryRow } from '#components/api/library-schemas.ts';
import { cn } from '#components/ui/cn.ts';
import { formatInteger } from '#lib/base/format.ts';
import { sequentialFormulas } from '#lib/trace/metric-formulas.ts';
import { type SequentialDefinition, sequentialDefinitions } from '#lib/trace/stage-tokens.ts';
import { Formula } from './formula.tsx';
import { summarise } from './summary.ts';
import { definitionNames, strategyName } from './words.ts';

export interface MeansStripProps {
  readonly rows: readonly LibraryRow[];
  readonly total: number;
  readonly definition: SequentialDefinition;
  readonly onDefinition: (definition: SequentialDefinition) => void;
}

/** How many traces are shown, their mean lengths kept apart by strategy and tokenizer, and the definition in use. */
export function MeansStrip({ rows, total, definition, onDefinition }: MeansStripProps) {
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
            formula={`Mean over ${formatInteger(mean.count)} done traces of ${mean.models.join(', ')}, counted with ${mean.tokenizer}. ${sequentialFormulas[definition].formula}`}
          >
            {strategyName(mean.strategy)}
            {mean.ruleBased ? ' (built-in)' : ''}
          </Formula>{' '}
          mean <strong className="font-semibold text-ink">{formatInteger(mean.sequentialTokens)}</strong>
          {mean.strategy === 'sprint' && definition !== 'with-tags'
            ? ` sequential of ${formatInteger(mean.totalTokens)}`
            : ''}{' '}
          tok · {mean.tokenizer} · n = {formatInteger(mean.count)}
        </p>
      ))}
      {imported ? <p>One published sample each, not the run behind a paper’s tables.</p> : null}
      <label className="ml-auto inline-flex items-center gap-1 max-sm:ml-0">
        Sequential tokens by the
        <select
          value={definition}
          onChange={(event) => onDefinition(event.target.value as SequentialDefinition)}
          className="h-7 cursor-pointer rounded-md [field-sizing:content] bg-transparent px-0.5 text-ink underline decoration-line underline-offset-3 hover:bg-line-soft"
        >
          {sequentialDefinitions.map((value) => (
            <option key={value} value={value}>
              {definitionNames[value]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
