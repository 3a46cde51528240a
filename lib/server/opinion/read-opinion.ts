import * as z from 'zod/mini';
import { jsonObjects } from '#lib/curation/model/json-objects.ts';
import type { AnnotationOf } from '#lib/trace/annotations.ts';
import { allPieces, spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

export type Opinion = Pick<AnnotationOf<'opinion'>, 'verdict' | 'reason' | 'quotes'>;

export interface ReadOpinion {
  /** Null if nothing of the answer is usable. */
  readonly opinion: Opinion | null;
  /** The faults of the answer, to send back to the model; empty if there are none. */
  readonly faults: readonly string[];
}

const answerSchema = z.object({
  verdict: z.string(),
  reason: z.string(),
  quotes: z.optional(z.array(z.string())),
});

const MOST_QUOTES = 8;
const MOST_REASON = 4_000;
const MOST_QUOTE = 400;
const LEAST_QUOTE = 3;

/**
 * Reads a model's answer: a JSON object whose quotes occur in the trace. Drops those that do not, and reports them as
 * faults.
 */
export function readOpinion(
  text: string,
  state: TraceState,
  verdicts: readonly Opinion['verdict'][],
): ReadOpinion {
  const objects = jsonObjects(text);
  const found = objects.find((object) => 'verdict' in object) ?? objects[0];
  if (!found) return { opinion: null, faults: ['there is no JSON object in the answer'] };
  const { success, data, error } = answerSchema.safeParse(found);
  if (!success) {
    const issue = error.issues[0];
    return { opinion: null, faults: [`“${issue?.path.join('.')}” is missing, or is not a text`] };
  }
  const said = data.verdict
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const verdict = verdicts.find((one) => one === said);
  if (!verdict)
    return {
      opinion: null,
      faults: [`the verdict “${said.slice(0, 40)}” is none of ${verdicts.join(', ')}`],
    };
  const reason = data.reason.trim().slice(0, MOST_REASON);
  if (reason === '') return { opinion: null, faults: ['the reason is empty'] };
  const faults: string[] = [];
  const quotes: Opinion['quotes'] = [];
  for (const quote of (data.quotes ?? []).slice(0, MOST_QUOTES)) {
    const at = placeOf(quote, state);
    if (at) quotes.push(at);
    else faults.push(`this quote does not occur in the record: “${quote.slice(0, 200)}”`);
  }
  const isBare = quotes.length === 0 && verdict !== 'unsure';
  if (isBare && faults.length === 0) faults.push('there is no quote');
  return { opinion: isBare ? null : { verdict, reason, quotes }, faults };
}

/** Where a quote occurs, ignoring white space; null if it does not. */
function placeOf(quote: string, state: TraceState): Opinion['quotes'][number] | null {
  for (const wanted of new Set([quote, withLatex(quote)])) {
    const words = wanted
      .replace(/^[\s“”"…]+|[\s“”"…]+$/g, '')
      .slice(0, 2_000)
      .split(/\s+/)
      .filter(Boolean);
    if (words.join('').length < LEAST_QUOTE) continue;
    const pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('\\s+'));
    for (const piece of allPieces(state)) {
      const match = pattern.exec(spokenText(piece));
      if (!match) continue;
      const end = match.index + match[0].length;
      const place = { stream: piece.stream, offset: match.index, end };
      return { place, quote: match[0].slice(0, MOST_QUOTE) };
    }
    if (pattern.test(state.session?.question ?? ''))
      return { place: {}, quote: words.join(' ').slice(0, MOST_QUOTE) };
  }
  return null;
}

/** Letters that make a control character in JSON after a backslash. */
const CONTROLS = new Map([
  ['\f', 'f'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\r', 'r'],
  ['\n', 'n'],
]);

/** A model that forgets to double a backslash writes `\frac` as a form feed and “rac”. */
const withLatex = (text: string): string =>
  [...text]
    .map((character, at, all) => {
      const letter = CONTROLS.get(character);
      return letter !== undefined && /[a-z]/.test(all[at + 1] ?? '') ? `\\${letter}` : character;
    })
    .join('');
