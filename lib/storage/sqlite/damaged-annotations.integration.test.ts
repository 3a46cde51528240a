import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewAnnotation } from '#lib/trace/annotations.ts';
import type { Store } from '../store.ts';
import { noise, overwrite, pagesOf } from '../testing/damaged-database.ts';
import { deltas, sessionRecord } from '../testing/records.ts';
import { openSqliteStore } from './open.ts';
import { repairInto } from './repair.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sprintscope-annotations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const note = (text: string): NewAnnotation => ({
  ...{ type: 'annotation', madeAt: '2026-01-02T03:04:05.678Z', kind: 'note', quote: 'the words', text },
  place: { stream: 'execution:1.2', offset: 3, end: 12 },
});

async function filled(texts: readonly string[]): Promise<void> {
  const store = await openSqliteStore(folder);
  for (const id of ['a', 'b'])
    await store.importSession(sessionRecord({ id, status: 'done' }), deltas(0, 3), 'p', texts.map(note));
  await store.close();
}

const texts = ({ annotations }: Awaited<ReturnType<Store['annotations']>>) =>
  annotations.map((one) => (one.kind === 'note' ? one.text : one.kind));

it('one that cannot be read to its end is left out, the others are there, and more can be made', async () => {
  await filled(['short', 'x'.repeat(3900), 'after']);
  const [page = 0] = pagesOf(folder, 'annotations', 'overflow');
  overwrite(join(folder, 'sprintscope.db'), (page - 1) * 4096, noise(4096, 1));
  const store = await openSqliteStore(folder);
  const of = await Promise.all(['a', 'b'].map((id) => store.annotations(id)));
  const hit = of.find(({ isDamaged }) => isDamaged);
  expect(of.filter(({ isDamaged }) => !isDamaged)).toHaveLength(1);
  expect(hit && texts(hit)).toEqual(['short', 'after']);
  const id = of[0]?.isDamaged ? 'a' : 'b';
  const added = await store.annotate(id, () => ({ add: [note('new')] }));
  expect(added?.annotations.map(({ seq }) => seq)).toEqual([0, 2, 3]);
  await store.close();
});

it('a damaged page of them costs no session', async () => {
  await filled(['one', 'two']);
  for (const page of pagesOf(folder, 'annotations', 'leaf'))
    overwrite(join(folder, 'sprintscope.db'), (page - 1) * 4096, noise(4096, 2));
  const store = await openSqliteStore(folder);
  expect(await store.annotations('a')).toEqual({ annotations: [], isDamaged: true });
  expect(await store.session('a')).toMatchObject({ id: 'a', status: 'done' });
  expect(await store.events('a', -1, 10)).toHaveLength(4);
  await store.close();
});

it('repair finds them again, of the sessions that it finds', async () => {
  await filled(['one', 'x'.repeat(3900), 'three']);
  const before = await openSqliteStore(folder);
  await before.deleteSession('b');
  const kept = await before.annotations('a');
  await before.close();
  overwrite(join(folder, 'sprintscope.db'), 0, noise(100, 3));
  const { store } = await repairInto(join(folder, 'sprintscope.db'), join(folder, 'repaired.db'));
  expect(await store.annotations('a')).toEqual(kept);
  expect((await store.annotations('b')).annotations).toEqual([]);
  await store.close();
});
