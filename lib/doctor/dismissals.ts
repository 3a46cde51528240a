import type { Finding } from '#lib/contract/findings.ts';
import type { AnnotationOf } from '#lib/trace/annotations.ts';
import type { Place } from '#lib/trace/events.ts';
import { findPiece, spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

type Dismissal = Pick<AnnotationOf<'dismissal'>, 'code' | 'place' | 'quote'>;

/** The longest quote of an annotation. */
const LONGEST_QUOTE = 400;

/** The words at a finding's first place, at most 400 characters; empty where it names none. */
export const findingQuote = (state: TraceState, { places }: Pick<Finding, 'places'>): string =>
  places[0] ? placeQuote(state, places[0]) : '';

/** The words at a place, at most 400 characters; empty for a whole piece or stage. */
export function placeQuote(state: TraceState, { stream, offset, end }: Place): string {
  if (stream === undefined || offset === undefined || end === undefined) return '';
  const piece = findPiece(state, stream);
  return piece ? spokenText(piece).slice(offset, Math.min(end, offset + LONGEST_QUOTE)) : '';
}

/**
 * Whether a person dismissed a finding: the same check, in the same piece, with the same words. Their offset does not
 * matter, because a later version may count offsets differently. Without a place, or words, check and piece decide.
 * @param quote as `findingQuote` returns it
 */
export function isDismissed(
  { code, places }: Pick<Finding, 'code' | 'places'>,
  quote: string,
  dismissals: readonly Dismissal[],
): boolean {
  return dismissalOf({ code, places }, quote, dismissals) !== null;
}

/** The first dismissal that applies to a finding; null for a finding that counts. */
export function dismissalOf<D extends Dismissal>(
  { code, places }: Pick<Finding, 'code' | 'places'>,
  quote: string,
  dismissals: readonly D[],
): D | null {
  const name = nameOf({ code, place: places[0] ?? {}, quote });
  return dismissals.find((dismissal) => nameOf(dismissal) === name) ?? null;
}

/** The findings of a trace that count. */
export const undismissed = <F extends Finding>(
  state: TraceState,
  findings: readonly F[],
  dismissals: readonly Dismissal[],
): F[] =>
  dismissals.length === 0
    ? [...findings]
    : findings.filter((finding) => !isDismissed(finding, findingQuote(state, finding), dismissals));

/** Ignores white space: exporting and reading a trace again may change it. */
const nameOf = ({ code, place: { stream, stage, index }, quote }: Dismissal): string =>
  JSON.stringify([
    code,
    stream ?? [stage ?? 0, index ?? 0],
    quote.slice(0, LONGEST_QUOTE).replace(/\s+/g, ' ').trim(),
  ]);
