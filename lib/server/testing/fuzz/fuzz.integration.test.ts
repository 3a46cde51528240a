import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startTestServer } from '../test-server.ts';
import { createJudge } from './declared-answers.ts';
import { fuzzServer } from './fuzz-server.ts';

const apiDocs = readFileSync(join(import.meta.dirname, '../../../../docs/api.md'), 'utf8');
const judge = createJudge(apiDocs);
const seed = Number(process.env.FUZZ_SEED ?? 1);

it(`answers mutated requests as docs/api.md declares (seed ${seed}; more of them: bench/fuzz-requests.ts)`, async () => {
  const server = await startTestServer();
  const { faults, statuses, healthy } = await fuzzServer({
    origin: server.origin,
    seed,
    from: 0,
    count: 250,
    atOnce: 4,
    app: false,
    judge,
    timeoutMs: 20_000,
  });
  const told = faults.map(
    ({ number, request, fault }) => `${number} ${request.method} ${request.target}: ${fault}`,
  );
  expect(told.map((line) => line.slice(0, 200))).toEqual([]);
  expect(server.reports).toEqual([]);
  expect(healthy).toBe(2);
  // The server neither refused all of them, nor none.
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404, 405]));
  await server.close();
});
