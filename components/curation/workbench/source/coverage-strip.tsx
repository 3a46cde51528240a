'use client';

import { type KeyboardEvent, type PointerEvent, useId, useMemo } from 'react';
import { formatCount } from '#components/ui/format.ts';
import type { LineRange } from '#lib/contract/curation-record.ts';
import { firstLineOf } from '#lib/curation/edits/draft-steps.ts';
import { type LineRun, lineRuns, placeWords, runAt } from './line-places.ts';
import './source-pane.css';
import { stageTint } from '#components/curation/workbench/step/step-tint.ts';
import {
  useWorkbench,
  useWorkbenchActions,
  useWorkbenchHandle,
} from '#components/curation/workbench/use-workbench.tsx';

const HEIGHT = 18;
/** From this many steps on, dark lines between them would hide them. */
const MANY_STEPS = 60;
/** Lines that Page keys move by. */
const PAGE = 10;

/** All lines of the source on one thin band, by step and part: a click or the arrow keys go there. */
export function CoverageStrip() {
  const source = useWorkbench((state) => state.source);
  const steps = useWorkbench(({ draft }) => draft.steps);
  const curated = useWorkbench((state) => state.curated);
  const count = source.lines.length;
  const runs = useMemo(() => lineRuns(count, steps), [count, steps]);
  const { lost, twice } = curated.coverage;
  return (
    <section aria-label="Coverage" className="flex flex-col gap-1 px-3 py-2">
      <div className="relative">
        <Band runs={runs} count={count} />
        <Slider runs={runs} count={count} />
      </div>
      <p className="flex flex-wrap gap-x-3 text-2xs text-mute tabular-nums">
        <span>{formatCount(count, 'line')}</span>
        <span>{formatCount(steps.length, 'step')}</span>
        <PlaceButtons ranges={lost} word="lost" none="every line is in a step" />
        <PlaceButtons ranges={twice} word="used twice" none="none used twice" />
      </p>
    </section>
  );
}

/** The runs as rectangles: low for the plan, full for the execution, a line for a comment, hatched where lost. */
function Band({ runs, count }: { runs: readonly LineRun[]; count: number }) {
  const stages = useWorkbench((state) => state.curated.steps);
  const hovered = useWorkbench((state) => state.hovered);
  const hatch = useId();
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${Math.max(count, 1)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block w-full rounded border border-line bg-panel"
      style={{ height: HEIGHT }}
    >
      <defs>
        {/* The pattern's width is a share of the box: otherwise a short source would stretch its lines. */}
        <pattern id={hatch} width={count / 240} height="4" patternUnits="userSpaceOnUse">
          <rect width={count / 480} height="4" fill="var(--warn)" />
        </pattern>
      </defs>
      {runs.map(({ first, last, places }) => {
        const [place] = places;
        const box = { x: first - 1, width: last - first + 1 };
        if (!place) return <rect key={first} {...box} y={0} height={HEIGHT} fill={`url(#${hatch})`} />;
        const stage = stages[place.number - 1]?.stage ?? 1;
        const top = place.part === 'execution' ? 2 : place.part === 'plan' ? 9 : 13;
        return (
          <g key={first} className="step-tint" style={stageTint(stage)}>
            <rect
              {...box}
              y={0}
              height={HEIGHT}
              fill={hovered === place.step.id ? 'var(--step-lit)' : 'var(--step-ground)'}
            />
            <rect {...box} y={top} height={HEIGHT - top} fill="var(--step-bar)" />
            {places.length > 1 ? <rect {...box} y={0} height={5} fill="var(--warn)" /> : null}
            {firstLineOf(place.step) === first && first > 1 ? (
              <line
                x1={first - 1}
                x2={first - 1}
                y1={0}
                y2={HEIGHT}
                stroke={stages.length > MANY_STEPS ? 'var(--panel)' : 'var(--ink)'}
                strokeWidth={1.5}
                vectorEffect="non-scaling-stroke"
              />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

function Slider({ runs, count }: { runs: readonly LineRun[]; count: number }) {
  const lines = useWorkbench((state) => state.lines);
  const { store } = useWorkbenchHandle();
  const { chooseLines, hover } = useWorkbenchActions();
  const head = lines?.head ?? null;

  function lineAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((event.clientX - left) / width) * count) + 1, 1), count);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = target(event.key, head ?? 1, count);
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    chooseLines(to, event.shiftKey ? (store.getState().lines?.anchor ?? to) : to);
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Line of the source"
      aria-valuemin={1}
      aria-valuemax={Math.max(count, 1)}
      aria-valuenow={head ?? 1}
      aria-valuetext={
        head === null ? 'No line chosen' : `Line ${head}, ${placeWords(runAt(runs, head)?.places ?? [])}`
      }
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        chooseLines(lineAt(event));
      }}
      onPointerMove={(event) => {
        const line = lineAt(event);
        hover(runAt(runs, line)?.places[0]?.step.id ?? null);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) chooseLines(line);
      }}
      onPointerLeave={() => hover(null)}
      className="absolute inset-0 cursor-pointer touch-none rounded"
    >
      {head !== null ? (
        <span
          aria-hidden="true"
          className="absolute -inset-y-1 w-0.5 -translate-x-1/2 rounded-full bg-ink ring-2 ring-panel"
          style={{ left: `${((head - 0.5) / count) * 100}%` }}
        />
      ) : null}
    </div>
  );
}

function target(key: string, head: number, count: number): number | null {
  const within = (line: number) => Math.min(Math.max(line, 1), count);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return within(head + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(head - 1);
    case 'PageUp':
      return within(head + PAGE);
    case 'PageDown':
      return within(head - PAGE);
    case 'Home':
      return 1;
    case 'End':
      return count;
    default:
      return null;
  }
}

/** The number of lines of a kind; a click goes to the next of their ranges. */
function PlaceButtons({ ranges, word, none }: { ranges: readonly LineRange[]; word: string; none: string }) {
  const head = useWorkbench(({ lines }) => lines?.head ?? 0);
  const { chooseLines } = useWorkbenchActions();
  const lines = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (lines === 0) return <span>{none}</span>;
  const next = ranges.find(({ first }) => first > head) ?? ranges[0];
  return (
    <button
      type="button"
      onClick={() => next && chooseLines(next.last, next.first)}
      className="cursor-pointer rounded text-warn underline decoration-dotted underline-offset-2 hover:decoration-solid"
    >
      {formatCount(lines, 'line')} {word}
      <span className="sr-only">: go to the next</span>
    </button>
  );
}
