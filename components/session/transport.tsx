'use client';

import { ChevronFirst, ChevronLast, Pause, Play, Radio, StepBack, StepForward } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import { formatCount, formatDuration } from './format.ts';
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
export function Transport({ compact = false }: { compact?: boolean }) {
  const actions = useSessionActions();
  const transport = useSession((session) => session.transport);
  const running = useSession((session) => session.latest.status === 'running');
  const axis = useSession((session) => session.axis);
  const clock = useSession((session) => session.trace.session?.clock ?? 'wall');
  const moving = transport !== 'paused';
  return (
    <div className={compact ? 'flex items-center gap-2 px-3 py-1.5' : 'flex h-full flex-col gap-2 px-4 py-3'}>
      <div className="flex items-center gap-1">
        <IconButton
          label="To the start"
          shortcut="Home"
          size="sm"
          tooltipSide="top"
          icon={<ChevronFirst size={15} />}
          onClick={actions.seekStart}
        />
        <IconButton
          label="Back one event"
          shortcut="←"
          size="sm"
          tooltipSide="top"
          icon={<StepBack size={14} />}
          onClick={() => actions.stepEvent(-1)}
        />
        <Button
          variant="primary"
          className="min-w-20"
          aria-keyshortcuts="Space"
          icon={moving ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
          onClick={actions.togglePlay}
        >
          {moving ? 'Pause' : 'Play'}
        </Button>
        <IconButton
          label="Forward one event"
          shortcut="→"
          size="sm"
          tooltipSide="top"
          icon={<StepForward size={14} />}
          onClick={() => actions.stepEvent(1)}
        />
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
        ) : (
          <IconButton
            label="To the end"
            shortcut="End"
            size="sm"
            tooltipSide="top"
            icon={<ChevronLast size={15} />}
            onClick={actions.seekEnd}
          />
        )}
      </div>
      <Clock />
      <div className={compact ? 'ml-auto' : 'mt-auto flex items-center justify-between'}>
        {compact ? null : (
          <Segmented
            label="Timeline axis"
            size="sm"
            value={axis}
            options={[
              { value: 'wall', label: clock === 'wall' ? 'Wall time' : 'Token clock' },
              { value: 'tokens', label: 'Tokens' },
            ]}
            onChange={actions.setAxis}
          />
        )}
        <SpeedChoice />
      </div>
    </div>
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
  useFrame(
    useCallback((positionMs: number) => {
      if (time.current) time.current.textContent = formatDuration(positionMs);
    }, []),
  );
  return (
    <p className="whitespace-nowrap text-mute text-xs tabular-nums">
      <span ref={time} className="font-medium text-ink" /> of {formatDuration(endMs)}
      <span className="text-faint">
        {' '}
        · event {formatCount(count)} of {formatCount(length)}
      </span>
    </p>
  );
}
