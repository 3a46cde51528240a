'use client';

import { Droplets, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { MarkSign } from '#components/answers/verdict-mark.tsx';
import { isNamedModel } from '#components/api/model-name.ts';
import { statusLooks, strategyName } from '#components/api/session-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Dot } from '#components/ui/pill.tsx';
import { markOf, markReason, markWords } from '#lib/answers/judged-answer.ts';
import { formatAge, formatDuration, formatInteger, formatShare } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { aboutMark, findingsOf, rowName, sequentialOf } from './row.ts';
import { type SortKey, savedShare, shareOfUse } from './sort-rows.ts';
import { kindNames, originName } from './words.ts';

export interface CellContext {
  readonly definition: SequentialDefinition;
  /** ms since 1970; 0 before the first effect. */
  readonly now: number;
}

/** Longer than any cell is wide: the rest is cut by its ellipsis. */
const NAME_LENGTH = 220;

export const plainName = (row: LibraryRow): string => plainHead(rowName(row), NAME_LENGTH);

/** The content of a cell; the row itself renders names and tags, which have actions. */
export function cellContent(row: LibraryRow, id: SortKey, { definition, now }: CellContext): ReactNode {
  const about = aboutMark(row);
  const sequentialRun = row.strategy === 'sequential';
  switch (id) {
    case 'strategy':
      return <StrategyMark row={row} />;
    case 'model':
      return <ModelNames row={row} />;
    case 'status':
      return <StatusMark row={row} />;
    case 'stages':
      return sequentialRun ? <None /> : orNone(row.stages, formatInteger);
    case 'prompts':
      return sequentialRun ? <None /> : orNone(row.prompts, formatInteger);
    case 'executions':
      return sequentialRun ? <None /> : orNone(row.executions, formatInteger);
    case 'sequential':
      return orNone(sequentialOf(row, definition), (value) => about + formatInteger(value));
    case 'total':
      return orNone(row.totalTokens, (value) => about + formatInteger(value));
    case 'saved':
      return orNone(savedShare(row, definition), (value) => about + formatShare(value));
    case 'ratio':
      return sequentialRun ? <None /> : orNone(row.parallelizationRatio, (value) => value.toFixed(2));
    case 'repeated':
    case 'verifying':
    case 'onePrompt':
      return orNone(shareOfUse(row, id), formatShare);
    case 'wall':
      return orNone(row.wallClockMs, formatDuration);
    case 'findings':
      return <FindingMarks row={row} />;
    case 'answer':
      return <AnswerMark row={row} />;
    case 'origin':
      return <span className="text-mute">{originName(row.origin.kind)}</span>;
    case 'tokenizer':
      return <span className="text-mute">{row.tokenizer ?? '–'}</span>;
    case 'created':
      return (
        <time dateTime={row.createdAt} className="text-mute">
          {now > 0 ? formatAge(Date.parse(row.createdAt), now) : ''}
        </time>
      );
    case 'name':
    case 'tags':
      return null;
  }
}

const None = () => <span className="text-faint">–</span>;

const orNone = (value: number | null, format: (value: number) => string): ReactNode =>
  value === null ? <None /> : format(value);

/**
 * Hue, sign and word: never colour alone. Signs are characters here: a drawn icon is five elements, and the browser's
 * time per element limits how fast a person can scroll 2,000 rows.
 */
export function StrategyMark({ row }: { row: LibraryRow }) {
  const sprint = row.strategy === 'sprint';
  return (
    <span className={cn('whitespace-nowrap', sprint ? 'text-plan' : 'text-seq')}>
      <span aria-hidden="true">{sprint ? '◆ ' : '→ '}</span>
      {strategyName(row.strategy)}
    </span>
  );
}

export function StatusMark({ row }: { row: LibraryRow }) {
  const { label, tone } = statusLooks[row.status];
  return (
    <span className="flex items-center gap-1.5 text-mute">
      <Dot tone={tone} pulse={row.status === 'running'} />
      {label}
    </span>
  );
}

function ModelNames({ row }: { row: LibraryRow }) {
  if (!isNamedModel(row.model)) return <span className="text-faint">not named</span>;
  const two = row.strategy === 'sprint' && row.executorModel !== row.model;
  const words = two ? `${row.model} + ${row.executorModel}` : row.model;
  return (
    <span title={row.ruleBased ? `${words}, rule-based` : words} className="block truncate text-mute">
      {words}
    </span>
  );
}

const findingLooks = [
  { kind: 'fault', icon: TriangleAlert, tone: 'text-warn' },
  { kind: 'leak', icon: Droplets, tone: 'text-crit' },
  { kind: 'note', icon: Info, tone: 'text-mute' },
] as const;

/** "2 faults, 1 note" as signs with numbers. */
export function FindingMarks({ row }: { row: LibraryRow }) {
  const counts = findingLooks
    .map((look) => ({ ...look, count: findingsOf(row, look.kind) }))
    .filter(({ count }) => count > 0);
  if (row.status === 'running') return <None />;
  if (counts.length === 0) return <span className="text-faint">nothing</span>;
  return (
    <span className="flex items-center gap-2 tabular-nums">
      {counts.map(({ kind, icon: Icon, tone, count }) => {
        const words = `${formatInteger(count)} ${kindNames[kind][count === 1 ? 'one' : 'many']}`;
        return (
          <span key={kind} title={words} className={cn('inline-flex items-center gap-1', tone)}>
            <Icon size={13} aria-hidden="true" />
            <span aria-hidden="true">{formatInteger(count)}</span>
            <span className="sr-only">{words}</span>
          </span>
        );
      })}
    </span>
  );
}

function AnswerMark({ row }: { row: LibraryRow }) {
  if (row.answer === null) return <None />;
  const answer = plainHead(row.answer, 60);
  const mark = markOf(judgedRow(row));
  return (
    <span className="flex items-center gap-1" title={answerTitle(row, answer)}>
      {mark ? <MarkSign mark={mark} /> : null}
      <span className={cn('truncate', row.answerIsInferred && 'italic')}>{answer}</span>
    </span>
  );
}

/** On a card: right or wrong without the answer. */
export function CardMark({ row }: { row: LibraryRow }) {
  const mark = markOf(judgedRow(row));
  return mark ? <MarkSign mark={mark} /> : null;
}

function answerTitle(row: LibraryRow, answer: string): string {
  const inferred = row.answerIsInferred ? ' (inferred: nothing was boxed)' : '';
  const expected = row.expected === null ? '' : `; right answer: ${plainHead(row.expected, 60)}`;
  const judged = judgedRow(row);
  const mark = markOf(judged);
  const how = mark ? `. ${markWords[mark]}: ${markReason(judged)}` : '';
  return `${answer}${inferred}${expected}${how}`;
}

const judgedRow = ({ verdict = null, ruling = null }: LibraryRow) => ({ verdict, ruling });
