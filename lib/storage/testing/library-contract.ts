import { describe, expect, it } from 'vitest';
import type { Store } from '../store.ts';
import { deltas, sessionRecord } from './records.ts';

/** What every store does for imports and the library; `current` returns the test's empty store. */
export function describeLibrary(current: () => Store): void {
  describe('importing a session', () => {
    const imported = (id: string, over: Parameters<typeof sessionRecord>[0] | object = {}) =>
      sessionRecord({ origin: { kind: 'imported' }, status: 'done', ...over, id });

    it('stores it whole, or nothing of it', async () => {
      const store = current();
      const record = await store.importSession(imported('a'), deltas(0, 1199), 'new');
      expect(record).toEqual(imported('a', { lastSeq: 1199 }));
      expect(await store.session('a')).toEqual(record);
      expect(await store.events('a', -1, 2000)).toHaveLength(1200);
      await expect(store.importSession(imported('b'), deltas(1, 5), 'new')).rejects.toMatchObject({
        type: 'log-gap',
      });
      expect(await store.session('b')).toBeNull();
      await expect(store.importSession(imported('a'), deltas(0, 5), 'new')).rejects.toThrow();
      expect(await store.session('a')).toEqual(record);
    });

    it('lets others write between the parts of a long one, and hides it until it is whole', async () => {
      const store = current();
      await store.createSession(sessionRecord({ id: 'live' }));
      const order: string[] = [];
      const importing = store
        .importSession(imported('long'), deltas(0, 4999), 'p')
        .then(() => order.push('imported'));
      await store.appendEvents('live', deltas(0, 9)).then(() => order.push('appended'));
      expect(await store.session('long')).toBeNull();
      expect((await store.library({ limit: 10 }))?.total).toBe(1);
      await store.finishDeletions();
      await importing;
      expect(order).toEqual(['appended', 'imported']);
      expect(await store.session('long')).toEqual(imported('long', { lastSeq: 4999 }));
      expect(await store.events('long', -1, 6000)).toHaveLength(5000);
    });

    it('asked twice at the same time for one, stores it once', async () => {
      const store = current();
      const ask = () => store.importSession(imported('a'), deltas(0, 2999), 'p');
      const answers = await Promise.allSettled([ask(), ask(), ask()]);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
      expect(await store.session('a')).toEqual(imported('a', { lastSeq: 2999 }));
      expect(await store.events('a', -1, 4000)).toHaveLength(3000);
    });

    it('joins the newest session of another strategy on the same question, white space aside', async () => {
      const store = current();
      const question = 'What is\n one  half?';
      const at = (second: number) => ({ createdAt: `2026-01-01T00:00:0${second}.000Z` });
      await store.createSession(sessionRecord({ id: 'old', question, ...at(1) }));
      await store.createSession(sessionRecord({ id: 'new', question, ...at(2) }));
      await store.createSession(sessionRecord({ id: 'other', question: 'What is two halves?', ...at(3) }));
      const sequential = { strategy: 'sequential', question: ' What is one half? ' };
      expect((await store.importSession(imported('a', sequential), deltas(0, 1), 'p1')).pairId).toBe('p1');
      expect((await store.session('a'))?.pairId).toBe('p1');
      expect((await store.session('new'))?.pairId).toBe('p1');
      expect((await store.session('old'))?.pairId).toBeNull();
      // A second sample joins the existing pair.
      expect((await store.importSession(imported('b', sequential), deltas(0, 1), 'p2')).pairId).toBe('p1');
    });

    it('leaves alone what has a pair, the same strategy, or no question', async () => {
      const store = current();
      await store.createSession(sessionRecord({ id: 'blank', question: ' ' }));
      await store.createSession(sessionRecord({ id: 'a', question: 'Q' }));
      const given = { strategy: 'sequential', question: 'Q', pairId: 'given' };
      expect((await store.importSession(imported('b', given), deltas(0, 1), 'p')).pairId).toBe('given');
      expect((await store.session('a'))?.pairId).toBeNull();
      const same = { question: 'Q' };
      expect((await store.importSession(imported('c', { ...same, id: 'c' }), deltas(0, 1), 'p')).pairId).toBe(
        'given',
      );
      const empty = { strategy: 'sequential', question: '' };
      expect((await store.importSession(imported('d', empty), deltas(0, 1), 'p')).pairId).toBeNull();
    });
  });

  describe('the library', () => {
    it('pages newest first, with the total of all', async () => {
      const store = current();
      for (let index = 0; index < 5; index++)
        await store.createSession(
          sessionRecord({
            id: `s${index}`,
            // Two sessions share each time, so that a page border falls between equal times.
            createdAt: `2026-01-01T00:00:0${Math.floor(index / 2)}.000Z`,
            question: 'é🧮'.repeat(2000),
            numbers: { stages: index },
            findingCounts: [{ code: 'x' }],
            sourceName: 'file',
            expected: '1',
          }),
        );
      const first = await store.library({ limit: 3 });
      expect(first?.entries.map(({ id }) => id)).toEqual(['s4', 's3', 's2']);
      expect(first?.total).toBe(5);
      expect(first?.entries[0]).toMatchObject({
        question: 'é🧮'.repeat(500),
        numbers: { stages: 4 },
        findingCounts: [{ code: 'x' }],
        sourceName: 'file',
        expected: '1',
      });
      expect(first?.entries[0]).not.toHaveProperty('metrics');
      const second = await store.library({ limit: 3, cursor: first?.nextCursor ?? '' });
      expect(second?.entries.map(({ id }) => id)).toEqual(['s1', 's0']);
      expect(second?.nextCursor).toBeNull();
      expect(await store.library({ limit: 3, cursor: 'garbage' })).toBeNull();
    });

    it('changes tags of many, says which are missing and which declined', async () => {
      const store = current();
      await store.createSession(sessionRecord({ id: 'a', tags: ['x'] }));
      await store.createSession(sessionRecord({ id: 'b', tags: ['full'] }));
      const add = (tags: string[]) => (tags.includes('full') ? null : [...tags, 'y']);
      expect(await store.changeTags(['a', 'none', 'b'], add)).toEqual({ missing: ['none'], refused: ['b'] });
      expect((await store.session('a'))?.tags).toEqual(['x', 'y']);
      expect((await store.session('b'))?.tags).toEqual(['full']);
    });

    it('pairs many, and takes the pair away', async () => {
      const store = current();
      for (const id of ['a', 'b']) await store.createSession(sessionRecord({ id }));
      expect(await store.setPair(['a', 'none', 'b'], 'p')).toEqual({ missing: ['none'], refused: [] });
      expect((await store.sessions({ limit: 5, pairId: 'p' }))?.sessions).toHaveLength(2);
      await store.setPair(['a'], null);
      expect((await store.session('a'))?.pairId).toBeNull();
    });

    it('names the ended sessions that another version looked at or summed up, or none', async () => {
      const store = current();
      const at = (second: number) => ({ createdAt: `2026-01-01T00:00:0${second}.000Z` });
      await store.createSession(sessionRecord({ id: 'never', status: 'done', ...at(1), summaryVersion: 7 }));
      await store.createSession(
        sessionRecord({ id: 'old', status: 'failed', doctorVersion: 1, summaryVersion: 7, ...at(2) }),
      );
      await store.createSession(
        sessionRecord({ id: 'summed', status: 'done', doctorVersion: 2, summaryVersion: 6, ...at(3) }),
      );
      await store.createSession(
        sessionRecord({ id: 'now', status: 'done', doctorVersion: 2, summaryVersion: 7 }),
      );
      await store.createSession(sessionRecord({ id: 'runs', status: 'running' }));
      const today = { doctorVersion: 2, summaryVersion: 7 };
      expect(await store.staleSessions(today, 10)).toEqual(['summed', 'old', 'never']);
      expect(await store.staleSessions(today, 1)).toEqual(['summed']);
      await store.updateSession('summed', { summaryVersion: 7 });
      await store.updateSession('old', { doctorVersion: 2, findings: [1], findingCounts: [2] });
      expect(await store.staleSessions(today, 10)).toEqual(['never']);
      expect(await store.session('old')).toMatchObject({ findings: [1], findingCounts: [2] });
    });
  });
}
