'use client';

import type { SourceLines } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { SourceLineRow } from './source-line-row.tsx';
import { SourcePromptRow } from './source-prompt-row.tsx';
import type { SourceRow } from './source-rows.ts';
import { SourceStepRow } from './source-step-row.tsx';

export interface SourceRowViewProps {
  readonly row: SourceRow;
  readonly source: SourceLines;
  readonly curated: readonly CuratedStep[];
  readonly chosen: boolean;
  readonly atHead: boolean;
  readonly previewed: boolean;
}

/** A line, or what stands between lines. */
export function SourceRowView({ row, source, curated, chosen, atHead, previewed }: SourceRowViewProps) {
  if (row.kind === 'step')
    return <SourceStepRow step={row.step} number={row.number} curated={curated[row.number - 1]} />;
  if (row.kind === 'prompt')
    return <SourcePromptRow step={row.step} number={row.number} curated={curated[row.number - 1]} />;
  const line = source.lines[row.line - 1];
  const number = row.run.places[0]?.number;
  return (
    <SourceLineRow
      line={row.line}
      run={row.run}
      text={line ? source.text.slice(line.start, line.end) : ''}
      missing={line?.missing === true}
      stage={number === undefined ? null : (curated[number - 1]?.stage ?? 1)}
      chosen={chosen}
      atHead={atHead}
      previewed={previewed}
    />
  );
}
