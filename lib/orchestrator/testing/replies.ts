import { EndpointError } from '#lib/models/errors.ts';
import type { ScriptedReply } from './scripted-model.ts';

const url = 'http://127.0.0.1:1/v1';

export const dropped = () => new EndpointError('dropped', { url });
export const refused = () => new EndpointError('unreachable', { url, reason: 'refused' });
export const unauthorized = () => new EndpointError('unauthorized', { url, status: 401 });
export const tooLong = (named: { contextWindow?: number } = {}) =>
  new EndpointError('context-too-long', { url, ...named });

export const finalAnswer = (value: number | string): ScriptedReply => ({
  text: `<Final_answer>\nIt is \\boxed{${value}}.\n</Final_answer>`,
});

export const twoPrompts =
  '<Plan_1>\nTwo ways. <prompt_1.1> Add six seven times. </prompt_1.1> And also a longer thought about the check that follows. <prompt_1.2> Multiply directly. </prompt_1.2> Then compare.\n</Plan_1>';

/** Replies by stage: the orchestrator asks the planner for stage n after n-1 closed executions. */
export const byStage = (...replies: readonly (ScriptedReply | ((attempt: number) => ScriptedReply))[]) => {
  const asked = new Map<number, number>();
  return (sent: string): ScriptedReply => {
    const stage = sent.split('</Execution_').length - 1;
    const attempt = (asked.get(stage) ?? 0) + 1;
    asked.set(stage, attempt);
    const reply = replies[stage] ?? finalAnswer('late');
    return typeof reply === 'function' ? reply(attempt) : reply;
  };
};
