'use client';

import { useMemo } from 'react';
import { promptText } from '#components/playback/node-slices.ts';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { Dot } from '#components/ui/pill.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import type { StageState } from '#lib/trace/state.ts';

/** The rounds, each by its first prompt or first words; a click goes there. */
export function Rounds() {
  const stages = useSession((session) => session.trace.stages);
  const answer = useSession((session) => session.trace.answer);
  const running = useSession((session) => session.trace.status === 'running');
  const current = stages.findLast((stage) => stage.endedAt === null)?.stage ?? null;
  const selection = useSession((session) => session.selection);
  const actions = useSessionActions();
  if (stages.length === 0) return null;
  return (
    <nav aria-label="Rounds">
      <h2 className="mb-1.5 font-semibold text-[11px] text-mute tracking-wide">Rounds</h2>
      <ol className="-mx-2 space-y-px text-[12.5px]">
        {stages.map((stage) => (
          <li key={stage.stage}>
            <button
              type="button"
              onClick={() => actions.goToStage(stage.stage)}
              aria-current={current === stage.stage ? 'step' : undefined}
              className={cn(
                'flex w-full cursor-pointer gap-2 rounded-md px-2 py-1 text-left leading-[18px] hover:bg-line-soft',
                belongs(selection, stage.stage) && 'bg-line-soft',
              )}
            >
              <span className="min-w-3 shrink-0 font-semibold text-plan tabular-nums">{stage.stage}</span>
              <StageName stage={stage} />
              {current === stage.stage && running ? (
                <span className="mt-[5px] shrink-0">
                  <Dot tone="exec" pulse />
                  <span className="sr-only">running</span>
                </span>
              ) : null}
            </button>
          </li>
        ))}
        {answer ? (
          <li>
            <button
              type="button"
              onClick={() => actions.goTo('answer')}
              className={cn(
                'flex w-full cursor-pointer gap-2 rounded-md px-2 py-1 text-left hover:bg-line-soft',
                selection === 'answer' && 'bg-line-soft',
              )}
            >
              <span className="min-w-3 shrink-0 font-semibold text-plan">→</span>
              Final answer
            </button>
          </li>
        ) : running ? (
          <li className="flex gap-2 px-2 py-1 text-faint">
            <span className="min-w-3 font-semibold tabular-nums">{stages.length + 1}</span>…
          </li>
        ) : null}
      </ol>
    </nav>
  );
}

function StageName({ stage }: { stage: StageState }) {
  const prompts = stage.plan.prompts.length;
  const name = useMemo(() => {
    const first = stage.plan.prompts[0] ? promptText(stage, stage.plan.prompts[0].index) : stage.plan.text;
    return plainHead(first ?? '', 64);
  }, [stage]);
  return (
    <span className="min-w-0 flex-1">
      <span className="line-clamp-2">
        {name === '' ? (stage.endedAt === null ? '…' : 'Nothing written') : name}
      </span>
      {prompts > 1 ? <span className="text-faint"> and {prompts - 1} more in parallel</span> : null}
    </span>
  );
}

const belongs = (selection: string | null, stage: number): boolean =>
  selection !== null && (selection === `plan:${stage}` || selection.startsWith(`execution:${stage}.`));
