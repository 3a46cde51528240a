'use client';

import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatShare } from '#components/ui/format.ts';
import { GUESS, rowsOfUse, type UseRow } from '#lib/doctor/parallel-use/counts.ts';
import { parallelUse } from '#lib/doctor/parallel-use/parallel-use.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import { Formula } from './numbers.tsx';

/** How much of the parallel work repeats, verifies or retries a sibling's, so far; each number leads to its pieces. */
export function ParallelWork() {
  const trace = useSession((session) => session.trace);
  const { reading, isEstimate } = useSession((session) => session.metrics);
  const use = useMemo(() => parallelUse(trace, reading), [trace, reading]);
  const rows = rowsOfUse(use, isEstimate);
  if (rows.length === 0) return null;
  return (
    <section aria-label="Parallel work" className="text-[12.5px]">
      <h2 className="font-semibold text-[11px] text-mute tracking-wide">Parallel work</h2>
      <ul className="mt-1">
        {rows.map((row) => (
          <WorkRow key={row.name} row={row} streams={use.streams[row.name]} />
        ))}
      </ul>
    </section>
  );
}

function WorkRow({ row, streams }: { row: UseRow; streams: readonly StreamId[] }) {
  const [open, setOpen] = useState(false);
  const any = streams.length > 0;
  const name = row.isGuess ? `${row.label}, a guess` : row.label;
  return (
    <li className="border-line-soft border-t py-[5px]">
      <div className="flex items-baseline justify-between gap-x-3">
        <span className="min-w-0 flex-1 text-mute">
          <Formula formula={row.isGuess ? `${row.definition} ${GUESS}` : row.definition}>{row.label}</Formula>
          {row.isGuess ? <span className="whitespace-nowrap text-[11px]"> · guess</span> : null}
        </span>
        {any ? (
          <button
            type="button"
            aria-expanded={open}
            aria-label={`${name}: ${formatShare(row.share)}, the pieces`}
            className="-my-0.5 -mr-1 inline-flex min-h-6 items-center gap-0.5 rounded-sm px-1 tabular-nums hover:bg-line-soft"
            onClick={() => setOpen(!open)}
          >
            {formatShare(row.share)}
            <ChevronRight
              size={12}
              aria-hidden="true"
              className={cn('text-mute motion-safe:transition-transform', open && 'rotate-90')}
            />
          </button>
        ) : (
          <span className="text-faint tabular-nums">{formatShare(row.share)}</span>
        )}
      </div>
      <p className="text-[11px] text-mute leading-4 tabular-nums">
        {row.counted}
        {any ? (
          <>
            {' · '}
            <span className="whitespace-nowrap">{row.tokens}</span>
          </>
        ) : null}
      </p>
      {any && open ? <Pieces name={name} streams={streams} /> : null}
    </li>
  );
}

/** The pieces' numbers; each opens its piece. */
function Pieces({ name, streams }: { name: string; streams: readonly StreamId[] }) {
  const actions = useSessionActions();
  return (
    <ul aria-label={name} className="mt-1 flex max-h-40 flex-wrap gap-1 overflow-y-auto">
      {streams.map((stream) => (
        <li key={stream}>
          <button
            type="button"
            aria-label={longName(stream)}
            className="min-h-6 min-w-6 rounded border border-line bg-panel px-1.5 text-[11px] text-ink tabular-nums hover:border-faint hover:bg-line-soft max-md:px-2 max-md:py-1"
            onClick={() => {
              actions.goTo(stream);
              // A phone shows one part of the page at a time.
              actions.setPhoneTab('graph');
            }}
          >
            {shortName(stream)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function shortName(stream: StreamId): string {
  const place = parseStream(stream);
  if (place?.kind === 'execution') return `${place.stage}.${place.index}`;
  return place?.kind === 'plan' ? `stage ${place.stage}` : stream;
}

const longName = (stream: StreamId): string =>
  stream.startsWith('execution') ? `Execution ${shortName(stream)}` : `Plan of ${shortName(stream)}`;
