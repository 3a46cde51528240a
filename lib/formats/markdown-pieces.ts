import { formatDuration, formatInteger } from '#lib/base/format.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { isEstimated, pieceTokens, thinkingTokens } from '#lib/trace/stage-tokens.ts';
import type { AnswerState, ExecutionState, PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { code, fence, inline } from './markdown-text.ts';

/** A stage: its plan, then each prompt with its execution below, and what the plan says it builds on. */
export function stageSection(state: TraceState, stage: StageState): string {
  const { plan, executions } = stage;
  const parts = [
    `## Stage ${stage.stage}`,
    dependenciesOf(state, stage),
    piece(plan, '### Plan', 'The plan'),
  ];
  if (plan.prompts.length === 0) parts.push('No prompt in this plan.');
  const count = Math.max(plan.prompts.length, executions.length);
  for (let at = 0; at < count; at++) {
    const prompt = plan.prompts[at];
    const execution = executions[at];
    const number = `${stage.stage}.${at + 1}`;
    parts.push(`### ${number}`);
    if (prompt) {
      const written = prompt.written ? ` (written as ${code(prompt.written)})` : '';
      const closed = prompt.end === null ? ' It was never closed.' : '';
      parts.push(
        `Prompt ${number}${written}.${closed}`,
        fence(plan.text.slice(prompt.start, prompt.end ?? undefined)),
      );
    } else parts.push('No prompt asked for this execution.');
    parts.push(execution ? executionOf(execution, number) : `No execution of prompt ${number}.`);
  }
  return parts.filter(Boolean).join('\n\n');
}

export const thoughtSection = (thought: PieceState): string =>
  piece(thought, '## Sequential thought', 'The thought');

export function answerSection(answer: AnswerState): string {
  const forced = answer.forced ? `\n\nThe final answer was asked for (${answer.forced}).` : '';
  return `${piece(answer, '## Final answer', 'The answer')}${forced}`;
}

const executionOf = (execution: ExecutionState, number: string): string =>
  execution.status === 'waiting' && execution.failedAttempts.length === 0
    ? `Execution ${number} was never started.`
    : piece(execution, '', `Execution ${number}`);

/** What every piece has: state, tokens, time, text, thinking, failed attempts. */
function piece(state: PieceState, heading: string, name: string): string {
  const parts = [heading, `${name}: ${facts(state)}.`];
  if (state.error)
    parts.push(`Error \`${state.error.type.replaceAll('`', '')}\`: ${inline(state.error.message)}`);
  for (const failed of state.failedAttempts) {
    parts.push(`Attempt ${failed.attempt} failed: ${inline(failed.error.message)}`);
    if (failed.text !== '') parts.push('What it had written, in no number:', fence(failed.text));
  }
  if (state.thinking !== '') parts.push('Thinking, sent apart from the text:', fence(state.thinking));
  parts.push(state.text === '' ? 'No text.' : fence(state.text));
  return parts.filter(Boolean).join('\n\n');
}

function facts(state: PieceState): string {
  const about = isEstimated(state) ? '≈' : '';
  const found = [state.status === 'truncated' ? 'cut short' : state.status];
  found.push(`${about}${formatInteger(pieceTokens(state))} tokens`);
  if (thinkingTokens(state) > 0) found.push(`${about}${formatInteger(thinkingTokens(state))} of thinking`);
  const from = state.requestedAt ?? state.startedAt;
  if (from !== null) {
    found.push(`from ${formatDuration(Math.max(0, from))}`);
    if (state.endedAt !== null) found.push(`to ${formatDuration(state.endedAt)}`);
  }
  if (state.finishReason) found.push(`finish reason ${code(state.finishReason)}`);
  return found.join(', ');
}

function dependenciesOf(state: TraceState, stage: StageState): string {
  const names = state.dependencies
    .filter(({ to }) => to === stage.plan.stream)
    .map(({ from }) =>
      from.index === undefined
        ? `all of stage ${from.stage}`
        : streamName(`execution:${from.stage}.${from.index}`).toLowerCase(),
    );
  return names.length === 0 ? '' : `Based on ${[...new Set(names)].join(', ')}.`;
}
