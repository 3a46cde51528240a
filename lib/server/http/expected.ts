import { giveWay } from '#lib/base/give-way.ts';
import { expectedRequest } from '#lib/contract/library-requests.ts';
import type { Server } from '../server.ts';
import { lacksVerdict, verdictPatch } from '../sessions/verdicts.ts';
import { readJson } from './body/body.ts';
import { type Handler, json } from './handle.ts';

/** The right answers of many sessions, as an answer key has them; each is judged. Ids that are not there are named. */
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
