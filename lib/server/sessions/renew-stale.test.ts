import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { DOCTOR_VERSION } from '#lib/doctor/diagnose.ts';
import { openMemoryStore } from '#lib/storage/sqlite/open.ts';
import type { Store } from '#lib/storage/store.ts';
import { sessionRecord } from '#lib/storage/testing/records.ts';
import type { TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { storedFindings } from '../findings.ts';
import { createStoreHealth } from '../store-health.ts';
import { renewStale } from './renew-stale.ts';
import { SUMMARY_VERSION } from './summarise.ts';

const impatient = { ...systemClock, sleep: async () => {} };
let store: Store;
let reports: string[];
beforeEach(async () => {
  store = await openMemoryStore();
  reports = [];
});
afterEach(() => store.close());

const look = (signal = new AbortController().signal) =>
  renewStale({
    store,
    curation: { records: { stale: async () => [], recount: async () => {} } as never },
    health: createStoreHealth({ clock: impatient, report: () => {} }),
    clock: impatient,
    signal,
    report: (message, error) => reports.push(`${message}: ${error}`),
  });

/** A session that ended without an answer, which every version of the doctor reports. */
const unanswered = (): TraceEvent[] =>
  stampLog([
    sessionStart({}),
    { type: 'stage-start', stage: 1 },
    { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
    { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text: 'Only a plan.' },
    { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(3) },
    { type: 'stage-end', stage: 1, status: 'done' },
    { type: 'session-end', status: 'done' },
  ] satisfies UnstampedEvent[]);

async function keep(
  id: string,
  over: Parameters<typeof sessionRecord>[0] | object = {},
  events = unanswered(),
) {
  await store.importSession(sessionRecord({ status: 'done', ...over, id }), events, 'p');
}

describe('sessions that an older version looked at, or none', () => {
  it('are looked at again, and get the numbers that the library shows', async () => {
    await keep('never');
    await keep('old', { doctorVersion: DOCTOR_VERSION - 1, findings: [], findingCounts: [] });
    await keep('now', { doctorVersion: DOCTOR_VERSION, summaryVersion: SUMMARY_VERSION, findings: [] });
    await keep('runs', { status: 'running' });
    expect(await look()).toBe(2);
    for (const id of ['never', 'old']) {
      const row = await store.session(id);
      expect(row).toMatchObject({
        doctorVersion: DOCTOR_VERSION,
        numbers: {
          stages: 1,
          totalTokens: 3,
          parallelUse: { visible: { onePrompt: { count: 0, of: 1, ofTokens: 3 } } },
        },
      });
      const codes = storedFindings(row?.findings).map(({ code }) => code);
      expect(codes.length).toBeGreaterThan(0);
      const counts = (row?.findingCounts ?? []) as { code: string }[];
      expect(counts.map(({ code }) => code).sort()).toEqual([...new Set(codes)].sort());
    }
    expect(await store.session('runs')).toMatchObject({ doctorVersion: null });
    expect(await look()).toBe(0);
  });

  it('one whose log is damaged says so in its row and keeps nobody back', async () => {
    await keep('good', { createdAt: '2026-01-01T00:00:00.000Z' });
    await keep('broken', { createdAt: '2026-02-01T00:00:00.000Z' }, [
      { seq: 0, at: 0, type: 'never-heard-of' } as unknown as TraceEvent,
    ]);
    expect(await look()).toBe(2);
    expect(reports).toEqual([]);
    expect(await store.session('broken')).toMatchObject({ status: 'failed', error: { type: 'log-damaged' } });
    expect(await store.session('good')).toMatchObject({ doctorVersion: DOCTOR_VERSION });
    expect(await look()).toBe(0);
  });

  it('answers that were not judged, or by an older version, are judged', async () => {
    const judged = { answer: '42', expected: '42', version: 0, verdict: 'different', how: '', further: true };
    const current = { doctorVersion: DOCTOR_VERSION, summaryVersion: SUMMARY_VERSION, findings: [] };
    await keep('never', { answer: '42', expected: '42', ...current });
    await keep('old', { answer: '42', expected: '42', verdict: judged, ...current });
    await keep('no-key', { answer: '42', ...current });
    expect(await look()).toBe(2);
    for (const id of ['never', 'old'])
      expect(await store.session(id)).toMatchObject({ verdict: { verdict: 'equal' } });
    expect(await look()).toBe(0);
  });

  it('stops when the server does', async () => {
    await keep('a');
    const closing = new AbortController();
    closing.abort();
    expect(await look(closing.signal)).toBe(0);
    expect(await store.session('a')).toMatchObject({ doctorVersion: null });
  });
});
