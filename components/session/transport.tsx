'use client';

import {
  ChevronFirst,
  ChevronLast,
  ChevronsLeft,
  ChevronsRight,
  Pause,
  Play,
  Radio,
  StepBack,
  StepForward,
} from 'lucide-react';
import { type ReactNode, useCallback, useRef } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import { useFrame, useSession, useSessionActions } from './session-context.tsx';

const speedNames: Record<Speed, string> = {
  0.25: '¼×',
  0.5: '½×',
  1: '1×',
  2: '2×',
  4: '4×',
  8: '8×',
  16: '16×',
};

/** Play, pause, steps, speed, and where the page stands. */
export function Transport() {
  const actions = useSessionActions();
  const transport = useSession((session) => session.transport);
  const running = useSession((session) => session.latest.status === 'running');
  const moving = transport !== 'paused';
  const live = transport === 'live';
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-2.5 py-1.5 md:h-full md:flex-col md:flex-nowrap md:items-stretch md:gap-2 md:px-4 md:py-3">
      <div className="flex items-center gap-1 md:justify-between">
        <Step
          label="To the start"
          shortcut="Home"
          icon={<ChevronFirst size={15} />}
          onClick={actions.seekStart}
        />
        <Step
          label="Back one stage"
          shortcut="Shift+←"
          icon={<ChevronsLeft size={15} />}
          onClick={() => actions.step('stage', -1)}
        />
        <span className="contents max-md:hidden">
          <Step
            label="Back one event"
            shortcut="←"
            icon={<StepBack size={14} />}
            onClick={() => actions.step('event', -1)}
          />
        </span>
        <IconButton
          label={moving ? 'Pause' : 'Play'}
          shortcut="Space"
          variant="primary"
          tooltipSide="top"
          className="w-11!"
          icon={moving ? <Pause size={15} /> : <Play size={15} className="fill-current" />}
          onClick={actions.togglePlay}
        />
        <span className="contents max-md:hidden">
          <Step
            label="Forward one event"
            shortcut="→"
            icon={<StepForward size={14} />}
            onClick={() => actions.step('event', 1)}
          />
        </span>
        <Step
          label="Forward one stage"
          shortcut="Shift+→"
          icon={<ChevronsRight size={15} />}
          onClick={() => actions.step('stage', 1)}
        />
        <Step label="To the end" shortcut="End" icon={<ChevronLast size={15} />} onClick={actions.seekEnd} />
      </div>
      <div className="flex min-h-7 items-center justify-between gap-2">
        <Clock />
        {running ? (
          <Button
            size="sm"
            variant="ghost"
            aria-pressed={live}
            aria-keyshortcuts="L"
            className={live ? 'text-exec!' : undefined}
            icon={<Radio size={13} aria-hidden="true" />}
            onClick={actions.goLive}
          >
            <span className="max-md:sr-only">Live</span>
          </Button>
        ) : null}
      </div>
      <div className="ml-auto flex items-center justify-between gap-2 md:mt-auto md:ml-0">
        <AxisChoice />
        <SpeedChoice />
      </div>
    </div>
  );
}

interface StepProps {
  label: string;
  shortcut: string;
  icon: ReactNode;
  onClick: () => void;
}

const Step = (props: StepProps) => <IconButton size="sm" tooltipSide="top" {...props} />;

function AxisChoice() {
  const actions = useSessionActions();
  const axis = useSession((session) => session.axis);
  const tokenClock = useSession((session) => session.trace.session?.clock === 'tokens');
  return (
    <span className="axis-choice">
      <Segmented
        label="Timeline axis"
        size="sm"
        value={axis}
        options={[
          { value: 'wall', label: tokenClock ? 'Token clock' : 'Wall time' },
          { value: 'tokens', label: 'Tokens' },
        ]}
        onChange={actions.setAxis}
      />
    </span>
  );
}

function SpeedChoice() {
  const actions = useSessionActions();
  const speed = useSession((session) => session.speed);
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
            {speedNames[value]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Time and event count; the time is written on every frame, past React. */
function Clock() {
  const time = useRef<HTMLSpanElement>(null);
  const count = useSession((session) => session.count);
  const length = useSession((session) => session.length);
  const endMs = useSession((session) => session.endMs);
  const live = useSession((session) => session.transport === 'live');
  useFrame(
    useCallback((positionMs: number) => {
      const text = formatDuration(positionMs);
      // The same words again would still lay out the page.
      if (time.current && time.current.textContent !== text) time.current.textContent = text;
    }, []),
  );
  return (
    <p className="whitespace-nowrap text-mute text-xs tabular-nums">
      <span ref={time} className="font-medium text-ink" />
      {live ? '' : ` of ${formatDuration(endMs)}`}
      <span className="text-faint max-md:hidden">
        {' '}
        · event {formatInteger(count)}
        {live ? '' : ` of ${formatInteger(length)}`}
      </span>
    </p>
  );
}
