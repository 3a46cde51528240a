import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { startTestServer } from '#lib/server/testing/test-server.ts';
import { isStorageError } from '#lib/storage/errors.ts';
import {
  type Damage,
  damages,
  fillDatabase,
  logDamages,
  SESSIONS,
} from '#lib/storage/testing/damaged-database.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { createProgram } from './program.ts';
import type { Output } from './terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'sprintscope-damage-'));
const logs = new Map<string, string[]>();
beforeAll(async () => {
  for (const name of ['clean', 'unclean'])
    for (const [id, log] of await fillDatabase(join(root, name), { unclean: name === 'unclean' }))
      logs.set(id, log);
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs in this process: starting a new one takes longer than all its work. */
async function repair(...args: string[]) {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    write: (text) => {
      written[name] += text;
    },
    isTerminal: false,
    columns: 100,
  });
  const terminal = { cwd: root, env: {}, out: output('out'), err: output('err'), clock: systemClock };
  const code = await createProgram({ ...terminal, interrupted: new AbortController().signal }).run([
    'repair',
    ...args,
  ]);
  return { code, ...written };
}

const DATA_FILES = ['sprintscope.db', 'sprintscope.db-wal'];
/** Opening the database may create an empty log of changes. */
const bytesIn = (folder: string) =>
  DATA_FILES.filter((name) => existsSync(join(folder, name)))
    .map((name) => readFileSync(join(folder, name)))
    .filter(({ length }, index) => index === 0 || length > 0);

async function lookAt(dataDir: string) {
  const test = await startTestServer({ dataDir });
  try {
    const get = async (path: string) => {
      const response = await test.fetch(path);
      expect(response.status, path).toBe(200);
      return response;
    };
    const { rows } = (await (await get('/api/library')).json()) as {
      rows: { id: string; title: string | null }[];
    };
    const { endpoints } = (await (await get('/api/endpoints')).json()) as { endpoints: unknown[] };
    const { total } = (await (await get('/api/curation/records?batchId=b')).json()) as { total: number };
    const exported = new Map<string, string>();
    for (const { id } of rows) {
      await get(`/api/sessions/${id}`);
      exported.set(id, await (await get(`/api/sessions/${id}/export`)).text());
    }
    return { rows, endpoints: endpoints.length - 1, inBatch: total, exported };
  } finally {
    await test.close();
  }
}

async function check({ apply, refusal, saved }: Damage, from: string, folder: string) {
  cpSync(join(root, from), folder, { recursive: true });
  apply(folder);
  const before = bytesIn(folder);

  // The start: it reads what it can, or says what to do.
  const copy = `${folder}-started`;
  cpSync(folder, copy, { recursive: true });
  const started = await lookAt(copy).catch((error: unknown) => {
    if (!isStorageError(error)) throw error;
    return error;
  });
  if (refusal === null) {
    if (started instanceof Error) throw started;
    expect(started.rows.length).toBe(SESSIONS);
  } else {
    expect(started).toMatchObject({ type: refusal.type, message: expect.stringMatching(refusal.message) });
    expect((started as Error).message).not.toContain('\n');
    expect(bytesIn(copy)).toEqual(before);
  }

  // Repair: the damaged files stay unchanged.
  const { code, out, err } = await repair(folder);
  expect(bytesIn(folder)).toEqual(before);
  const made = readdirSync(folder).filter((name) => name.startsWith('sprintscope-repaired-'));
  if (saved === null) {
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/No session, record or endpoint|There is no sprintscope.db/);
    expect(made).toEqual([]);
    return;
  }
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('Saved as') });
  const report = JSON.parse(out) as {
    whole: number;
    cut: { id: string; events: number }[];
    withoutLog: string[];
    curationRecords: number;
  };
  expect(report.whole).toBeGreaterThanOrEqual(saved.wholeAtLeast);
  expect(report.curationRecords).toBeGreaterThanOrEqual(saved.records);
  const target = join(folder, made[0] ?? '');
  if (process.platform !== 'win32') expect(statSync(target).mode & 0o777).toBe(0o600);

  // The repaired folder opens, and contains the same bytes of each log as far as the log goes.
  const repaired = `${folder}-repaired`;
  mkdirSync(repaired);
  cpSync(target, join(repaired, 'sprintscope.db'));
  const look = await lookAt(repaired);
  expect(look.rows.length).toBeGreaterThanOrEqual(saved.sessions);
  expect(look.endpoints).toBeGreaterThanOrEqual(saved.endpoints);
  const cut = new Map(report.cut.map(({ id, events }) => [id, events]));
  for (const [id, text] of look.exported) {
    if (report.withoutLog.includes(id)) continue;
    const whole = logs.get(id) ?? [];
    const kept = text.trim().split('\n');
    const events = cut.get(id) ?? whole.length;
    expect(kept.slice(0, events)).toEqual(whole.slice(0, events));
    const parsed = parseLog(text);
    if (!parsed.ok) throw parsed.error;
    expect(parsed.events.at(-1)?.type).toBe('session-end');
  }
}

describe('a damaged database: the start says what to do or starts, nothing is overwritten, repair saves the rest', () => {
  it.each(damages.map((damage) => [damage.name, damage] as const))('%s', async (name, damage) => {
    await check(damage, 'clean', join(root, name.replaceAll(/\W/g, '-')));
  });
  it.each(logDamages.map((damage) => [damage.name, damage] as const))(
    'after kill -9: %s',
    async (name, damage) => {
      await check(damage, 'unclean', join(root, name.replaceAll(/\W/g, '-')));
    },
  );
});

describe('repair', () => {
  it('what stands only in the log of changes is saved', async () => {
    const folder = join(root, 'only-in-log');
    cpSync(join(root, 'unclean'), folder, { recursive: true });
    expect((await repair(folder, '--replace')).code).toBe(0);
    const { rows } = await lookAt(folder);
    expect(rows.map(({ title }) => title)).toContain('Renamed 3');
    // Repair keeps the damaged file, with its log.
    const kept = readdirSync(folder).filter((name) => name.startsWith('sprintscope-damaged-'));
    expect(kept).toHaveLength(2);
  });

  it('refuses while Sprintscope runs on the folder', async () => {
    const folder = join(root, 'held');
    cpSync(join(root, 'clean'), folder, { recursive: true });
    const test = await startTestServer({ dataDir: folder });
    const { code, err } = await repair(folder);
    await test.close();
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('already runs on the folder') });
  });
});
