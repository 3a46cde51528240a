import * as z from 'zod/mini';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import type { SessionView } from './session-types.ts';

/** A moment of a session that a person gave a name; kept in this browser, handed on as a link. */
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

const stored = z.array(
  z.object({
    id: z.int().check(z.gte(1)),
    name: z.string().check(z.maxLength(LONGEST_NAME)),
    at: z.int().check(z.gte(0)),
    node: z.nullable(z.string()),
  }),
);

/** Never throws: what this browser kept may be of another version, or written by hand. */
export function readBookmarks(text: string): readonly Bookmark[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return [];
  }
  const parsed = stored.safeParse(content);
  return parsed.success
    ? inOrder(parsed.data.map((mark) => ({ ...mark, node: mark.node as GraphNodeId | null })))
    : [];
}

export const writeBookmarks = (bookmarks: readonly Bookmark[]): string => JSON.stringify(bookmarks);

/** With one more, in the order of their moments; the same list where there are too many. */
export function addBookmark(bookmarks: readonly Bookmark[], mark: Omit<Bookmark, 'id'>): readonly Bookmark[] {
  if (bookmarks.length >= MOST) return bookmarks;
  const id = 1 + Math.max(0, ...bookmarks.map((known) => known.id));
  return inOrder([...bookmarks, { ...mark, name: mark.name.slice(0, LONGEST_NAME), id }]);
}

export const removeBookmark = (bookmarks: readonly Bookmark[], id: number): readonly Bookmark[] =>
  bookmarks.filter((mark) => mark.id !== id);

/** An empty name leaves it as it was. */
export function renameBookmark(
  bookmarks: readonly Bookmark[],
  id: number,
  name: string,
): readonly Bookmark[] {
  const next = name.trim().slice(0, LONGEST_NAME);
  return next === '' ? bookmarks : bookmarks.map((mark) => (mark.id === id ? { ...mark, name: next } : mark));
}

/** What a moment is called until someone names it: what is selected, else what happens there. */
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
