import { assertUnreachable } from '#lib/base/assert.ts';
import { giveWay } from '#lib/base/give-way.ts';
import { MOST_TAGS } from '#lib/contract/fields.ts';
import { type BulkRequest, bulkRequest, expectedRequest } from '#lib/contract/library-requests.ts';
import { faultOf, faultWords } from '#lib/storage/faults.ts';
import type { ManyChanged } from '#lib/storage/store.ts';
import type { Server } from '../server.ts';
import { deleteSession } from '../sessions/delete-session.ts';
import { lacksVerdict, verdictPatch } from '../sessions/verdicts.ts';
import { readJson } from './body/body.ts';
import { type Handler, json } from './handle.ts';

/** One action on many sessions; names the failures, and does the rest. */
export const changeSessions: Handler = async ({ server, request }) => {
  const body = await readJson(request, bulkRequest);
  const { missing, refused, damaged = [] } = await carryOut(server, body);
  const failed = [
    ...missing.map((id) => ({ id, reason: 'There is no such session. It may have been deleted.' })),
    ...refused.map((id) => ({ id, reason: `It would have more than ${MOST_TAGS} tags.` })),
    ...damaged.map((id) => ({ id, reason: `${faultWords.damaged.message} ${faultWords.damaged.remedy}` })),
  ];
  return json({ done: body.ids.length - failed.length, failed });
};

interface Carried extends ManyChanged {
  /** The file is damaged in a way that SQLite cannot undo. */
  damaged?: string[];
}

function carryOut(server: Server, body: BulkRequest): Promise<Carried> {
  const { store } = server;
  switch (body.action) {
    case 'delete':
      return deleteAll(server, body.ids);
    case 'pair': {
      const pairId = server.newId();
      return inSlices(body.ids, (ids) => store.setPair(ids, pairId));
    }
    case 'unpair':
      return inSlices(body.ids, (ids) => store.setPair(ids, null));
    case 'tag':
      return inSlices(body.ids, (ids) =>
        store.changeTags(ids, (known) => {
          const all = [...new Set([...known, ...body.tags])];
          return all.length > MOST_TAGS ? null : all;
        }),
      );
    case 'untag':
      return inSlices(body.ids, (ids) =>
        store.changeTags(ids, (known) => known.filter((tag) => !body.tags.includes(tag))),
      );
    default:
      return assertUnreachable(body);
  }
}

/** 2,000 in one transaction would make everybody else wait for 0.2 s. */
const SLICE = 200;

async function inSlices(
  ids: readonly string[],
  change: (ids: readonly string[]) => Promise<ManyChanged>,
): Promise<ManyChanged> {
  const missing: string[] = [];
  const refused: string[] = [];
  for (let from = 0; from < ids.length; from += SLICE) {
    const changed = await change(ids.slice(from, from + SLICE));
    missing.push(...changed.missing);
    refused.push(...changed.refused);
    await giveWay();
  }
  return { missing, refused };
}

/** One by one, so that other requests have their turn. */
async function deleteAll(server: Server, ids: readonly string[]): Promise<Carried> {
  const missing: string[] = [];
  const damaged: string[] = [];
  for (const id of ids) {
    try {
      if (!(await deleteSession(server, id))) missing.push(id);
    } catch (error) {
      if (faultOf(error) !== 'damaged') throw error;
      damaged.push(id);
    }
    await giveWay();
  }
  return { missing, refused: [], damaged };
}

/**
 * Sets the right answers of many sessions from an answer key, and judges each session. Names the ids that do not exist.
 */
export const setExpected: Handler = async ({ server, request }) => {
  const { answers } = await readJson(request, expectedRequest);
  await server.health.requireWritable();
  const failed: { id: string; reason: string }[] = [];
  for (const { id, expected } of answers) {
    if (!(await setOne(server, id, expected)))
      failed.push({ id, reason: 'There is no such session. It may have been deleted.' });
    await giveWay();
  }
  return json({ done: answers.length - failed.length, failed });
};

async function setOne({ store, judgeLater }: Server, id: string, expected: string | null): Promise<boolean> {
  const record = await store.session(id);
  if (!record) return false;
  const now = { ...record, expected };
  const change = { expected, ...(record.status !== 'running' && verdictPatch(now)) };
  if (!(await store.updateSession(id, change))) return false;
  if (record.status !== 'running' && lacksVerdict({ ...now, ...change })) judgeLater(id);
  return true;
}
