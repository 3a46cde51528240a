import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Judgement } from '#lib/answers/equality.ts';
import type { SessionRecord } from '#lib/contract/session.ts';
import { openMemoryStore } from '#lib/storage/sqlite/open.ts';
import type { Store } from '#lib/storage/store.ts';
import { sessionRecord } from '#lib/storage/testing/records.ts';
import { lacksVerdict, renewVerdict, storedVerdict, verdictPatch, verdictView } from './verdicts.ts';

const row = (over: Partial<SessionRecord> = {}): SessionRecord =>
  sessionRecord({ id: 'a', status: 'done', answer: '42', expected: '42.0', ...over });
const judged = (over: Partial<SessionRecord> = {}): SessionRecord => {
  const record = row(over);
  return { ...record, ...verdictPatch(record) };
};

describe('a stored verdict', () => {
  it('is shown with how it was reached', () => {
    expect(verdictView(judged())).toEqual({
      verdict: { verdict: 'equal', how: expect.any(String) },
      ruling: null,
      correct: true,
    });
    expect(verdictView(judged({ expected: '41' })).correct).toBe(false);
  });

  it.each<Partial<SessionRecord>>([
    { answer: '43' },
    { expected: '43' },
    { answer: null },
    { expected: null },
  ])('is none once the row says otherwise: %o', (change) => {
    const changed = { ...judged(), ...change };
    expect(verdictView(changed)).toEqual({ verdict: null, ruling: null, correct: null });
    expect(lacksVerdict(changed)).toBe(true);
  });

  it.each([7, {}, [], 'equal', { ...(judged().verdict as object), version: -1 }])(
    'is none where it is %o',
    (verdict) => {
      expect(storedVerdict(row({ verdict }))).toBeNull();
      expect(lacksVerdict(row({ verdict }))).toBe(true);
    },
  );

  it('is lacking only where there is something to judge', () => {
    expect(lacksVerdict(row({ answer: null }))).toBe(false);
    expect(lacksVerdict(row({ expected: null }))).toBe(false);
    expect(lacksVerdict(judged())).toBe(false);
  });

  it('undecided is neither right nor wrong', () => {
    const verdict = { ...(judged().verdict as object), verdict: 'undecided' };
    expect(verdictView(row({ verdict }))).toMatchObject({ verdict: { verdict: 'undecided' }, correct: null });
  });

  it('an answer that lists cut is not compared, and its verdict is known by what they show', () => {
    const record = judged({ answer: 'x'.repeat(100_000), expected: 'x'.repeat(2000) });
    expect(verdictView({ ...record, answer: 'x'.repeat(2001) }).verdict?.verdict).toBe('undecided');
  });
});

describe('renewing', () => {
  let store: Store;
  beforeEach(async () => {
    store = await openMemoryStore();
  });
  afterEach(() => store.close());
  const reports: string[] = [];
  const renew = (judgeFurther?: () => Promise<Judgement>) =>
    renewVerdict({ store, judgeFurther, report: (message) => void reports.push(message) }, 'a');
  const stored = async () => verdictView((await store.session('a')) as SessionRecord);
  const undecided = () => ({ ...(judged().verdict as object), verdict: 'undecided', how: 'not by notation' });

  it('judges what is not judged, once', async () => {
    await store.createSession(row());
    expect(await renew()).toBe(true);
    expect(await renew()).toBe(false);
    expect(await stored()).toMatchObject({ correct: true });
  });

  it('leaves a session that runs', async () => {
    await store.createSession(row({ status: 'running' }));
    expect(await renew()).toBe(false);
  });

  it('asks further where notation and arithmetic did not tell, once', async () => {
    await store.createSession(row({ verdict: undecided() }));
    let asked = 0;
    const further = async (): Promise<Judgement> => {
      asked++;
      return { verdict: 'undecided', how: 'not at 12 random points either' };
    };
    expect(await renew(further)).toBe(true);
    expect(await stored()).toMatchObject({
      verdict: { how: 'not at 12 random points either' },
      correct: null,
    });
    expect([await renew(further), asked]).toEqual([false, 1]);
  });

  it('a failure there is told, and tried again', async () => {
    await store.createSession(row({ verdict: undecided() }));
    await renew(() => Promise.reject(new Error('closed')));
    expect(reports).toHaveLength(1);
    expect(await stored()).toMatchObject({ verdict: { how: 'not by notation' } });
    await renew(async () => ({ verdict: 'equal', how: 'equal at 12 random points' }));
    expect(await stored()).toMatchObject({ correct: true });
  });
});
