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
  /** False omits thinking, as in the texts that SPRINT models are tuned on. Default true. */
  readonly thinking?: boolean;
}

/**
 * Writes the session as a tagged transcript (DESIGN.md §2); a sequential one as plain text. Thinking is in `<think>`
 * inside its piece (SPEC.md, “Thinking in transcripts”). Preserves texts, thinking and structure: after parsing, every
 * piece has its content, and every number is the same. Prompts are numbered by position. Omits failed attempts and
 * timing, which the log has. A piece at the very end that did not end by itself (still running, cut) gets no closing
 * tag. Does not escape tags that a model wrote as mere text, but escapes those in its thinking.
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
  // Thinking before the first plan: outside the envelope, so that a parser assigns it to no plan.
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

/** Thinking that we read as the reply is in the text, and counted there, so we omit it as thinking. */
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
  // A block without executions says that the plan asked for none: the plan must have ended and have no prompt.
  if (isOpen(plan) || plan.prompts.length > 0) return written;
  return [...written, ...executionsParts(stage, execution)];
}
