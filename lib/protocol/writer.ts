import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import type { ContextPart } from './context.ts';
import { partsText } from './context.ts';
import {
  answerParts,
  executionsParts,
  plainExecution,
  planParts,
  questionParts,
  startedExecutions,
} from './writer-parts.ts';

/**
 * The session as a tagged transcript (DESIGN.md §2); a sequential one as plain text, its thinking in `<think>`.
 * Keeps texts and structure: read back, every piece has the text it had. Prompts are numbered by position. Thinking,
 * failed attempts and timing are not in it; the log has them. A piece at the very end that did not end by itself
 * (still running, cut) stays without its closing tag. Tags that a model wrote as mere text are not escaped.
 */
export function writeTranscript(state: TraceState): string {
  const { session, thought } = state;
  if (!session) return '';
  if (session.strategy === 'sequential') {
    if (!thought) return '';
    const thinking = thought.thinking === '' ? '' : `<think>\n${thought.thinking}\n</think>\n\n`;
    return `${thinking}${thought.text}\n`;
  }
  return partsText(transcriptParts(state));
}

/** The same in parts, each with its origin, for a view that colours them. */
export function transcriptParts(state: TraceState): ContextPart[] {
  const { session, stages, answer } = state;
  if (!session) return [];
  const parts = questionParts(session.question);
  stages.forEach((stage, position) => {
    const isLast = position === stages.length - 1 && !answer;
    parts.push(...stageParts(stage, isLast));
  });
  if (!answer) return parts;
  const open = answer.status !== 'done';
  parts.push(...answerParts(answer, open));
  if (!open) parts.push({ origin: 'tag', text: '</think>\n' });
  return parts;
}

function stageParts(stage: StageState, isLast: boolean): ContextPart[] {
  const { plan } = stage;
  const last = startedExecutions(stage).at(-1);
  const isOpen = (piece: PieceState) => isLast && piece.status !== 'done';
  if (last)
    return [...planParts(stage), ...executionsParts(stage, plainExecution(stage.stage), isOpen(last))];
  // A block without executions says that the plan asked for none: it must have ended, and have no prompt.
  if (isOpen(plan) || plan.prompts.length > 0) return planParts(stage, isOpen(plan));
  return [...planParts(stage), ...executionsParts(stage, plainExecution(stage.stage))];
}
