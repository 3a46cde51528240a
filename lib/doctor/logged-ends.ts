import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';

const CODES = new Set([
  'cut-at-limit',
  'missing-close',
  'possibly-cut',
  'content-filter',
  'plan-broken-off',
  'unclosed-think',
]);

/** Streams of which the log itself says how they ended early. */
export function loggedEnds({ diagnostics }: TraceState): ReadonlySet<StreamId> {
  const streams = new Set<StreamId>();
  for (const { code, place } of diagnostics) if (CODES.has(code) && place.stream) streams.add(place.stream);
  return streams;
}
