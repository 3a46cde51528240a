import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionRecord } from '#lib/contract/session.ts';
import type { Store } from '../store.ts';
import { describeAnnotations } from './annotation-contract.ts';
import { describeCuration } from './curation-contract.ts';
import { describeLibrary } from './library-contract.ts';
import { deltas, sessionRecord } from './records.ts';

/** What every store does, whatever its database. `open` returns an empty one. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`store contract: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    it('gives a session back as it was created', async () => {
      const record: SessionRecord = sessionRecord({
        id: 'full',
        title: 'Naïve “title” 数学',
        tags: ['a', 'b'],
        pairId: 'pair',
        status: 'failed',
        startedAt: '2026-01-02T03:04:05.700Z',
        endedAt: '2026-01-02T03:05:05.700Z',
        error: {
          type: 'unreachable',
          message: 'No answer',
          remedy: 'Start it',
          status: 502,
          url: 'http://x/v1',
        },
        metrics: { totalTokens: 12, nested: { ratio: 1.5 } },
        answer: '\\boxed{42}',
        answerIsInferred: true,
        origin: { kind: 'by-hand', author: 'Someone' },
        sourceName: 'archive.zip/planner_trajectory_2.txt',
        expected: '42',
        verdict: { verdict: 'equal', how: 'the same' },
        findings: [{ code: 'sibling-result', places: [{ stream: 'execution:1.4' }] }],
        findingCounts: [{ code: 'sibling-result', count: 1 }],
        doctorVersion: 3,
        numbers: { stages: 2 },
      });
      await store.createSession(record);
      expect(await store.session('full')).toEqual(record);
      expect(await store.session('other')).toBeNull();
    });

    it('refuses a second session with the same id', async () => {
      await store.createSession(sessionRecord({ id: 'a' }));
      await expect(store.createSession(sessionRecord({ id: 'a' }))).rejects.toThrow();
    });

    it('changes only what a patch names', async () => {
      await store.createSession(sessionRecord({ id: 'a', title: 'Old', tags: ['x'], pairId: 'p' }));
      expect(await store.updateSession('a', { title: null, answerIsInferred: true })).toBe(true);
      expect(await store.session('a')).toEqual(
        sessionRecord({ id: 'a', title: null, tags: ['x'], pairId: 'p', answerIsInferred: true }),
      );
      expect(await store.updateSession('a', {})).toBe(true);
      expect(await store.updateSession('missing', { title: 'x' })).toBe(false);
      expect(await store.updateSession('missing', {})).toBe(false);
    });

    it('returns events after a seq, in order, as the same values', async () => {
      await store.createSession(sessionRecord({ id: 'a' }));
      const events = deltas(0, 1199, 'NUL \u0000, lone \ud800, emoji 🧮, quote "');
      await store.appendEvents('a', events.slice(0, 3));
      await store.appendEvents('a', events.slice(3));
      const all = await store.events('a', -1, 5000);
      expect(all.map((stored) => JSON.parse(stored.json))).toEqual(events);
      expect((await store.events('a', 1197, 10)).map((stored) => stored.seq)).toEqual([1198, 1199]);
      expect((await store.events('a', -1, 2)).map((stored) => stored.seq)).toEqual([0, 1]);
      expect(await store.events('a', 1199, 10)).toEqual([]);
      expect((await store.session('a'))?.lastSeq).toBe(1199);
    });

    it('writes the summary together with the events', async () => {
      await store.createSession(sessionRecord({ id: 'a' }));
      await store.appendEvents('a', deltas(0, 0), { status: 'done', answer: '42' });
      expect(await store.session('a')).toMatchObject({ status: 'done', answer: '42', lastSeq: 0 });
    });

    it('refuses events that do not continue the log, and writes nothing of them', async () => {
      await store.createSession(sessionRecord({ id: 'a' }));
      await store.appendEvents('a', deltas(0, 4));
      for (const wrong of [deltas(4, 5), deltas(6, 7), deltas(0, 0), [...deltas(5, 5), ...deltas(7, 7)]])
        await expect(store.appendEvents('a', wrong, { status: 'done' })).rejects.toMatchObject({
          type: 'log-gap',
        });
      expect(await store.session('a')).toMatchObject({ status: 'running', lastSeq: 4 });
      await expect(store.appendEvents('missing', deltas(0, 0))).rejects.toMatchObject({ type: 'log-gap' });
    });

    it('deletes a session with its events and leaves the others', async () => {
      for (const id of ['a', 'b']) {
        await store.createSession(sessionRecord({ id }));
        await store.appendEvents(id, deltas(0, 9));
      }
      expect(await store.deleteSession('a')).toBe(true);
      expect(await store.deleteSession('a')).toBe(false);
      expect(await store.events('a', -1, 100)).toEqual([]);
      expect(await store.events('b', -1, 100)).toHaveLength(10);
    });

    it('deletes a long session in parts: hidden at once, gone at the end, and nothing else moves meanwhile', async () => {
      for (const id of ['long', 'other']) {
        await store.createSession(sessionRecord({ id, pairId: 'pair' }));
        await store.appendEvents(id, deltas(0, 2999));
      }
      let turns = 0;
      const deleting = store.deleteSession('long');
      const over = deleting.then(
        () => true,
        () => true,
      );
      for (;;) {
        if (await Promise.race([over, new Promise((resolve) => setImmediate(resolve))])) break;
        if ((await store.session('long')) === null) turns++;
        else continue;
        expect(await store.events('long', -1, 10)).toEqual([]);
        expect((await store.sessions({ limit: 10 }))?.sessions.map(({ id }) => id)).toEqual(['other']);
        expect(await store.library({ limit: 10 })).toMatchObject({ entries: [{ id: 'other' }], total: 1 });
        expect(await store.updateSession('long', { status: 'done' })).toBe(false);
        expect(await store.setPair(['long'], null)).toMatchObject({ missing: ['long'] });
        expect(await store.changeTags(['long'], () => ['x'])).toMatchObject({ missing: ['long'] });
        await expect(
          store.appendEvents('long', deltas(3000, 3001), { status: 'done' }),
        ).rejects.toMatchObject({ type: 'log-gap' });
      }
      expect(await deleting).toBe(true);
      expect(turns).toBeGreaterThan(2);
      expect(await store.deleteSession('long')).toBe(false);
      expect(await store.events('other', -1, 5000)).toHaveLength(3000);
    });

    it('pages newest first, each session once, while others come and go', async () => {
      const moment = (index: number) => `2026-01-01T00:00:0${Math.floor(index / 3)}.000Z`;
      // Three sessions share each time, so that the page border falls between equal times.
      for (let index = 0; index < 9; index++)
        await store.createSession(sessionRecord({ id: `s${index}`, createdAt: moment(index) }));
      const first = await store.sessions({ limit: 4 });
      expect(first?.sessions.map((session) => session.id)).toEqual(['s8', 's7', 's6', 's5']);
      await store.createSession(sessionRecord({ id: 'new', createdAt: '2026-02-01T00:00:00.000Z' }));
      await store.deleteSession('s5');
      const second = await store.sessions({ limit: 4, cursor: first?.nextCursor ?? '' });
      expect(second?.sessions.map((session) => session.id)).toEqual(['s4', 's3', 's2', 's1']);
      const third = await store.sessions({ limit: 4, cursor: second?.nextCursor ?? '' });
      expect(third?.sessions.map((session) => session.id)).toEqual(['s0']);
      expect(third?.nextCursor).toBeNull();
      expect(await store.sessions({ limit: 4, cursor: 'garbage' })).toBeNull();
    });

    it('says there is no further page when the last one is exactly full', async () => {
      for (const id of ['a', 'b']) await store.createSession(sessionRecord({ id }));
      expect((await store.sessions({ limit: 2 }))?.nextCursor).toBeNull();
    });

    it('lists the sessions of a pair, and those that run', async () => {
      await store.createSession(sessionRecord({ id: 'a', pairId: 'p' }));
      await store.createSession(sessionRecord({ id: 'b', pairId: 'p', status: 'done' }));
      await store.createSession(sessionRecord({ id: 'c' }));
      const pair = await store.sessions({ limit: 10, pairId: 'p' });
      expect(pair?.sessions.map((session) => session.id).sort()).toEqual(['a', 'b']);
      expect((await store.runningSessions()).sort()).toEqual(['a', 'c']);
    });

    it('strips U+0000 from text columns and keeps it in events', async () => {
      await store.createSession(sessionRecord({ id: 'a', title: 'a\u0000b', question: '\u0000q' }));
      await store.updateSession('a', { answer: '4\u00002' });
      expect(await store.session('a')).toMatchObject({ title: 'ab', question: 'q', answer: '42' });
    });

    it('keeps endpoints with their keys, oldest first, and replaces by id', async () => {
      const one = {
        id: 'one',
        definition: { name: 'One' },
        apiKey: 'key',
        createdAt: '2026-01-01T00:00:00.000Z',
      };
      const two = {
        id: 'two',
        definition: { name: 'Two' },
        apiKey: null,
        createdAt: '2026-01-02T00:00:00.000Z',
      };
      await store.saveEndpoint(two);
      await store.saveEndpoint(one);
      await store.saveEndpoint({ ...two, definition: { name: 'Changed' } });
      expect(await store.endpoints()).toEqual([one, { ...two, definition: { name: 'Changed' } }]);
      expect(await store.deleteEndpoint('one')).toBe(true);
      expect(await store.deleteEndpoint('one')).toBe(false);
    });

    it('keeps meta values', async () => {
      expect(await store.meta('a')).toBeNull();
      await store.setMeta('a', '1');
      await store.setMeta('a', '2');
      expect(await store.meta('a')).toBe('2');
    });

    describeAnnotations(() => store);
    describeLibrary(() => store);
    describeCuration(() => store);
  });
}
