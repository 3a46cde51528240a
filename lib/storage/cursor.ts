import type { ExpressionBuilder } from 'kysely';
import type { Tables } from './schema.ts';

/** A row's place in a list, as the database returns it: in a damaged file it can be anything. */
export interface RowPlace {
  created_at: unknown;
  id: unknown;
}

/** Where a page of sessions ended, as an opaque URL-safe text. */
export function encodeCursor({ created_at: at, id }: RowPlace): string {
  const plain = `${at} ${id}`;
  const text = CURSOR.test(plain) ? plain : `?${JSON.stringify([asText(at), asText(id)])}`;
  return Buffer.from(text).toString('base64url');
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([\w-]+)$/;
/** Limits what a damaged value adds to a URL. */
const LONGEST = 60;

/**
 * A text that sorts where the value sorts relative to texts: SQLite sorts null and numbers before them, blobs after.
 */
const asText = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, LONGEST) : value instanceof Uint8Array ? '\u{10ffff}' : '';

/** Null for anything that `encodeCursor` did not write (it comes from a URL). */
export function decodeCursor(cursor: string): { createdAt: string; id: string } | null {
  const text = Buffer.from(cursor, 'base64url').toString();
  const match = CURSOR.exec(text);
  if (match?.[1] && match[2]) return { createdAt: match[1], id: match[2] };
  return text.startsWith('?') ? decodeOdd(text.slice(1)) : null;
}

function decodeOdd(text: string): { createdAt: string; id: string } | null {
  try {
    const [createdAt, id] = JSON.parse(text) as unknown[];
    return typeof createdAt === 'string' && typeof id === 'string' ? { createdAt, id } : null;
  } catch {
    return null;
  }
}

/**
 * The condition that continues a list sorted by creation, newest first, after a cursor; null if the cursor is
 * unreadable. An offset would repeat or skip sessions while new ones are created.
 */
export function afterCursor(cursor: string) {
  const after = decodeCursor(cursor);
  if (!after) return null;
  return ({ eb, and, or }: ExpressionBuilder<Tables, 'sessions'>) =>
    or([
      eb('created_at', '<', after.createdAt),
      and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
    ]);
}
