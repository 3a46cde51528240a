import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { answer, logOf, stage } from '#lib/graph/testing/rounds-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import {
  addBookmark,
  type Bookmark,
  LONGEST_NAME,
  momentName,
  readBookmarks,
  removeBookmark,
  renameBookmark,
  writeBookmarks,
} from './bookmarks.ts';

const mark = (name: string, at: number) => ({ name, at, node: null });
const three = [mark('late', 30), mark('early', 10), mark('same', 10)].reduce<readonly Bookmark[]>(
  addBookmark,
  [],
);

test('bookmarks stand in the order of their moments, each with a number of its own', () => {
  expect(three.map(({ id, name }) => [id, name])).toEqual([
    [2, 'early'],
    [3, 'same'],
    [1, 'late'],
  ]);
  const fewer = removeBookmark(three, 3);
  expect(addBookmark(fewer, mark('new', 5)).map(({ id }) => id)).toEqual([3, 2, 1]);
});

test('a name is renamed, never to nothing, and never grows without end', () => {
  expect(renameBookmark(three, 2, '  first  ').find(({ id }) => id === 2)?.name).toBe('first');
  expect(renameBookmark(three, 2, '   ')).toBe(three);
  expect(renameBookmark(three, 2, 'x'.repeat(200)).find(({ id }) => id === 2)?.name).toHaveLength(
    LONGEST_NAME,
  );
});

test('what is kept is read again; what is no list of bookmarks is none', () => {
  expect(readBookmarks(writeBookmarks(three))).toEqual(three);
  for (const text of ['', '{', 'null', '[1]', '[{"id":1}]', '[{"id":0,"name":"x","at":-1,"node":null}]']) {
    expect(readBookmarks(text)).toEqual([]);
  }
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(Array.isArray(readBookmarks(text))).toBe(true);
    }),
  );
});

test('there is an end to how many there can be', () => {
  let many: readonly Bookmark[] = [];
  for (let at = 0; at < 300; at++) many = addBookmark(many, mark('m', at));
  expect(many).toHaveLength(200);
  expect(addBookmark(many, mark('one more', 1))).toBe(many);
});

test('a moment is called by what is selected, else by what happens there', () => {
  const events = logOf(stage(1, [5, 5]), answer);
  const at = (count: number) => foldEvents(events.slice(0, count));
  expect(momentName({ trace: at(1), selection: null })).toBe('The question');
  expect(momentName({ trace: at(9), selection: null })).toMatch(/^Stage 1: task 1\.2/);
  expect(momentName({ trace: at(events.length), selection: null })).toBe('Final answer');
  expect(momentName({ trace: at(9), selection: 'execution:1.1' })).toBe('Execution 1.1');
  expect(momentName({ trace: at(3), selection: 'question' })).toBe('Stage 1');
});
