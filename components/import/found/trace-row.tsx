'use client';

import { Link2, Link2Off, PencilLine } from 'lucide-react';
import { memo } from 'react';
import { FileCell, FormatCell } from '#components/import/file-cell.tsx';
import { exclude } from '#components/import/import-actions.ts';
import { useImport } from '#components/import/import-store.ts';
import { splitPath, strategyLabels } from '#components/import/import-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Pill } from '#components/ui/pill.tsx';
import { formatBytes } from '#lib/base/format.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import type { AskedOf, TableRow } from './table-rows.ts';

/** Of header and rows alike; on a phone a row is a small card of three lines. */
export const columns =
  'grid items-start gap-x-3 gap-y-1.5 px-3 grid-cols-[20px_minmax(0,1fr)_minmax(0,auto)] md:grid-cols-[20px_minmax(0,1.1fr)_minmax(0,1fr)_minmax(0,1.9fr)_minmax(0,0.95fr)_60px]';

export interface TraceRowProps {
  row: Extract<TableRow, { type: 'trace' }>;
  partner: { path: string; more: number } | null;
  disabled: boolean;
  /** A trace of its file is stored: the format stays. */
  settled: boolean;
  onAsk: (asked: AskedOf) => void;
}

const cellButton =
  'inline-flex h-7 max-w-full cursor-pointer items-center gap-1.5 rounded-md border px-2 text-xs transition-colors disabled:cursor-not-allowed disabled:opacity-60';

/** One trace: whether to import it, its origin, how it was read, its question, its partner, its size. */
export const TraceRow = memo(function TraceRow({ row, partner, disabled, settled, onAsk }: TraceRowProps) {
  const { trace, file, first } = row;
  const included = useImport(({ excluded }) => !excluded.has(trace.id));
  const imported = useImport(({ outcomes }) => outcomes.get(trace.id)?.kind === 'imported');
  const name = splitPath(trace.place.path).name;
  return (
    <>
      <td className="pt-0.5">
        <input
          type="checkbox"
          aria-label={`Import ${name}`}
          checked={included && !imported}
          disabled={disabled || imported}
          onChange={(event) => exclude([trace.id], !event.target.checked)}
          className="size-4 cursor-pointer accent-plan"
        />
      </td>
      <th scope="row" className={cn('min-w-0 text-left font-normal', !included && 'opacity-55')}>
        <FileCell place={trace.place}>
          <Pill tone={trace.strategy === 'sprint' ? 'plan' : 'seq'} className="px-1.5 py-0 text-2xs">
            {strategyLabels[trace.strategy]}
          </Pill>
          {imported ? (
            <Pill tone="ok" className="px-1.5 py-0 text-2xs">
              imported
            </Pill>
          ) : null}
        </FileCell>
      </th>
      <td className="min-w-0 max-md:row-start-3 max-md:[grid-column:2/3]">
        {first ? <FormatCell file={file} disabled={disabled || settled} /> : <SameFile />}
      </td>
      <td className="min-w-0 max-md:row-start-2 max-md:[grid-column:2/4]">
        <QuestionCell row={row} disabled={disabled || imported} onAsk={onAsk} />
        {trace.expected === null ? null : (
          <p className="truncate text-mute text-xs">Right answer: {plainHead(trace.expected, 80)}</p>
        )}
      </td>
      <td className="min-w-0 max-md:row-start-3 max-md:[grid-column:3/4]">
        <button
          type="button"
          disabled={disabled || imported}
          onClick={() => onAsk({ about: 'partner', id: trace.id })}
          title={partner?.path}
          className={cn(
            cellButton,
            partner
              ? 'border-line bg-panel text-ink hover:bg-line-soft'
              : 'border-transparent text-mute hover:bg-line-soft hover:text-ink',
          )}
        >
          {partner ? (
            <>
              <Link2 size={13} aria-hidden="true" className="shrink-0 text-exec" />
              <span className="sr-only">Partner of {name}: </span>
              <span className="truncate max-md:max-w-32">{splitPath(partner.path).name}</span>
              {partner.more > 0 ? <span className="shrink-0 text-mute">+{partner.more}</span> : null}
            </>
          ) : (
            <>
              <Link2Off size={13} aria-hidden="true" className="shrink-0" />
              no partner
              <span className="sr-only"> for {name}, choose one</span>
            </>
          )}
        </button>
      </td>
      <td className="pt-0.5 whitespace-nowrap text-right text-mute text-xs tabular-nums max-md:row-start-1 max-md:[grid-column:3/4]">
        {formatBytes(trace.bytes)}
      </td>
    </>
  );
});

function SameFile() {
  return (
    <span className="text-faint text-xs" title="The format is that of the file, above">
      same file
    </span>
  );
}

function QuestionCell({
  row: { trace },
  disabled,
  onAsk,
}: Pick<TraceRowProps, 'row' | 'disabled' | 'onAsk'>) {
  const ask = () => onAsk({ about: 'question', id: trace.id });
  if (trace.question === null) {
    return (
      <button
        type="button"
        disabled={disabled}
        onClick={ask}
        className={cn(cellButton, 'border-crit/30 bg-crit-bg text-crit hover:border-crit/60')}
      >
        <PencilLine size={12} aria-hidden="true" />
        No question: add it
      </button>
    );
  }
  const from = { itself: null, partner: 'its partner’s', hand: 'typed' }[trace.questionFrom];
  return (
    <div className="min-w-0">
      <p className="line-clamp-2 break-words leading-snug" title={trace.question}>
        {plainHead(trace.question, 200)}
      </p>
      {from ? (
        <p className="text-faint text-xs">
          {from}
          {trace.questionFrom === 'hand' ? (
            <button
              type="button"
              disabled={disabled}
              onClick={ask}
              className="ml-1.5 cursor-pointer text-plan underline underline-offset-2"
            >
              change
            </button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
