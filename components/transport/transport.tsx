'use client';

import {
  ChevronFirst,
  ChevronLast,
  ChevronsLeft,
  ChevronsRight,
  Milestone,
  Pause,
  Play,
  Radio,
  Repeat,
  StepBack,
  StepForward,
} from 'lucide-react';
import { type ReactNode, useCallback, useRef } from 'react';
import { jumpNames, useJump } from '#components/doctor/use-jump.ts';
import type { JumpKind } from '#components/playback/playback-types.ts';
import {
  useFrame,
  useSession,
  useSessionActions,
  useSessionHandle,
} from '#components/playback/session-context.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { Menu, type MenuItem } from '#components/ui/menu.tsx';
import { nextMark } from '#lib/replay/marks.ts';
import type { StepUnit } from '#lib/replay/playhead.ts';
import { BookmarksPanel } from './bookmarks-panel.tsx';
import { AxisChoice, SpeedChoice, StepChoice, stepNames } from './transport-choices.tsx';

const stepKeys: Record<StepUnit, readonly [back: string, forward: string]> = {
  event: ['←', '→'],
  batch: ['J', 'K'],
  prompt: ['Shift+P', 'P'],
  stage: ['Shift+←', 'Shift+→'],
};

/** Play, pause, steps, jumps, loop, bookmarks, speed, and where the page stands. */
export function Transport() {
  const actions = useSessionActions();
  const transport = useSession((session) => session.transport);
  const running = useSession((session) => session.latest.status === 'running');
  const unit = useSession((session) => session.stepUnit);
  const moving = transport !== 'paused';
  const live = transport === 'live';
  const [backKey, forwardKey] = stepKeys[unit];
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-2.5 py-1.5 md:h-full md:flex-col md:flex-nowrap md:items-stretch md:gap-1.5 md:px-4 md:py-3">
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
            label={`Back one ${stepNames[unit]}`}
            shortcut={backKey}
            icon={<StepBack size={14} />}
            onClick={() => actions.step(unit, -1)}
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
            label={`Forward one ${stepNames[unit]}`}
            shortcut={forwardKey}
            icon={<StepForward size={14} />}
            onClick={() => actions.step(unit, 1)}
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
      <div className="flex min-h-[34px] min-w-0 items-center justify-between gap-2">
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
      <div className="flex items-center gap-1 md:mt-auto md:justify-between">
        <span className="contents max-md:hidden">
          <StepChoice />
        </span>
        <span className="flex items-center gap-0.5">
          <JumpMenu />
          <LoopButton />
          <BookmarksPanel />
        </span>
      </div>
      <div className="ml-auto flex items-center justify-between gap-2 md:ml-0">
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

/** Time or tokens, and event count; every frame writes the playhead's position, past React. */
function Clock() {
  const place = useRef<HTMLSpanElement>(null);
  const count = useSession((session) => session.count);
  const length = useSession((session) => session.length);
  const axis = useSession((session) => session.axis);
  const end = useSession((session) => session.ends[0] ?? 0);
  const live = useSession((session) => session.transport === 'live');
  useFrame(
    useCallback(
      (_positionMs: number, axisAt: number) => {
        const text = axisWords(Math.min(axisAt, end), axis);
        // Writing the same words again would still cause a layout.
        if (place.current && place.current.textContent !== text) place.current.textContent = text;
      },
      [axis, end],
    ),
  );
  return (
    <p className="min-w-0 text-mute text-xs tabular-nums leading-[17px]">
      <span className="whitespace-nowrap">
        <span ref={place} className="font-medium text-ink" />
        {axis === 'tokens' ? (live ? ' tokens' : ` of ${axisWords(end, axis)} tokens`) : null}
        {axis === 'wall' && !live ? ` of ${axisWords(end, axis)}` : null}
      </span>{' '}
      <span className="whitespace-nowrap text-faint max-md:hidden">
        · event {formatInteger(count)}
        {live ? '' : ` of ${formatInteger(length)}`}
      </span>
    </p>
  );
}

const axisWords = (at: number, axis: 'wall' | 'tokens'): string =>
  axis === 'wall' ? formatDuration(at) : formatInteger(Math.floor(at));

const kinds: readonly { kind: JumpKind; key: string; icon: MenuItem['icon'] }[] = [
  { kind: 'fork', key: '1', icon: 'fork' },
  { kind: 'join', key: '2', icon: 'diamond' },
  { kind: 'finding', key: '3', icon: 'stethoscope' },
  { kind: 'critical', key: '4', icon: 'rising' },
  { kind: 'bookmark', key: '5', icon: 'bookmark' },
];

/** To the next or previous place worth seeing. */
function JumpMenu() {
  const jump = useJump();
  const items = ([1, -1] as const).flatMap((by): MenuItem[] =>
    kinds.map(({ kind, key, icon }, at) => ({
      id: `${kind} ${by}`,
      label: `${by === 1 ? 'Next' : 'Previous'} ${jumpNames[kind]}`,
      hint: by === 1 ? key : `Shift ${key}`,
      icon,
      separated: by === -1 && at === 0,
      onSelect: () => jump(kind, by),
    })),
  );
  return (
    <Menu label="Jump to" items={items} align="start">
      {(trigger) => (
        <IconButton {...trigger} size="sm" label="Jump to" tooltipSide="top" icon={<Milestone size={15} />} />
      )}
    </Menu>
  );
}

/** Repeats the stage at the playhead; pressed again, plays everything. */
function LoopButton() {
  const { actions, store, marks } = useSessionHandle();
  const looping = useSession((session) => session.loop !== null);
  return (
    <IconButton
      size="sm"
      label={looping ? 'No loop' : 'Loop this stage'}
      shortcut={looping ? 'X' : undefined}
      tooltipSide="top"
      aria-pressed={looping}
      className={looping ? 'bg-plan-bg! text-plan!' : undefined}
      icon={<Repeat size={15} />}
      onClick={() => {
        if (looping) actions.setLoop(null);
        else {
          const { count, length } = store.getState();
          const stages = marks('stage');
          // The end of the log belongs to the last stage.
          const from = nextMark(stages, Math.min(count + 1, length), -1) ?? 0;
          const next = nextMark(stages, from, 1);
          actions.setLoop({ from, to: next === null ? length : next - 1 });
        }
      }}
    />
  );
}
