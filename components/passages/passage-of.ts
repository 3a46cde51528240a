import type { Place } from '#lib/trace/events.ts';
import { findPiece, spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { streamOf } from '#lib/trace/streams.ts';
import type { Passage } from './use-lit-passages.ts';

/** The range of text that a place names; null for a place that is a whole piece. */
export function passageOf(trace: TraceState, place: Place): Passage | null {
  const stream = streamOf(place);
  const piece = stream ? findPiece(trace, stream) : null;
  if (!piece || place.offset === undefined) return null;
  const text = spokenText(piece);
  const end = place.end ?? text.length;
  return place.offset < text.length && end > place.offset ? { text, offset: place.offset, end } : null;
}
