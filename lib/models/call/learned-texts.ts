import type { Notice } from '../endpoint.ts';
import { describeWindow } from './fit-window.ts';
import type { Learned } from './learned.ts';
import { describeChange, describeRange } from './parameters.ts';

/** A lesson in words; `code` as in notices; `what` distinguishes two lessons with one code. */
export interface LearnedFact extends Notice {
  /** The parameter that the lesson is about, if any. */
  what: string | null;
}

export const SYSTEM_ROLE_REFUSED: Notice = {
  code: 'system-role-refused',
  explanation:
    'The model’s chat template takes no system message: instructions are sent at the beginning of the first user message.',
};

export const STOP_BITES_THINKING: Notice = {
  code: 'stop-left-out',
  explanation:
    'The endpoint’s stop strings also end the thinking: calls are sent without them, and Sprintscope ends the reply itself.',
};

export const THINKING_OPENED: Notice = {
  code: 'thinking-opened-by-template',
  explanation:
    'Replies begin inside thinking, since the chat template opens it: what stands before a lone </think> is read as thinking.',
};

const THINKING_NOT_OPENED: Notice = {
  code: 'thinking-not-opened',
  explanation: 'Replies do not begin inside thinking.',
};

/** Everything that an endpoint taught us about a model, in words for people. */
export function learnedFacts(learned: Learned): LearnedFact[] {
  const facts: LearnedFact[] = [
    ...learned.changes.map((change) => ({ ...describeChange(change), what: change.parameter })),
    ...Object.entries(learned.ranges).map(([name, range]) => ({ ...describeRange(name, range), what: name })),
  ];
  const add = (fact: Notice) => facts.push({ ...fact, what: null });
  if (learned.contextWindow !== null) add(describeWindow(learned.contextWindow));
  if (learned.systemRole === 'refused') add(SYSTEM_ROLE_REFUSED);
  if (learned.thinkingOpenedByTemplate === true) add(THINKING_OPENED);
  if (learned.thinkingOpenedByTemplate === false) add(THINKING_NOT_OPENED);
  if (learned.stopBitesThinking) add(STOP_BITES_THINKING);
  return facts;
}
