import type { GraphNodeId } from '#lib/graph/graph.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import type { SessionView } from './playback-types.ts';

/** A moment of a session that a person named; stored in this browser, shared as a link. */
export interface Bookmark {
  readonly id: number;
  readonly name: string;
  /** Events up to the moment. */
  readonly at: number;
  /** What was selected. */
  readonly node: GraphNodeId | null;
}

export const LONGEST_NAME = 80;
const MOST = 200;

/** Never throws: the stored text may be from another version, or written by hand. */
export function readBookmarks(text: string): readonly Bookmark[] {
  try {
    const content: unknown = JSON.parse(text);
    return Array.isArray(content) && content.every(isBookmark) ? inOrder(content) : [];
  } catch {
    return [];
  }
}

function isBookmark(content: unknown): content is Bookmark {
  if (typeof content !== 'object' || content === null) return false;
  const { id, name, at, node } = content as Readonly<Record<string, unknown>>;
  return (
    isWhole(id, 1) &&
    typeof name === 'string' &&
    name.length <= LONGEST_NAME &&
    isWhole(at, 0) &&
    (node === null || typeof node === 'string')
  );
}

const isWhole = (value: unknown, from: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= from;

export const writeBookmarks = (bookmarks: readonly Bookmark[]): string => JSON.stringify(bookmarks);

/** With one more, in the order of their moments; the same list where there are too many. */
export function addBookmark(bookmarks: readonly Bookmark[], mark: Omit<Bookmark, 'id'>): readonly Bookmark[] {
  if (bookmarks.length >= MOST) return bookmarks;
  const id = 1 + Math.max(0, ...bookmarks.map((known) => known.id));
  return inOrder([...bookmarks, { ...mark, name: mark.name.slice(0, LONGEST_NAME), id }]);
}

export const removeBookmark = (bookmarks: readonly Bookmark[], id: number): readonly Bookmark[] =>
  bookmarks.filter((mark) => mark.id !== id);

/** An empty name changes nothing. */
export function renameBookmark(
  bookmarks: readonly Bookmark[],
  id: number,
  name: string,
): readonly Bookmark[] {
  const next = name.trim().slice(0, LONGEST_NAME);
  return next === '' ? bookmarks : bookmarks.map((mark) => (mark.id === id ? { ...mark, name: next } : mark));
}

/** A moment's name until a person names it: the selected node, else what happens there. */
export function momentName(view: Pick<SessionView, 'trace' | 'selection'>): string {
  const { trace, selection } = view;
  if (selection && parseStream(selection)) return streamName(selection as StreamId);
  if (trace.answer) return 'Final answer';
  const stage = trace.stages.at(-1);
  if (!stage) return trace.thought ? 'Thought' : 'The question';
  const prompt = stage.plan.prompts.at(-1);
  const words = prompt
    ? plainHead(stage.plan.text.slice(prompt.start, prompt.end ?? undefined).trim(), 40)
    : '';
  return words === '' ? `Stage ${stage.stage}` : `Stage ${stage.stage}: ${words}`;
}

const inOrder = (bookmarks: readonly Bookmark[]): readonly Bookmark[] =>
  [...bookmarks].sort((left, right) => left.at - right.at || left.id - right.id);
