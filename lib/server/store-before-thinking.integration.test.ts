import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DATABASE_FILE } from '#lib/storage/sqlite/open.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import { renewStale } from './sessions/renew-stale.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

/**
 * A store as written by the last commit before we counted thinking (counted in words): a chat row with reasoning, a
 * live session whose planner thinks before each of two prompts, and a record of the curation workbench.
 */
const SQL = readFileSync(new URL('testing/store-before-thinking-counted.sql', import.meta.url), 'utf8');

let folder: string;
let server: TestServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sprintscope-old-store-'));
  const database = new DatabaseSync(join(folder, DATABASE_FILE));
  database.exec(SQL);
  database.close();
  server = await startTestServer({ dataDir: folder });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Row {
  id: string;
  strategy: string;
  totalTokens: number | null;
  answer: string | null;
  renewing: boolean;
  isEstimate: boolean;
  sequentialTokens: Record<string, number> | null;
  visible: { totalTokens: number } | null;
}
const json = async <T>(path: string) => (await (await server.fetch(path)).json()) as T;
const library = async () => (await json<{ rows: Row[] }>('/api/library')).rows;
const rowOf = (rows: readonly Row[], strategy: string) => rows.find((row) => row.strategy === strategy)!;

const renew = () =>
  renewStale({
    store: server.server.store,
    curation: server.server.curation,
    health: server.server.health,
    clock: { sleep: async () => {} },
    signal: new AbortController().signal,
    report: (message, error) => server.reports.push(`${message}: ${error}`),
  });

describe('a store from before thinking counted', () => {
  it('shows no old number: lists wait for the new ones, a session asked for by itself has them at once', async () => {
    for (const row of await library())
      expect(row).toMatchObject({ renewing: true, totalTokens: null, answer: null });
    const { id } = rowOf(await library(), 'sequential');
    const one = await json<{ metrics: SessionMetrics; answer: string }>(`/api/sessions/${id}`);
    // Ten words of thinking and three of text.
    expect(one.metrics).toMatchObject({ totalTokens: 13, thinkingTokens: 10, visible: { totalTokens: 3 } });
    expect(one.answer).toBe('42');
    expect(rowOf(await library(), 'sequential')).toMatchObject({ renewing: false, totalTokens: 13 });
  });

  it('is renewed in the background, sessions and records of the workbench alike', async () => {
    expect(await renew()).toBe(3);
    expect(server.reports).toEqual([]);
    const rows = await library();
    // Plan 10 + 9, executions 6 + 3 and 3, answer 2 + 5.
    const sprint = rowOf(rows, 'sprint');
    expect(sprint).toMatchObject({
      renewing: false,
      totalTokens: 38,
      visible: { totalTokens: 20 },
      answer: '42, 72',
    });
    // Its log does not show when its planner thought: 37 of 54 characters came before the first prompt closed.
    expect(sprint.isEstimate).toBe(true);
    const before = Math.round((10 * 37) / 54);
    expect(sprint.sequentialTokens).toMatchObject({ authors: Math.max(before + 6 + 9, 10 + 9 + 3) + 7 });
    const { rows: records } = await json<{ rows: { summary: unknown }[] }>('/api/curation/records');
    expect(records).toEqual([
      expect.objectContaining({ summary: expect.objectContaining({ stages: expect.any(Number) }) }),
    ]);
    expect(await renew()).toBe(0);
  });

  it('keeps its logs and what was sent as they were', async () => {
    const { id } = rowOf(await library(), 'sprint');
    const log = await (await server.fetch(`/api/sessions/${id}/export?format=log`)).text();
    expect(log.trim().split('\n')).toHaveLength(25);
    expect(log).not.toContain('thinkingTokens');
  });
});
