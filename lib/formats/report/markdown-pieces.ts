import { formatDuration, formatInteger } from '#lib/base/format.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { planTextParts } from '#lib/protocol/writer-parts.ts';
import { isEstimated, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { AnswerState, ExecutionState, PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';
import { code, fence, inline } from './markdown-text.ts';

/** A stage: its plan, then each prompt with its execution below, and the dependencies that the plan states. */
export function stageSection(state: TraceState, stage: StageState): string {
  const { plan, executions } = stage;
  const parts = [
    `## Stage ${stage.stage}`,
    dependenciesOf(state, stage),
    piece(plan, '### Plan', 'The plan', state, markedPlan(stage)),
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
    parts.push(execution ? executionOf(execution, number, state) : `No execution of prompt ${number}.`);
  }
  return parts.filter(Boolean).join('\n\n');
}

/** The plan with the tags of its prompts restored, which show where each fork is. */
const markedPlan = ({ stage, plan }: StageState): string =>
  planTextParts(stage, plan)
    .map(({ text }) => text)
    .join('');

export const thoughtSection = (thought: PieceState, state: TraceState): string =>
  piece(thought, '## Sequential thought', 'The thought', state);

export function answerSection(answer: AnswerState, state: TraceState): string {
  const forced = answer.forced ? `\n\nThe final answer was asked for (${answer.forced}).` : '';
  return `${piece(answer, '## Final answer', 'The answer', state)}${forced}`;
}

const executionOf = (execution: ExecutionState, number: string, state: TraceState): string =>
  execution.status === 'waiting' && execution.failedAttempts.length === 0
    ? `Execution ${number} was never started.`
    : piece(execution, '', `Execution ${number}`, state);

/** What every piece has: state, tokens, time, text, thinking, failed attempts. */
function piece(
  written: PieceState,
  heading: string,
  name: string,
  state: TraceState,
  text = written.text,
): string {
  const parts = [heading, `${name}: ${facts(written, state.session?.clock === 'wall')}.`];
  if (written.error) parts.push(`Error ${code(written.error.type)}: ${inline(written.error.message)}`);
  for (const failed of written.failedAttempts) {
    parts.push(`Attempt ${failed.attempt} failed: ${inline(failed.error.message)}`);
    if (failed.text !== '') parts.push('What it had written, in no number:', fence(failed.text));
  }
  if (written.thinking !== '') parts.push('Thinking:', fence(written.thinking));
  parts.push(text === '' ? 'No text.' : fence(text));
  return parts.filter(Boolean).join('\n\n');
}

function facts(written: PieceState, timed: boolean): string {
  const about = isEstimated(written) ? '≈' : '';
  const found = [written.status === 'truncated' ? 'cut short' : written.status];
  const [thinking, text] = [thinkingTokens(written), textTokens(written)];
  const parts = thinkingAndText({ thinking, text, isEstimate: isEstimated(written) });
  found.push(`${about}${formatInteger(thinking + text)} tokens${parts ? ` (${parts})` : ''}`);
  const from = written.requestedAt ?? written.startedAt;
  if (timed && from !== null) {
    const to = written.endedAt === null ? '' : ` to ${formatDuration(written.endedAt)}`;
    found.push(`from ${formatDuration(Math.max(0, from))}${to}`);
  }
  if (written.finishReason) found.push(`finish reason ${code(written.finishReason)}`);
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
