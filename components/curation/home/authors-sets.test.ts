import { expect, test } from 'vitest';
import { type AuthorsFile, addAuthorsFiles, authorsSets } from './authors-sets.ts';
import type { AuthorsPart } from './recognise-file.ts';

const file = (part: AuthorsPart, key: string, text = `${part} ${key}`): AuthorsFile => ({
  part,
  key,
  name: `${part}_${key}`,
  text,
});

test('files are put together by their number, in any order, and what is missing is named', () => {
  const sets = authorsSets([file('dag', '2'), file('separation', '10'), file('separation', '2')]);
  expect(sets.map(({ key, missing }) => [key, missing])).toEqual([
    ['2', []],
    ['10', ['dag']],
  ]);
});

test('the inline file is not needed', () => {
  expect(authorsSets([file('inline', '1')])[0]?.missing).toEqual(['separation', 'dag']);
  expect(authorsSets([file('dag', ''), file('separation', '')])[0]?.missing).toEqual([]);
});

test('a file without a number joins the only record there is, and never takes the place of a numbered one', () => {
  const [only, none] = authorsSets([file('dag', ''), file('separation', '4'), file('dag', '4')]);
  expect(none).toBeUndefined();
  expect(only?.files.dag?.key).toBe('4');
  expect(authorsSets([file('dag', ''), file('separation', '4')])[0]?.missing).toEqual([]);
  expect(authorsSets([file('dag', ''), file('separation', '4'), file('separation', '5')])).toHaveLength(3);
});

test('the same file given again takes the place of the older', () => {
  const files = addAuthorsFiles([file('dag', '1', 'old'), file('dag', '2')], [file('dag', '1', 'new')]);
  expect(files.map(({ text }) => text)).toEqual(['dag 2', 'new']);
});
