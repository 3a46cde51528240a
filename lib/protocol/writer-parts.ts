import type { AnswerState, ExecutionState, PieceState, PlanState, StageState } from '#lib/trace/state.ts';
import type { ContextPart } from './contexts/context.ts';
import { escapeThinking } from './thinking-tags.ts';

/**
 * The tagged transcript in parts, for the writer and for the contexts alike. Line breaks around tags are those of the
 * trajectories that SPRINT models are tuned on: a tag of a plan, an execution or an answer has its own line, a blank
 * line separates blocks, prompts are inline.
 */

/** The text in place of the executions of a stage without prompts. */
export const NO_PROMPT = 'No prompt to execute.';

/** `envelope`: with the `<think>` that opens a trajectory. */
export function questionParts(question: string, envelope = true): ContextPart[] {
  return [
    { origin: 'tag', text: '<Question>\n' },
    { origin: 'question', text: question },
    { origin: 'tag', text: `\n</Question>\n\n${envelope ? '<think>\n' : ''}` },
  ];
}

type Origin = Pick<ContextPart, 'stage' | 'index'>;

/**
 * Thinking in its tags; nothing if there is none. `before`: the text between it and the text that follows. Drops white
 * space around it, as reading does.
 */
export function thinkingParts(thinking: string, origin: Origin = {}, before = ''): ContextPart[] {
  const text = escapeThinking(thinking.trim());
  if (text === '') return [];
  return [
    { origin: 'tag', ...origin, text: '<think>\n' },
    { origin: 'thinking', ...origin, text },
    { origin: 'tag', ...origin, text: `\n</think>${before}` },
  ];
}

const BLANK_LINE = '\n\n';

/** How much of a plan to write. */
export interface PlanRange {
  /** The prompt after which to stop; a plan without it is written whole. */
  through?: number;
  /** Closes a prompt that the plan left open at its end. */
  closePrompts?: boolean;
  /** Includes the planner's thinking, each part in its original stretch between two prompts' ends. */
  thinking?: boolean;
}

/** A plan's text with its prompt tags restored, numbered by position; without the tags of the plan itself. */
export function planTextParts(
  stage: number,
  plan: Pick<PlanState, 'text' | 'thinking' | 'prompts'>,
  range: PlanRange = {},
) {
  const parts: ContextPart[] = [];
  const push = (part: ContextPart) => {
    if (part.text !== '') parts.push(part);
  };
  let thought = 0;
  /**
   * The log does not keep where in the text it was, only between which prompts' ends: we write it first in that
   * stretch.
   */
  const think = (upTo: number) => {
    if (!range.thinking || upTo <= thought) return;
    // At the start of a plan readers drop white space; further on it would count as the plan's own.
    const before = parts.length === 0 && plan.text !== '' ? BLANK_LINE : '';
    parts.push(...thinkingParts(plan.thinking.slice(thought, upTo), { stage }, before));
    thought = upTo;
  };
  let at = 0;
  for (const prompt of plan.prompts) {
    const { index, start, end, thinkingLength } = prompt;
    think(end === null ? plan.thinking.length : thinkingLength);
    push({ origin: 'plan', stage, text: plan.text.slice(at, start) });
    at = end ?? plan.text.length;
    const closed = end !== null || range.closePrompts === true;
    for (const part of promptParts(stage, prompt, plan.text.slice(start, at), closed)) push(part);
    if (index === range.through) return parts;
  }
  think(plan.thinking.length);
  push({ origin: 'plan', stage, text: plan.text.slice(at) });
  return parts;
}

/**
 * A prompt in its tags, with the spaces around its text that tuned models know; the parser drops them. `number`: the
 * number to write, if it is not the prompt's own.
 */
export function promptParts(
  stage: number,
  { index }: { index: number },
  text: string,
  closed: boolean,
  number = index,
): ContextPart[] {
  const before = text === '' || /^\s/.test(text) ? '' : ' ';
  const after = text === '' || /\s$/.test(text) ? '' : ' ';
  const parts: ContextPart[] = [
    { origin: 'tag', stage, index, text: `<prompt_${stage}.${number}>${before}` },
    { origin: 'prompt', stage, index, text },
  ];
  if (closed) parts.push({ origin: 'tag', stage, index, text: `${after}</prompt_${stage}.${number}>` });
  return parts;
}

export const planOpening = (stage: number): ContextPart => ({
  origin: 'tag',
  stage,
  text: `<Plan_${stage}>\n`,
});
export const executionsOpening = (stage: number): ContextPart => ({
  origin: 'tag',
  stage,
  text: `<Execution_${stage}>\n`,
});
export const executionOpening = (stage: number, index: number): ContextPart => ({
  origin: 'tag',
  stage,
  index,
  text: `<execution_${stage}.${index}>\n`,
});
/** The closing tag of a plan and the blank line after it. `open`: the text before it ends without a line break. */
export const planClosing = (stage: number, open = true): ContextPart => ({
  origin: 'tag',
  stage,
  text: `${open ? '\n' : ''}</Plan_${stage}>\n\n`,
});

/** `open`: the text ends inside the plan, so that we close neither it nor a prompt open at its end. */
export function planParts(stage: StageState, open = false, thinking = false): ContextPart[] {
  const text = planTextParts(stage.stage, stage.plan, { closePrompts: !open, thinking });
  const parts = [planOpening(stage.stage), ...text];
  return open ? parts : [...parts, planClosing(stage.stage, text.length > 0)];
}

/** Writes an execution: its text, or a note in its place. */
export type ExecutionText = (execution: ExecutionState) => ContextPart[];

/** An execution's text, unchanged. */
export const plainExecution =
  (stage: number): ExecutionText =>
  ({ index, text }) =>
    text === '' ? [] : [{ origin: 'execution', stage, index, text }];

/** The same, with what the executor thought before it. */
export const thoughtfulExecution =
  (stage: number): ExecutionText =>
  (execution) => {
    const text = plainExecution(stage)(execution);
    const origin = { stage, index: execution.index };
    return [...thinkingParts(execution.thinking, origin, text.length > 0 ? BLANK_LINE : ''), ...text];
  };

/**
 * All started executions of a stage, each in its tags, then the blank line after the block. `open`: the text ends
 * inside the last one.
 */
export function executionsParts(stage: StageState, textOf: ExecutionText, open = false): ContextPart[] {
  const number = stage.stage;
  const started = startedExecutions(stage);
  const parts: ContextPart[] = [executionsOpening(number)];
  started.forEach((execution, position) => {
    const { index } = execution;
    const isLast = position === started.length - 1;
    const text = textOf(execution);
    parts.push(executionOpening(number, index), ...text);
    if (isLast && open) return;
    const closing = `${text.length > 0 ? '\n' : ''}</execution_${number}.${index}>\n`;
    parts.push({ origin: 'tag', stage: number, index, text: isLast ? closing : `${closing}\n` });
  });
  if (started.length === 0) parts.push({ origin: 'execution', stage: number, text: `${NO_PROMPT}\n` });
  if (!open) parts.push({ origin: 'tag', stage: number, text: `</Execution_${number}>\n\n` });
  return parts;
}

/** Executions whose request never left have nothing to show. */
export const startedExecutions = (stage: StageState): readonly ExecutionState[] =>
  stage.executions.filter((execution) => execution.status !== 'waiting');

export const answerOpening: ContextPart = { origin: 'tag', text: '<Final_answer>\n' };

/** `open`: the text ends inside the answer. */
export function answerParts(answer: AnswerState, open = false, thinking = false): ContextPart[] {
  const parts: ContextPart[] = [answerOpening];
  const before = answer.text === '' ? '' : BLANK_LINE;
  if (thinking) parts.push(...thinkingParts(answer.thinking, {}, before));
  if (answer.text !== '') parts.push({ origin: 'answer', text: answer.text });
  if (!open) parts.push({ origin: 'tag', text: `${parts.length === 1 ? '' : '\n'}</Final_answer>\n` });
  return parts;
}

/** The one piece of a sequential session: plain text, without tags except those of its thinking. */
export function thoughtParts({ text, thinking }: PieceState, withThinking = false): ContextPart[] {
  const parts = withThinking ? thinkingParts(thinking, {}, BLANK_LINE) : [];
  if (text !== '') parts.push({ origin: 'thought', text });
  return [...parts, { origin: 'tag', text: '\n' }];
}
