import { afterEach, describe, expect, it } from 'vitest';
import { sequentialTrace } from '../testing/curation-client.ts';
import type { CurationJob } from './job.ts';
import { type CurationPool, createCurationPool } from './worker-pool.ts';

const JOB_MS = 60_000;
const texts = { question: null, expected: null, answer: null };
const open = (text: string): CurationJob & { type: 'open' } => ({ type: 'open', text, texts });

/** Time stands still; `expire` ends what sleeps for so long. */
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

let pool: CurationPool;
let reports: string[];
const start = (workers: number, clock = stoppedClock()) => {
  reports = [];
  pool = createCurationPool({
    clock,
    workers,
    report: (message, error) => reports.push(`${message}: ${error}`),
  });
  return { pool, clock };
};
afterEach(() => pool.close());

describe('the threads of curation', () => {
  it('what somebody waits for goes before all of a batch', async () => {
    start(1);
    const order: string[] = [];
    const run = (name: string, now: boolean) =>
      pool.run(open(`${name}. ${sequentialTrace()}`), { now }).then(() => order.push(name));
    await Promise.all([run('first', false), run('second', false), run('third', false), run('urgent', true)]);
    expect(order).toEqual(['first', 'urgent', 'second', 'third']);
  });

  it('a job that takes too long is given up, and others go on in another thread', async () => {
    const { clock } = start(1);
    // Longer than it takes to say so; still under a second in all.
    const slow = pool.run(open(sequentialTrace().repeat(300)));
    const next = pool.run(open('One. Two.'));
    clock.expire(JOB_MS);
    await expect(slow).rejects.toMatchObject({ type: 'too-slow', remedy: expect.any(String) });
    expect((await next).counted.source.text).toBe('One. Two.');
    expect(reports).toEqual([]);
  });

  it('what cannot be read is told with its remedy and reported to nobody', async () => {
    start(1);
    const files = { separation: 'nothing', dag: 'nothing' };
    await expect(pool.run({ type: 'open-authors', files, texts })).rejects.toMatchObject({
      type: 'unreadable',
      message: expect.any(String),
      remedy: expect.stringMatching(/./),
    });
    expect(reports).toEqual([]);
  });

  it('a defect fails one job, is reported, and says nothing of the trace', async () => {
    start(1);
    const job = { type: 'open', text: null, texts } as unknown as CurationJob;
    await expect(pool.run(job)).rejects.toMatchObject({ type: 'internal' });
    expect(reports).toHaveLength(1);
    expect((await pool.run(open('One. Two.'))).counted.lineTokens).toHaveLength(2);
  });

  it('closed, what is pending is rejected and nothing new is taken', async () => {
    start(2);
    const pending = [1, 2, 3].map(() => pool.run(open(sequentialTrace())));
    const settled = Promise.allSettled(pending);
    await pool.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(pool.run(open('One.'))).rejects.toMatchObject({ type: 'closed' });
  });
});
