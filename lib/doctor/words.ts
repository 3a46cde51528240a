import { assertUnreachable } from '#lib/base/assert.ts';
import type { Place } from '#lib/trace/events.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';

/** A stream as findings name it: "plan 2", "execution 2.1", "the final answer". */
export function pieceName(stream: StreamId): string {
  const place = parseStream(stream);
  if (!place) return stream;
  switch (place.kind) {
    case 'plan':
      return `plan ${place.stage}`;
    case 'execution':
      return `execution ${place.stage}.${place.index}`;
    case 'answer':
      return 'the final answer';
    case 'thought':
      return 'the text';
    default:
      return assertUnreachable(place);
  }
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** At most 90 characters on one line, in typographic quotes. */
export function quoted(text: string): string {
  const line = text.slice(0, 400).replace(/\s+/g, ' ').trim();
  return `“${line.length > 90 ? `${line.slice(0, 89).trimEnd()}…` : line}”`;
}

/** "1, 2 and 5"; beyond eight it only counts the rest. */
export function listed(items: readonly (string | number)[]): string {
  const shown = items.length > 8 ? [...items.slice(0, 7), `${items.length - 7} more`] : items;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

/** A range of a piece's text; without a range, its last line. */
export function placeIn(piece: PieceState, range?: { start: number; end: number }): Place {
  if (range) return { stream: piece.stream, offset: range.start, end: range.end };
  const text = spokenText(piece);
  const end = text.trimEnd().length;
  const line = text.lastIndexOf('\n', end - 1) + 1;
  return { stream: piece.stream, offset: Math.max(line, end - 120), end };
}
