'use client';

import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { type Speed, type StepUnit, speeds, stepUnits } from '#lib/replay/playhead.ts';

const speedNames: Record<Speed, string> = {
  0.25: '¼×',
  0.5: '½×',
  1: '1×',
  2: '2×',
  4: '4×',
  8: '8×',
  16: '16×',
};

/** After "Back one". */
export const stepNames: Record<StepUnit, string> = {
  batch: 'token batch',
  event: 'event',
  prompt: 'prompt',
  stage: 'stage',
};

/** Wall time or tokens; a text without a clock has no wall time, only the times that were made from its tokens. */
export function AxisChoice() {
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

/** The unit of the two step buttons beside Play. */
export function StepChoice() {
  const actions = useSessionActions();
  const unit = useSession((session) => session.stepUnit);
  return (
    <span className="relative inline-flex items-center">
      <PillSelect
        aria-label="Step by"
        value={unit}
        onChange={(event) => actions.setStepUnit(event.target.value as StepUnit)}
        className="pr-7 pl-3"
      >
        {stepUnits.map((value) => (
          <option key={value} value={value}>
            {value === 'batch' ? 'by batch' : `by ${stepNames[value]}`}
          </option>
        ))}
      </PillSelect>
      <ChevronDown
        size={12}
        aria-hidden="true"
        className="pointer-events-none absolute right-2.5 text-mute"
      />
    </span>
  );
}

export function SpeedChoice() {
  const actions = useSessionActions();
  const speed = useSession((session) => session.speed);
  return (
    <PillSelect
      aria-label="Speed"
      value={speed}
      onChange={(event) => actions.setSpeed(Number(event.target.value) as Speed)}
      className="px-3 text-center"
    >
      {speeds.map((value) => (
        <option key={value} value={value}>
          {speedNames[value]}
        </option>
      ))}
    </PillSelect>
  );
}

const PillSelect = ({ className, ...rest }: ComponentProps<'select'>) => (
  <select
    {...rest}
    className={cn(
      'h-7 cursor-pointer appearance-none rounded-full border border-line bg-panel text-mute text-xs hover:text-ink',
      className,
    )}
  />
);
