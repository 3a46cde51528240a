'use client';

import { Diamond, Play } from 'lucide-react';
import { activityLook } from '#components/graph/activity-look.tsx';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { activityOf, isWriting } from '#lib/graph/activity.ts';
import { streamName, streamNumber } from '#lib/graph/stream-names.ts';
import { findPiece, findStage } from '#lib/trace/pieces.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import { executionStream, parseStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import type { Inspected } from './inspected.ts';

/** Chips that lead to what a piece depends on, what depends on it, and what runs beside it. */
export function RelatedPieces({ target, piece }: { target: Inspected; piece: PieceState }) {
  const trace = useSession((session) => session.trace);
  const groups = related(trace, target, piece.stream).filter(({ streams }) => streams.length > 0);
  return groups.map(({ name, streams }) => (
    <section key={name} className="mt-5" aria-label={name}>
      <h3 className="mb-1.5 font-semibold text-[11px] text-mute">{name}</h3>
      <ul className="flex flex-wrap gap-1.5">
        {streams.map((stream) => (
          <li key={stream}>
            <Chip stream={stream} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Chip({ stream }: { stream: StreamId }) {
  const actions = useSessionActions();
  const piece = useSession((session) => findPiece(session.trace, stream));
  const place = parseStream(stream);
  const isExecution = place?.kind === 'execution';
  const stage = useSession((session) => (isExecution ? findStage(session.trace, place.stage) : null));
  const activity = piece ? activityOf(piece, stage) : 'waiting';
  const Icon =
    isWriting(activity) || activity === 'done' ? (isExecution ? Play : Diamond) : activityLook(activity).icon;
  return (
    <button
      type="button"
      aria-label={`${streamName(stream)}, ${activityLook(activity).word}`}
      onClick={() => actions.goTo(stream)}
      className={`inline-flex cursor-pointer items-center gap-1.5 rounded-full border border-line px-2.5 py-0.5 text-xs hover:bg-line-soft ${isExecution ? 'text-exec' : 'text-plan'}`}
    >
      <Icon size={10} aria-hidden="true" className="fill-current" />
      {isExecution ? streamNumber(stream) : streamName(stream)}
    </button>
  );
}

function related(
  trace: TraceState,
  target: Inspected,
  stream: StreamId,
): { name: string; streams: StreamId[] }[] {
  const { stage } = target;
  const dependsOn: StreamId[] = [];
  const usedBy: StreamId[] = [];
  for (const { from, to } of trace.dependencies) {
    const sources =
      from.index !== undefined
        ? [executionStream(from.stage, from.index)]
        : (trace.stages[from.stage - 1]?.executions.map((execution) => execution.stream) ?? []);
    if (to === stream) dependsOn.push(...sources);
    if (sources.some((source) => source === stream)) usedBy.push(to);
  }
  const besides: StreamId[] =
    target.kind === 'execution' && stage
      ? stage.executions.map((execution) => execution.stream).filter((other) => other !== stream)
      : [];
  const unique = (streams: StreamId[]) => [...new Set(streams)];
  return [
    { name: 'Asked by', streams: target.kind === 'execution' && stage ? [planStream(stage.stage)] : [] },
    { name: 'Depends on', streams: unique(dependsOn) },
    { name: 'Runs beside', streams: besides },
    { name: 'Used by', streams: unique(usedBy) },
    {
      name: 'Executions',
      streams: target.kind === 'plan' && stage ? stage.executions.map((execution) => execution.stream) : [],
    },
  ];
}
