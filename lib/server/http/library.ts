import { giveWay } from '#lib/base/give-way.ts';
import { libraryQuery } from '#lib/contract/library-requests.ts';
import { libraryRow } from '../sessions/library-view.ts';
import { readQuery } from './body/body.ts';
import { type Handler, json } from './handle.ts';
import { HttpProblem } from './problem.ts';

/** How many rows we read between two turns of other requests: 2,000 at once take 0.1 s. */
const SLICE = 250;

/** Many sessions in a few bytes each, from their rows alone. */
export const getLibrary: Handler = async ({ server, request }) => {
  const { limit, cursor } = readQuery(request, libraryQuery);
  const rows: ReturnType<typeof libraryRow>[] = [];
  for (let after = cursor; ; ) {
    const page = await server.store.library({ limit: Math.min(SLICE, limit - rows.length), cursor: after });
    if (!page) throw unreadableCursor();
    for (const entry of page.entries)
      rows.push(libraryRow(entry, server.supervisor.live(entry.id)?.shown ?? null));
    if (page.nextCursor === null || rows.length >= limit)
      return json({ rows, nextCursor: page.nextCursor, total: page.total });
    after = page.nextCursor;
    await giveWay();
  }
};

export const unreadableCursor = () =>
  new HttpProblem(400, 'invalid-request', 'cursor: Not a cursor of this list', {
    errors: [{ path: 'cursor', message: 'Not a cursor of this list' }],
  });
