'use client';

import { useMemo } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { TaggedText } from '#components/transcript/tagged-text.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { type ContextPart, partsText } from '#lib/protocol/contexts/context.ts';
import {
  answerParts,
  executionsParts,
  planParts,
  thoughtfulExecution,
  thoughtParts,
} from '#lib/protocol/writer-parts.ts';
import type { ExecutionState, PieceState, TraceState } from '#lib/trace/state.ts';
import type { Inspected } from './inspected.ts';

/** The piece as it stands in the tagged transcript. */
export function RawTab({ target, piece }: { target: Inspected; piece: PieceState }) {
  const trace = useSession((session) => session.trace);
  const { stage, kind } = target;
  const parts = useMemo(() => partsOf(trace, kind, stage, piece), [trace, kind, stage, piece]);
  return (
    <>
      <CopyButton text={() => partsText(parts)} className="mb-3" />
      <TaggedText parts={parts} />
    </>
  );
}

function partsOf(
  trace: TraceState,
  kind: Inspected['kind'],
  stage: Inspected['stage'],
  piece: PieceState,
): readonly ContextPart[] {
  if (kind === 'plan' && stage) return planParts(stage, false, true);
  if (kind === 'answer' && trace.answer) return answerParts(trace.answer, false, true);
  if (kind === 'execution' && stage) {
    const execution = piece as ExecutionState;
    const parts = executionsParts({ ...stage, executions: [execution] }, thoughtfulExecution(stage.stage));
    // Its own tags and text, without those of the block of executions around it.
    return parts.filter((part) => part.index !== undefined);
  }
  return thoughtParts(piece, true);
}
