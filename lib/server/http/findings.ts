import { giveWay } from '#lib/base/give-way.ts';
import type { FindingKind } from '#lib/contract/findings.ts';
import { findingsQuery } from '#lib/contract/library-requests.ts';
import type { LibraryEntry } from '#lib/contract/session.ts';
import type { Store } from '#lib/storage/store.ts';
import { standingFindings, storedCounts } from '../findings.ts';
import { readQuery } from './body/body.ts';
import { type Handler, json } from './handle.ts';
import { unreadableCursor } from './library.ts';

/** The doctor's findings, with their places, of the sessions that have any; newest session first. */
export const listFindings: Handler = async ({ server, request }) => {
  const { kind, limit, cursor } = readQuery(request, findingsQuery);
  const page = await pageOf(server.store, limit, cursor, kind);
  if (!page) throw unreadableCursor();
  return json(page);
};

/** How many rows we read at once. Their counts show which are worth reading whole. */
const LOOK_AT = 500;

async function pageOf(store: Store, limit: number, from: string | undefined, kind: FindingKind | undefined) {
  const sessions: object[] = [];
  let cursor = from;
  for (;;) {
    // We never read more rows than sessions wanted: the cursor is after the last row read.
    const rows = await store.library({ limit: Math.min(LOOK_AT, limit - sessions.length), cursor });
    if (!rows) return null;
    for (const entry of rows.entries) {
      if (!hasSome(entry, kind)) continue;
      sessions.push(await withFindings(store, entry, kind));
      // A whole row and the check of up to 500 findings can take some milliseconds.
      await giveWay();
    }
    cursor = rows.nextCursor ?? undefined;
    if (cursor === undefined || sessions.length >= limit) return { sessions, nextCursor: cursor ?? null };
  }
}

const hasSome = ({ findingCounts }: LibraryEntry, kind: FindingKind | undefined): boolean =>
  storedCounts(findingCounts).some((count) => kind === undefined || count.kind === kind);

async function withFindings(store: Store, entry: LibraryEntry, kind: FindingKind | undefined) {
  const { id, title, question, sourceName } = entry;
  const { annotations } = await store.annotations(id);
  const findings = standingFindings((await store.session(id))?.findings, annotations);
  return {
    ...{ id, title, question, sourceName },
    findings: findings.filter((finding) => kind === undefined || finding.kind === kind),
  };
}
