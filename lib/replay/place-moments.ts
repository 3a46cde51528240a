import type { Place } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { executionStream, planStream, type StreamId } from '#lib/trace/streams.ts';

/**
 * For each place the count of events after which it is visible: its stream has written up to the place's end (its
 * offset where it has no end, its first text where it has neither). Null for a place that names no stream or stage, or
 * is never reached. One pass over the log: O(events + places).
 */
export function placeMoments(log: TraceLog, places: readonly Place[]): (number | null)[] {
  const found: (number | null)[] = places.map(() => null);
  const waiting = new Map<StreamId, { reach: number; at: number }[]>();
  for (const [at, place] of places.entries()) {
    const stream = streamOf(place);
    if (!stream) continue;
    const known = waiting.get(stream) ?? [];
    known.push({ reach: Math.max(place.end ?? place.offset ?? 1, 1), at });
    waiting.set(stream, known);
  }
  for (const list of waiting.values()) list.sort((left, right) => right.reach - left.reach);

  const written = new Map<StreamId, number>();
  for (const event of log.slice()) {
    if (event.type === 'attempt-failed') written.delete(event.stream);
    if (!('channel' in event) || event.channel !== 'text') continue;
    const length = (written.get(event.stream) ?? 0) + event.text.length;
    written.set(event.stream, length);
    const list = waiting.get(event.stream);
    for (let next = list?.at(-1); list && next && next.reach <= length; next = list.at(-1)) {
      found[next.at] = event.seq + 1;
      list.pop();
    }
  }
  return found;
}

function streamOf(place: Place): StreamId | null {
  if (place.stream) return place.stream;
  if (place.stage === undefined) return null;
  return place.index === undefined ? planStream(place.stage) : executionStream(place.stage, place.index);
}
