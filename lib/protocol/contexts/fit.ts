import type { ErrorInfo } from '#lib/trace/events.ts';
import type { Context, ContextPart } from './context.ts';

/** Tokens that we keep free for a forced answer: at most, and at least. */
const MOST_ROOM = 512;
const LEAST_ROOM = 128;
/** Characters that every execution and every piece of a plan keeps: a result is in the last sentence or two. */
const KEPT_OF_EXECUTION = 160;
const KEPT_OF_PLAN = 80;
/** A refusal that says nothing new still means that we must send less: this share. */
const LESS = 0.75;

/** The beginning of every note about a cut. */
const CUT_MARK = '[… ';
export const SHORTENED_NOTE = `${CUT_MARK}shortened to fit the window] `;

/** A stage of the cumulative context, as the parts that we write it in. */
export interface StageParts {
  readonly stage: number;
  readonly parts: readonly ContextPart[];
}

/**
 * The stages of a forced answer's context, cut so that the whole context leaves room for the answer (512 tokens; if
 * question and instructions fill most of the window, half of what they leave, at least 128). It cuts nothing without
 * need. In this order, each only as far as needed:
 * 1. executions are shortened to their ends, which hold the result, the longest first and all to the same length;
 * 2. plans and prompts too: a task says less than a result;
 * 3. the oldest stages are left out.
 * A note in the text marks each cut. Pure: the inspector gets the same bytes.
 * @param sizeWith tokens of the whole context with these parts in it
 */
export function fitStages(
  stages: readonly StageParts[],
  window: number,
  sizeWith: (parts: readonly ContextPart[]) => number,
): ContextPart[] {
  const whole = stages.flatMap(({ parts }) => parts);
  const left = window - sizeWith([]);
  const room = Math.max(LEAST_ROOM, Math.min(MOST_ROOM, Math.floor(left / 2)));
  const fits = (parts: readonly ContextPart[]) => sizeWith(parts) + room <= window;
  if (fits(whole)) return whole;

  const cut = (from: number, kept: Kept) =>
    stages.slice(from).flatMap(({ parts }) => parts.flatMap((part) => shorten(part, kept)));
  const longest = Math.max(0, ...whole.map((part) => part.text.length));
  const whereExecutionsAreCut = longestThatFits(KEPT_OF_EXECUTION, longest, (execution) => {
    const parts = cut(0, { execution, plan: Number.POSITIVE_INFINITY });
    return fits(parts) ? parts : null;
  });
  if (whereExecutionsAreCut) return whereExecutionsAreCut;
  const wherePlansAreCut = longestThatFits(KEPT_OF_PLAN, longest, (plan) => {
    const parts = cut(0, { execution: KEPT_OF_EXECUTION, plan });
    return fits(parts) ? parts : null;
  });
  if (wherePlansAreCut) return wherePlansAreCut;
  for (let from = 1; from <= stages.length; from++) {
    const kept = { execution: KEPT_OF_EXECUTION, plan: KEPT_OF_PLAN };
    const parts = [leftOut(stages.slice(0, from)), ...cut(from, kept)];
    if (fits(parts)) return parts;
  }
  return [];
}

/** Whether we cut anything from this context to fit the window. */
export function wasShortened(context: Context): boolean {
  const messages = context.kind === 'completion' ? [context] : context.messages;
  return messages.some(({ parts }) =>
    parts.some(({ origin, text }) => origin === 'reminder' && text.startsWith(CUT_MARK)),
  );
}

interface Kept {
  /** Characters to keep of an execution's end. */
  readonly execution: number;
  /** Characters to keep of the end of each piece of a plan, and of each prompt. */
  readonly plan: number;
}

/** Bisects for the longest cut in [least, most] that fits; null when even `least` does not. */
function longestThatFits(
  least: number,
  most: number,
  partsAt: (length: number) => ContextPart[] | null,
): ContextPart[] | null {
  let best = partsAt(least);
  if (!best) return null;
  let [fitting, tooLong] = [least, Math.max(least, most) + 1];
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    const parts = partsAt(middle);
    if (parts) [fitting, best] = [middle, parts];
    else tooLong = middle;
  }
  return best;
}

function shorten(part: ContextPart, kept: Kept): ContextPart[] {
  const length =
    part.origin === 'execution'
      ? kept.execution
      : part.origin === 'plan' || part.origin === 'prompt'
        ? kept.plan
        : Number.POSITIVE_INFINITY;
  if (part.text.length <= length + SHORTENED_NOTE.length) return [part];
  return [
    { ...part, origin: 'reminder', text: SHORTENED_NOTE },
    { ...part, text: endOf(part.text, length) },
  ];
}

/** About the last `length` characters, starting at the next word if one begins soon; never splits a character. */
function endOf(text: string, length: number): string {
  const end = text.slice(text.length - length).replace(/^[\uDC00-\uDFFF]/, '');
  const word = /^\S{0,24}\s+(?=\S)/.exec(end)?.[0].length ?? 0;
  return end.slice(word);
}

function leftOut(stages: readonly StageParts[]): ContextPart {
  const [first, last] = [stages[0]?.stage ?? 1, stages.at(-1)?.stage ?? 1];
  const which = first === last ? `stage ${first}` : `stages ${first} to ${last}`;
  return { origin: 'reminder', text: `${CUT_MARK}${which} left out to fit the window]\n\n` };
}

/**
 * The window to assume after the endpoint refused a context of `size` tokens (by our estimate): the one that the
 * refusal names, scaled to our estimate if the server counts more than we do, and in any case less than we assumed
 * before.
 */
export function windowAfterRefusal(assumed: number, error: ErrorInfo, size: number): number {
  const { contextWindow, promptTokens } = error;
  const told =
    contextWindow === undefined ? null : contextWindow * Math.min(1, size / (promptTokens ?? size));
  if (told !== null && told < assumed) return Math.floor(told);
  return Math.floor(Math.min(assumed, size) * LESS);
}
