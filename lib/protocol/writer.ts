import type { TraceState } from '#lib/trace/state.ts';
import type { ContextPart } from './context.ts';
import { partsText } from './context.ts';
import {
  answerParts,
  executionsParts,
  hasEnded,
  plainExecution,
  planParts,
  questionParts,
} from './writer-parts.ts';

/**
 * The session as a tagged transcript (DESIGN.md §2); a sequential one as plain text, its thinking in `<think>`.
 * Keeps texts and structure: read back, every piece has the text it had. Prompts are numbered by position. Thinking,
 * failed attempts and timing are not in it; the log has them. A piece at the very end that did not end by itself
 * (still running, cut) stays without its closing tag.
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
  let last = 'done';
  for (const stage of stages) {
    parts.push(...planParts(stage));
    last = stage.plan.status;
    const started = stage.executions.filter((execution) => execution.status !== 'waiting');
    if (started.length === 0 && !(hasEnded(last) && stage.plan.prompts.length === 0)) continue;
    parts.push(...executionsParts(stage, plainExecution(stage.stage)));
    last = started.at(-1)?.status ?? 'done';
  }
  if (answer) {
    parts.push(...answerParts(answer));
    last = answer.status;
  }
  if (last === 'done') return answer ? [...parts, { origin: 'tag', text: '</think>\n' }] : parts;
  return withoutClosingTags(parts);
}

function withoutClosingTags(parts: readonly ContextPart[]): ContextPart[] {
  const end = parts.findLastIndex((part) => part.origin !== 'tag' || !part.text.trimStart().startsWith('</'));
  return parts.slice(0, end + 1);
}
