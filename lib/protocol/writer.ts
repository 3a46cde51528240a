import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import type { ContextPart } from './contexts/context.ts';
import { partsText } from './contexts/context.ts';
import {
  answerParts,
  executionsParts,
  plainExecution,
  planParts,
  questionParts,
  startedExecutions,
  thoughtfulExecution,
  thoughtParts,
} from './writer-parts.ts';

export interface TranscriptOptions {
  /** False leaves out what was thought, as the texts that SPRINT models are tuned on have it. Default true. */
  readonly thinking?: boolean;
}

/**
 * The session as a tagged transcript (DESIGN.md §2); a sequential one as plain text. Thinking stands in `<think>` inside
 * the piece that thought it (SPEC.md, “Thinking in transcripts”). Keeps texts, thinking and structure: read back, every
 * piece has what it had, and every number is the same. Prompts are numbered by position. Failed attempts and timing are
 * not in it; the log has them. A piece at the very end that did not end by itself (still running, cut) stays without its
 * closing tag. Tags that a model wrote as mere text are not escaped, those in its thinking are.
 */
export const writeTranscript = (state: TraceState, options: TranscriptOptions = {}): string =>
  partsText(transcriptParts(state, options));

/** The same in parts, each with its origin, for a view that colours them. */
export function transcriptParts(
  state: TraceState,
  { thinking = true }: TranscriptOptions = {},
): ContextPart[] {
  const { session, stages, answer, thought } = toldOnce(state);
  if (!session) return [];
  if (session.strategy === 'sequential') return thought ? thoughtParts(thought, thinking) : [];
  const parts = questionParts(session.question, thought === null);
  // Written before the first plan: outside the envelope, where it is read as no plan's.
  if (thought) parts.push(...thoughtParts(thought, thinking), { origin: 'tag', text: '\n<think>\n' });
  stages.forEach((stage, position) => {
    const isLast = position === stages.length - 1 && !answer;
    parts.push(...stageParts(stage, isLast, thinking));
  });
  if (!answer) return parts;
  const open = answer.status !== 'done';
  parts.push(...answerParts(answer, open, thinking));
  if (!open) parts.push({ origin: 'tag', text: '</think>\n' });
  return parts;
}

/** Thinking that was read as the reply stands in the text, and was counted as that: left out as thinking. */
function toldOnce(state: TraceState): Pick<TraceState, 'session' | 'stages' | 'answer' | 'thought'> {
  const read = new Set(
    state.diagnostics.flatMap(({ code, place }) => (code === 'tags-in-reasoning' ? [place.stream] : [])),
  );
  if (read.size === 0) return state;
  const told = <P extends PieceState>(piece: P): P =>
    read.has(piece.stream) && !piece.tokens?.thinking ? { ...piece, thinking: '' } : piece;
  return {
    session: state.session,
    stages: state.stages.map((stage) => ({
      ...stage,
      plan: told(stage.plan),
      executions: stage.executions.map(told),
    })),
    answer: state.answer && told(state.answer),
    thought: state.thought && told(state.thought),
  };
}

function stageParts(stage: StageState, isLast: boolean, thinking: boolean): ContextPart[] {
  const { plan } = stage;
  const last = startedExecutions(stage).at(-1);
  const isOpen = (piece: PieceState) => isLast && piece.status !== 'done';
  const execution = thinking ? thoughtfulExecution(stage.stage) : plainExecution(stage.stage);
  const written = planParts(stage, !last && isOpen(plan), thinking);
  if (last) return [...written, ...executionsParts(stage, execution, isOpen(last))];
  // A block without executions says that the plan asked for none: it must have ended, and have no prompt.
  if (isOpen(plan) || plan.prompts.length > 0) return written;
  return [...written, ...executionsParts(stage, execution)];
}
