'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { formatCount, formatInteger, formatShare } from '#components/ui/format.ts';
import { type Alignment, alignRequest } from '#lib/compare/align.ts';
import { LONG_RUN } from '#lib/compare/exact-matches.ts';
import type { Pair } from '#lib/compare/pair.ts';
import { textBlocks } from '#lib/compare/passages.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';
import { useCompare, useOrder, useSides } from './compare-context.tsx';
import type { CompareSide } from './compare-state.ts';
import { Ribbons } from './ribbons.tsx';
import { sideNames } from './side-names.ts';
import { TextColumn } from './text-column.tsx';
import { usePassages } from './use-passages.ts';
import './compare.css';

/** Two columns of text, and ribbons between the passages that belong together. */
export function ContentView({ tall }: { tall: boolean }) {
  const [upper, lower] = useOrder();
  const sides = useSides();
  const [left, right] = [sides[upper], sides[lower]];
  const alignment = useAlignment(left.latest, right.latest);
  const names = sideNames(sides);
  const panel = useRef<HTMLDivElement>(null);
  const leftBlocks = useMemo(() => textBlocks(left.latest), [left.latest]);
  const rightBlocks = useMemo(() => textBlocks(right.latest), [right.latest]);
  const leftThoughts = useMemo(() => thoughtsOf(left.latest), [left.latest]);
  const rightThoughts = useMemo(() => thoughtsOf(right.latest), [right.latest]);
  const matches = useMemo(() => alignment?.matches ?? [], [alignment]);
  const handlers = usePassages(panel);
  const selection = useCompare((state) => state.selection);
  const selectedTrace = useCompare((state) => state.selectedTrace);

  useEffect(() => {
    if (!selection) return;
    const column = selectedTrace === upper ? 'left' : 'right';
    const heading = panel.current?.querySelector<HTMLElement>(
      `[data-column="${column}"] [data-stream="${CSS.escape(selection)}"]`,
    );
    const scroller = heading?.closest<HTMLElement>('[data-column]');
    if (heading && scroller) scroller.scrollTo({ top: heading.offsetTop - 40 });
  }, [selection, selectedTrace, upper]);

  return (
    <section aria-label="Content" className="overflow-hidden rounded-xl border border-line bg-panel">
      <ContentTitle alignment={alignment} names={[names[upper], names[lower]]} />
      <div
        ref={panel}
        className={cn('content-grid ribbons', tall ? 'h-[max(420px,calc(100dvh-19rem))]' : 'h-[420px]')}
        {...handlers}
      >
        <TextColumn
          column="left"
          title={columnTitle(names[upper], left)}
          thoughts={leftThoughts}
          ended={hasEnded(left)}
          blocks={leftBlocks}
          matches={matches}
          side={0}
        />
        <Ribbons panel={panel} matches={matches} />
        <TextColumn
          column="right"
          title={columnTitle(names[lower], right)}
          thoughts={rightThoughts}
          ended={hasEnded(right)}
          blocks={rightBlocks}
          matches={matches}
          side={1}
        />
      </div>
    </section>
  );
}

const hasEnded = ({ latest }: CompareSide) => latest.status !== 'running' && latest.status !== 'empty';

function columnTitle(name: string, { latest, latestMetrics: metrics }: CompareSide): string {
  const { reading, isEstimate, totalTokens, thinkingTokens } = metrics;
  const thinking = reading === 'decoded' ? thinkingTokens : 0;
  const apart = thinkingAndText({ thinking, text: totalTokens - thinking, isEstimate });
  const tokens = `${apart ?? `${isEstimate ? '≈' : ''}${formatInteger(totalTokens)}${reading === 'visible' ? ' visible' : ''}`} tokens`;
  if (latest.session?.strategy === 'sequential') return `${name} · ${tokens}`;
  return `${name} · ${formatCount(metrics.stages, 'stage')}, ${formatCount(metrics.prompts, 'prompt')}, ${tokens}`;
}

const thoughtsOf = (state: TraceState): ReadonlyMap<StreamId, string> =>
  new Map(allPieces(state).flatMap(({ stream, thinking }) => (thinking === '' ? [] : [[stream, thinking]])));

/** Says which of the two kinds of match the view draws, and why. */
function ContentTitle({
  alignment,
  names,
}: {
  alignment: Alignment | null;
  names: readonly [string, string];
}) {
  return (
    <header className="border-line-soft border-b px-4 py-2.5">
      <h2 className="font-semibold text-[12.5px] leading-5">
        {alignment === null ? 'Content' : alignment.kind === 'exact' ? 'Exact passages' : 'Similar wording'}
        {alignment ? (
          <span className="ml-2 font-normal text-[11.5px] text-mute">
            {formatCount(alignment.matches.length, 'match', 'matches')}
          </span>
        ) : null}
      </h2>
      <p className="max-w-[110ch] text-[11.5px] text-mute leading-[17px]">
        {alignment === null ? 'Lining up the two texts…' : reason(alignment, names)}
      </p>
    </header>
  );
}

function reason(
  { kind, coverage, independentRuns, matches }: Alignment,
  names: readonly [string, string],
): string {
  const share = `${formatShare(coverage)} of the shorter text stand word for word in the other (runs of ${LONG_RUN} words and signs or more)`;
  if (kind === 'exact') {
    return `One was curated from the other: ${share}. A ribbon joins the same words, white space and tags aside.`;
  }
  const why = independentRuns
    ? `${names[0]} and ${names[1]} were generated independently of each other`
    : `Independent samples: only ${share}`;
  const drawn =
    matches.length === 0
      ? 'Nothing is similar enough to be drawn.'
      : 'Only strong matches are drawn; shared numbers and formulas count more than words, filler not at all.';
  return `${why}. ${drawn}`;
}

/** While a side runs, we align its text again no more often than this, ms. */
const AGAIN_AFTER_MS = 2500;

/** What the two texts have in common, from a worker; null until it is known. The last one stays while texts grow. */
function useAlignment(first: TraceState, second: TraceState): Alignment | null {
  const [alignment, setAlignment] = useState<Alignment | null>(null);
  const worker = useRef<Worker | null>(null);
  const asked = useRef({ id: 0, atMs: Number.NEGATIVE_INFINITY });

  useEffect(() => {
    const started = new Worker(new URL('./align-worker.ts', import.meta.url), { type: 'module' });
    started.onmessage = ({ data }: MessageEvent<{ id: number; alignment: Alignment }>) => {
      if (data.id === asked.current.id) setAlignment(data.alignment);
    };
    worker.current = started;
    // A page that mounts again after unmounting (strict mode) asks again.
    asked.current.atMs = Number.NEGATIVE_INFINITY;
    return () => {
      worker.current = null;
      started.terminate();
    };
  }, []);

  useEffect(() => {
    const states: Pair<TraceState> = [first, second];
    const over = states.every((state) => state.endedAt !== null);
    const waitMs = over ? 0 : asked.current.atMs + AGAIN_AFTER_MS - performance.now();
    const timer = setTimeout(
      () => {
        asked.current = { id: asked.current.id + 1, atMs: performance.now() };
        worker.current?.postMessage({ id: asked.current.id, request: alignRequest(states) });
      },
      Math.max(0, waitMs),
    );
    return () => clearTimeout(timer);
  }, [first, second]);

  return alignment;
}
