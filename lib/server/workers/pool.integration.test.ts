import { afterEach, describe, expect, it } from 'vitest';
import type { StoredEvent } from '#lib/storage/store.ts';
import type { CurationJob } from '../curation/job.ts';
import { sequentialTrace } from '../testing/curation-client.ts';
import type { StoreReader } from './job-types.ts';
import { createWorkerPool, type WorkerPool } from './pool.ts';

const JOB_MS = 60_000;
const GRACE_MS = 500;
const texts = { question: null, expected: null, answer: null };
const open = (text: string): CurationJob & { type: 'open' } => ({ type: 'open', text, texts });

/** Time stands still; `expire` ends every sleep of that length. */
function stoppedClock() {
  const sleepers = new Set<{ ms: number; wake(): void }>();
  return {
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const sleeper = { ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    expire(ms: number) {
      for (const sleeper of sleepers) if (sleeper.ms === ms) sleeper.wake();
    },
  };
}

let pool: WorkerPool;
let reports: string[];
const nothing: StoreReader = {
  session: async () => null,
  events: async () => [],
  annotations: async () => ({ annotations: [], isDamaged: false }),
};
const start = ({ clock = stoppedClock(), store = nothing } = {}) => {
  reports = [];
  const report = (message: string, error: unknown) => reports.push(`${message}: ${error}`);
  pool = createWorkerPool({ store, clock, report });
  const run = (text: string, options: Parameters<typeof pool.run>[2] = {}) =>
    pool.run('curation', open(text), options) as Promise<{ counted: { source: { text: string } } }>;
  return { clock, run };
};
afterEach(() => pool.close());

/** An event of an endless log. */
function diagnostic(seq: number): StoredEvent {
  const said = { code: 'x', severity: 'note', place: {}, explanation: 'x' };
  return { seq, type: 'diagnostic', json: JSON.stringify({ seq, at: seq, type: 'diagnostic', ...said }) };
}

/** Longer than any test waits: the pool terminates its thread. */
const long = () => sequentialTrace().repeat(12_000);

describe('the threads of the server', () => {
  it('what somebody waits for is not held up by a batch', async () => {
    const { clock, run } = start();
    const leaving = new AbortController();
    let settled = 0;
    const batch = [1, 2, 3, 4].map(() =>
      run(long(), { signal: leaving.signal }).finally(() => {
        settled++;
      }),
    );
    const all = Promise.allSettled(batch);
    expect((await run('One. Two.', { lane: 'now' })).counted.source.text).toBe('One. Two.');
    expect(settled).toBe(0);
    leaving.abort();
    clock.expire(GRACE_MS);
    await all;
  });

  it('a job that takes too long is given up, and others go on in another thread', async () => {
    const { clock, run } = start();
    const slow = Promise.allSettled([run(long()), run(long())]);
    const next = run('One. Two.');
    clock.expire(JOB_MS);
    for (const one of await slow)
      expect(one).toMatchObject({ reason: { type: 'too-slow', remedy: expect.any(String) } });
    expect((await next).counted.source.text).toBe('One. Two.');
    expect(reports).toEqual([]);
  });

  it('leaving drops what waits at once, and ends the thread of what runs on', async () => {
    const { clock, run } = start();
    const leaving = new AbortController();
    const all = Promise.allSettled([1, 2, 3].map(() => run(long(), { signal: leaving.signal })));
    const other = run('One. Two.');
    leaving.abort(new Error('left'));
    expect((await all).map((one) => one.status === 'rejected' && one.reason.message)).toEqual([
      'left',
      'left',
      'left',
    ]);
    clock.expire(GRACE_MS);
    expect((await other).counted.source.text).toBe('One. Two.');
    await expect(run('One.', { signal: leaving.signal })).rejects.toThrow('left');
    expect(reports).toEqual([]);
  });

  it('what a job refuses keeps its name and fields, and is reported to nobody', async () => {
    start();
    const files = { separation: 'nothing', dag: 'nothing' };
    await expect(pool.run('curation', { type: 'open-authors', files, texts })).rejects.toMatchObject({
      name: 'AuthorsFileError',
      message: expect.any(String),
      remedy: expect.stringMatching(/./),
    });
    expect(reports).toEqual([]);
  });

  it('a defect fails one job, is reported, and says nothing of what was given', async () => {
    const { run } = start();
    const job = { type: 'open', text: null, texts } as unknown as CurationJob;
    await expect(pool.run('curation', job)).rejects.toMatchObject({ name: 'JobError', type: 'internal' });
    expect(reports).toHaveLength(1);
    expect((await run('One. Two.')).counted.source.text).toBe('One. Two.');
  });

  it('who leaves between two pages of a log ends the job there, and its thread goes on', async () => {
    const leaving = new AbortController();
    let pages = 0;
    const store: StoreReader = {
      ...nothing,
      async events(_, after, limit) {
        if (++pages === 3) leaving.abort(new Error('left'));
        return Array.from({ length: limit }, (_, index) => diagnostic(after + 1 + index));
      },
    };
    const { run } = start({ store });
    const reading = pool.run('renew-session', { id: 'endless' }, { signal: leaving.signal });
    await expect(reading).rejects.toThrow('left');
    expect((await run('One. Two.', { lane: 'now' })).counted.source.text).toBe('One. Two.');
    expect([pages, reports]).toEqual([3, []]);
  });

  it('closed, what is pending is rejected and nothing new is taken', async () => {
    const { run } = start();
    const settled = Promise.allSettled([1, 2, 3].map(() => run(long())));
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(run('One.')).rejects.toMatchObject({ type: 'closed' });
  });
});
