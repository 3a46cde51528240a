import { expect, it } from 'vitest';
import type { NewAnnotation } from '#lib/trace/annotations.ts';
import type { Store } from '../store.ts';
import { deltas, sessionRecord } from './records.ts';

const note = (text: string): NewAnnotation => ({
  ...{ type: 'annotation', madeAt: '2026-01-02T03:04:05.678Z', kind: 'note', quote: 'the words', text },
  place: { stream: 'execution:1.2', offset: 3, end: 12 },
});

/** People's annotations of a session: part of the store's contract. */
export function describeAnnotations(storeOf: () => Store): void {
  it('numbers annotations in the order in which they come, whoever else appends', async () => {
    const store = storeOf();
    for (const id of ['a', 'b']) await store.createSession(sessionRecord({ id }));
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        store.annotate('a', () => ({ add: [note(`First ${index}`), note(`Second ${index}`)] })),
      ),
    );
    const { annotations, isDamaged } = await store.annotations('a');
    expect(isDamaged).toBe(false);
    expect(annotations.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, seq) => seq));
    expect(annotations[6]).toEqual({ ...note('First 3'), seq: 6 });
    expect(await store.annotations('b')).toEqual({ annotations: [], isDamaged: false });
  });

  it('shows `change` what stands there, changes the row with it, and answers with all', async () => {
    const store = storeOf();
    await store.createSession(sessionRecord({ id: 'a', title: 'T' }));
    await store.annotate('a', () => ({ add: [note('One \u0000 \ud800 🧮')] }));
    const answered = await store.annotate('a', (session, log) => {
      expect(session).toMatchObject({ id: 'a', title: 'T', annotated: null });
      expect(log).toEqual([{ ...note('One \u0000 \ud800 🧮'), seq: 0 }]);
      return { add: [note('Two')], patch: { annotated: { notes: 2 } } };
    });
    expect(answered?.annotations).toHaveLength(2);
    expect(await store.annotations('a')).toEqual(answered);
    expect(await store.session('a')).toMatchObject({ title: 'T', annotated: { notes: 2 } });
    expect((await store.library({ limit: 1 }))?.entries[0]?.annotated).toEqual({ notes: 2 });
  });

  it('writes nothing where `change` throws, and nothing for a session that is not there', async () => {
    const store = storeOf();
    await store.createSession(sessionRecord({ id: 'a' }));
    const refused = store.annotate('a', () => {
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(await store.annotate('missing', () => ({ add: [note('x')] }))).toBeNull();
    expect((await store.annotations('a')).annotations).toEqual([]);
    expect((await store.annotations('missing')).annotations).toEqual([]);
  });

  it('stores those of an import with it, and deletes them with the session, in parts', async () => {
    const store = storeOf();
    for (const [id, last] of [
      ['short', 3],
      ['long', 2999],
    ] as const) {
      const many = Array.from({ length: 300 }, (_, index) => note(`${index} `.repeat(900).slice(0, 4000)));
      await store.importSession(sessionRecord({ id, status: 'done' }), deltas(0, last), 'pair', many);
      expect((await store.annotations(id)).annotations).toHaveLength(300);
      expect(await store.deleteSession(id)).toBe(true);
      expect((await store.annotations(id)).annotations).toEqual([]);
      // The same id again: the old session's annotations do not return.
      await store.createSession(sessionRecord({ id }));
      expect((await store.annotations(id)).annotations).toEqual([]);
      await store.annotate(id, () => ({ add: [note('new')] }));
      expect((await store.annotations(id)).annotations).toMatchObject([{ seq: 0, text: 'new' }]);
    }
  });
}
