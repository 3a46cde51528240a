import { promptText } from '#components/playback/node-slices.ts';
import { isWriting } from '#lib/graph/activity.ts';
import { type Graph, type GraphNodeId, isPiece } from '#lib/graph/graph.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { findPiece, findStage, waitingExecution } from '#lib/trace/pieces.ts';
import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';

/** What the inspector shows. */
export interface Inspected {
  readonly name: string;
  readonly kind: 'plan' | 'execution' | 'answer' | 'thought';
  /** Null for the question. */
  readonly piece: PieceState | null;
  readonly stage: StageState | null;
  /** Of an execution: its prompt's number and text. */
  readonly prompt: { readonly number: string; readonly text: string } | null;
}

/** The piece behind a node in a state; null where that state does not have it yet. */
export function inspected(state: TraceState, id: GraphNodeId | null): Inspected | null {
  if (id === null || state.session === null) return null;
  if (id === 'question') return { name: 'Question', kind: 'plan', piece: null, stage: null, prompt: null };
  const place = parseStream(id);
  if (!place) return null;
  const stage = 'stage' in place ? findStage(state, place.stage) : null;
  const text = place.kind === 'execution' && stage ? promptText(stage, place.index) : null;
  const stream = id as StreamId;
  const piece =
    findPiece(state, stream) ??
    // The answer of a sequential session stands at the end of its thought.
    (place.kind === 'answer' ? state.thought : null) ??
    // A prompt still being written has no execution yet.
    (place.kind === 'execution' && text !== null
      ? waitingExecution(place.stage, place.index, state.at)
      : null);
  if (!piece) return null;
  return {
    name: streamName(stream),
    kind: place.kind,
    piece,
    stage,
    prompt:
      place.kind === 'execution' && text !== null ? { number: `${place.stage}.${place.index}`, text } : null,
  };
}

/** For an execution the stage it belongs to: once that has ended, waiting executions will never start. */
export const executionStage = (target: Inspected): StageState | null =>
  target.kind === 'execution' ? target.stage : null;

/** The piece with the latest activity: the rightmost one that is being written, else the last one. */
export function newestPiece(graph: Graph): GraphNodeId | null {
  const pieces = graph.nodes.filter(isPiece);
  return (pieces.findLast((node) => isWriting(node.activity)) ?? pieces.at(-1))?.id ?? null;
}
