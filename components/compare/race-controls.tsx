'use client';

import { ChevronFirst, ChevronsLeft, ChevronsRight, Pause, Play, Radio } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import { AnswerVerdict } from './answer-verdict.tsx';
import { useCompare, useCompareActions, useSides } from './compare-context.tsx';
import { raceOf } from './compare-state.ts';
import { raceSentence } from './race-words.ts';
import { sideNames } from './side-names.ts';

/** Play, steps, speed; the state of the race in a sentence; what the signs mean. */
export function RaceControls() {
  const transport = useCompare((state) => state.transport);
  const running = useCompare((state) => state.traces.some(({ latest }) => latest.status === 'running'));
  const actions = useCompareActions();
  const moving = transport !== 'paused';
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-2 border-line-soft border-t px-4 py-3">
      <Button
        variant="primary"
        aria-keyshortcuts="Space"
        icon={moving ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        onClick={actions.togglePlay}
      >
        {moving ? 'Pause' : 'Race'}
      </Button>
      <span className="flex">
        <IconButton
          label="To the start"
          shortcut="Home"
          size="sm"
          icon={<ChevronFirst size={15} />}
          onClick={actions.seekStart}
        />
        <IconButton
          label="Back one stage"
          shortcut="Shift+←"
          size="sm"
          icon={<ChevronsLeft size={15} />}
          onClick={() => actions.step('stage', -1)}
        />
        <IconButton
          label="Forward one stage"
          shortcut="Shift+→"
          size="sm"
          icon={<ChevronsRight size={15} />}
          onClick={() => actions.step('stage', 1)}
        />
      </span>
      <SpeedChoice />
      {running ? (
        <Button
          size="sm"
          variant="ghost"
          aria-pressed={transport === 'live'}
          aria-keyshortcuts="L"
          className={transport === 'live' ? 'text-exec!' : undefined}
          icon={<Radio size={13} aria-hidden="true" />}
          onClick={actions.goLive}
        >
          Live
        </Button>
      ) : null}
      <p className="min-w-48 flex-1 text-[12.5px] text-mute leading-5">
        <AnswerVerdict /> <Sentence />
      </p>
      <Legend />
    </div>
  );
}

function SpeedChoice() {
  const actions = useCompareActions();
  const speed = useCompare((state) => state.speed);
  return (
    <label>
      <span className="sr-only">Speed</span>
      <select
        value={speed}
        onChange={(event) => actions.setSpeed(Number(event.target.value) as Speed)}
        className="h-7 cursor-pointer appearance-none rounded-full border border-line bg-panel px-3 text-center text-mute text-xs hover:text-ink"
      >
        {speeds.map((value) => (
          <option key={value} value={value}>
            {speedWords(value)}
          </option>
        ))}
      </select>
    </label>
  );
}

const speedWords = (speed: Speed): string => (speed === 0.25 ? '¼×' : speed === 0.5 ? '½×' : `${speed}×`);

/** Screen readers announce it when its kind changes (who has ended), not with every token. */
function Sentence() {
  const state = useCompare((now) => now);
  const sides = useSides();
  return <span className="tabular-nums">{raceSentence(raceOf(state), sideNames(sides), state.axis)}</span>;
}

function Legend() {
  const thinks = useCompare(
    ({ traces, reading, axis }) =>
      (reading === 'decoded' || axis === 'wall') &&
      traces.some(({ latestMetrics }) => latestMetrics.thinkingTokens > 0),
  );
  return (
    <p className="flex gap-3 text-[11.5px] text-mute max-md:hidden" aria-hidden="true">
      <span>◇ fork</span>
      <span>
        <span className="text-crit">◆</span> join
      </span>
      <span className="inline-flex items-center gap-1">
        <span className="inline-block h-[2.5px] w-4 rounded-full bg-(--crit-line)" /> critical path
      </span>
      <span className="inline-flex items-center gap-1">
        <span className="timeline-hatch-exec inline-block h-2.5 w-5 rounded-[3px]" /> waiting
      </span>
      {thinks ? (
        <span className="inline-flex items-center gap-1">
          <span className="timeline-thinking timeline-thinking-plan inline-block h-2.5 w-5 rounded-[3px]" />{' '}
          thinking
        </span>
      ) : null}
      <span className="inline-flex items-center gap-1">
        <span className="lane-rest inline-block h-2.5 w-5 rounded-[3px]" /> still to come
      </span>
    </p>
  );
}
