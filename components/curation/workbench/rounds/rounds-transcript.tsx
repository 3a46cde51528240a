'use client';

import { Download } from 'lucide-react';
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import { useWorkbench, useWorkbenchHandle } from '#components/curation/workbench/use-workbench.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { downloadText } from '#components/ui/download.ts';
import { type TrajectoryPart, trajectoryParts } from './trajectory-parts.ts';

const looks: Record<TrajectoryPart['voice'], string> = {
  tag: 'text-faint',
  question: 'text-ink font-medium',
  plan: 'text-plan',
  prompt: 'bg-exec-bg text-exec underline decoration-exec-line underline-offset-2',
  execution: 'text-exec',
  answer: 'text-plan font-medium',
};

/** The written text, verbatim; each part lights up with its step. */
export function RoundsTranscript() {
  const { store } = useWorkbenchHandle();
  const pointer = useStepPointer('data-part');
  const curated = useWorkbench((state) => state.curated);
  const steps = useWorkbench((state) => state.draft.steps);
  const source = useWorkbench((state) => state.source);
  const parts = useMemo(() => trajectoryParts(curated, steps, source), [curated, steps, source]);
  const selected = useWorkbench((state) => state.selected);
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!selected) return;
    const part = scroller.current?.querySelector(`[data-part="${CSS.escape(selected)}"]`);
    part?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  return (
    <div className="absolute inset-0 flex flex-col">
      <div className="flex items-center gap-1.5 border-line-soft border-b px-3 py-1.5">
        <CopyButton text={() => store.getState().curated.trajectory} />
        <Button
          size="sm"
          icon={<Download size={13} aria-hidden="true" />}
          onClick={() => downloadText(store.getState().curated.trajectory, 'trajectory.txt')}
        >
          Download
        </Button>
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-3 py-3" {...pointer}>
        <pre className="whitespace-pre-wrap break-words font-mono text-[12px] leading-[19px]">
          {parts.map((part) => (
            <Part key={part.start} part={part} />
          ))}
        </pre>
      </div>
    </div>
  );
}

function Part({ part: { voice, step, text } }: { part: TrajectoryPart }) {
  const hovered = useWorkbench((state) => step !== null && state.hovered === step);
  const selected = useWorkbench((state) => step !== null && state.selected === step);
  if (step === null) return <span className={looks[voice]}>{text}</span>;
  return (
    <span
      data-part={step}
      data-lit={hovered || undefined}
      className={cn(looks[voice], 'trajectory-part', selected && 'is-selected')}
    >
      {text}
    </span>
  );
}

/** Hover and click handlers for all elements that hold a step's id in an attribute. */
function useStepPointer(attribute: string) {
  const { actions } = useWorkbenchHandle();
  return useMemo(() => {
    const stepAt = ({ target }: { target: EventTarget }) =>
      (target as Element).closest(`[${attribute}]`)?.getAttribute(attribute) ?? null;
    return {
      onPointerOver: (event: PointerEvent) => actions.hover(stepAt(event)),
      onPointerLeave: () => actions.hover(null),
      onClick(event: { target: EventTarget }) {
        const step = stepAt(event);
        if (step) actions.select(step);
      },
    };
  }, [actions, attribute]);
}
