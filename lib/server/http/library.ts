import * as z from 'zod';
import { libraryRow } from '../library-view.ts';
import { readQuery } from './body.ts';
import { type Handler, json } from './handle.ts';
import { HttpProblem } from './problem.ts';

const libraryQuery = z.object({
  limit: z.coerce
    .number('Must be a number')
    .int('Must be a whole number')
    .min(1, 'At least 1')
    .max(2000, 'At most 2,000')
    .default(500),
  cursor: z.string().max(400).optional(),
});

/** Many sessions in few bytes each, from their rows alone. */
export const getLibrary: Handler = async ({ server, request }) => {
  const page = await server.store.library(readQuery(request, libraryQuery));
  if (!page) throw unreadableCursor();
  return json({
    rows: page.entries.map((entry) => libraryRow(entry, server.supervisor.live(entry.id)?.shown ?? null)),
    nextCursor: page.nextCursor,
    total: page.total,
  });
};

export const unreadableCursor = () =>
  new HttpProblem(400, 'invalid-request', 'cursor: Not a cursor of this list', {
    errors: [{ path: 'cursor', message: 'Not a cursor of this list' }],
  });
