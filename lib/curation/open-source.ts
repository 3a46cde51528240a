import { questionIn } from '#lib/formats/traces/protocol-tags.ts';
import { unescapeThinking } from '#lib/protocol/thinking-tags.ts';

export interface OpenedSource {
  /** The thinking. */
  readonly text: string;
  /** The text after it; null if the thinking has no end of its own. */
  readonly answer: string | null;
  /** From the text's own `<Question>`. */
  readonly question: string | null;
}

const THOUGHT = { open: '<|begin_of_thought|>', close: '<|end_of_thought|>' };
const SOLUTION = { open: '<|begin_of_solution|>', close: '<|end_of_solution|>' };

/**
 * The thinking and the answer of a sequential trace: `<think>…</think>answer` (also without the opening tag, as chat
 * templates leave it), OpenThoughts' `<|begin_of_thought|>` form, or plain text, all of which is thinking. Linear;
 * takes any text.
 */
export function openSource(raw: string): OpenedSource {
  const own = questionIn(raw);
  const body = own ? raw.slice(own.bodyAt) : raw;
  const { text, answer } = openThoughts(body) ?? thinking(body);
  const question = own?.question ?? null;
  // If the thought is empty, the reasoning, if any, is what follows it.
  return text === '' && answer !== null
    ? { text: answer, answer: null, question }
    : { text, answer, question };
}

function openThoughts(body: string): { text: string; answer: string | null } | null {
  const open = body.indexOf(THOUGHT.open);
  if (open < 0) return null;
  const from = open + THOUGHT.open.length;
  const close = body.indexOf(THOUGHT.close, from);
  const solution = body.indexOf(SOLUTION.open, close < 0 ? from : close);
  const until = close >= 0 ? close : solution >= 0 ? solution : body.length;
  const text = body.slice(from, until).trim();
  if (solution < 0)
    return { text, answer: visible(close < 0 ? '' : body.slice(close + THOUGHT.close.length)) };
  const answerFrom = solution + SOLUTION.open.length;
  const end = body.indexOf(SOLUTION.close, answerFrom);
  return { text, answer: visible(body.slice(answerFrom, end < 0 ? undefined : end)) };
}

/** The first `</think>` ends the thinking; an opening tag before any text belongs to the envelope. */
function thinking(body: string): { text: string; answer: string | null } {
  const close = /<\/think\s*>/i.exec(body);
  const open = /^\s*<think\s*>/i.exec(body);
  const from = open?.[0].length ?? 0;
  if (!close) return { text: body.slice(from).trim(), answer: null };
  return {
    // If a row or an export wrote the thinking between the tags, tags in it are escaped.
    text: unescapeThinking(body.slice(from, close.index).trim()),
    answer: visible(body.slice(close.index + close[0].length)),
  };
}

const visible = (text: string): string | null => (text.trim() === '' ? null : text.trim());
