'use client';

import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import type { Lane } from '#lib/graph/layout-lanes.ts';
import { ESTIMATED } from '#lib/tokens/counter.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';

/** Names of the lanes, fixed at the top while the graph moves below; a script moves them, without rendering. */
export function LaneHeaders() {
  const lanes = useSession((session) => session.layout.lanes);
  const metrics = useSession((session) => session.metrics);
  const definition = useSession((session) => session.definition);
  const stages = useSession((session) => session.graph.stages);
  const estimated = useSession((session) => session.trace.session?.tokenizer === ESTIMATED);
  const joined = new Set(stages.filter((stage) => stage.ended).map((stage) => stage.stage));
  const row = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();

  useEffect(() => {
    const place = ([x, , zoom]: readonly [number, number, number]) => {
      const elements = row.current?.children;
      for (const [at, lane] of lanes.entries()) {
        const element = elements?.[at] as HTMLElement | undefined;
        if (!element) continue;
        element.style.transform = `translateX(${Math.round(lane.x * zoom + x)}px)`;
        element.style.width = `${Math.round(lane.width * zoom)}px`;
      }
    };
    place(flow.getState().transform);
    return flow.subscribe((state, before) => {
      if (state.transform !== before.transform) place(state.transform);
    });
  }, [flow, lanes]);

  return (
    <div ref={row} className="pointer-events-none absolute inset-0 z-[4] overflow-hidden">
      {lanes.map((lane, at) => (
        <div
          key={lane.id}
          className={
            at === 0
              ? 'absolute inset-y-0 left-0'
              : 'absolute inset-y-0 left-0 border-line border-l border-dashed'
          }
        >
          {/* One line is visible: a fact that does not fit wraps out of view as a whole instead of being cut. */}
          <div className="lane-header px-3 pt-2.5 pb-2 text-[11.5px]">
            <div className="flex h-4 flex-wrap gap-x-1 overflow-hidden leading-4">
              <span className="max-w-full truncate font-semibold text-mute">{laneName(lane)}</span>
              {laneFacts(lane, metrics, definition, joined.has(lane.stage ?? 0), estimated).map((fact) => (
                <span key={fact} className="whitespace-nowrap text-faint">
                  · {fact}
                </span>
              ))}
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}

function laneName(lane: Lane): string {
  switch (lane.id) {
    case 'question':
      return 'Question';
    case 'answer':
      return 'Answer';
    case 'thought':
      return 'Sequential thought';
    default:
      return `Stage ${lane.stage}`;
  }
}

function laneFacts(
  lane: Lane,
  metrics: SessionMetrics,
  definition: SequentialDefinition,
  joined: boolean,
  estimated: boolean,
): string[] {
  const stage = metrics.perStage.find((candidate) => candidate.stage === lane.stage);
  if (!stage) return [];
  const prompts =
    stage.prompts > 0 ? formatCount(stage.prompts, 'prompt') : joined ? 'no prompt' : 'planning';
  const tokens = formatInteger(stage.sequentialTokens[definition]);
  const about = joined && !estimated ? '' : '≈';
  const unit = metrics.reading === 'visible' ? 'visible tok' : 'tok';
  return [prompts, `${about}${tokens} ${unit} sequential${joined ? '' : ' so far'}`];
}
