import type { ExpressionBuilder } from 'kysely';
import { decodeCursor } from './cursor.ts';
import type { Tables } from './schema.ts';

/**
 * The condition that continues a list sorted by creation, newest first, after a cursor; null for an unreadable one. An
 * offset would repeat or skip sessions while new ones are created.
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
