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
import type { ReactNode } from 'react';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import type { StepUnit } from '#lib/replay/playhead.ts';
import { BookmarksPanel } from './bookmarks-panel.tsx';
import { Clock } from './clock.tsx';
import { JumpMenu } from './jump-menu.tsx';
import { LoopButton } from './loop-button.tsx';
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
