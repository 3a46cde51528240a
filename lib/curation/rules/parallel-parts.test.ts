import { describe, expect, it } from 'vitest';
import { segment } from '../segment.ts';
import { readLines, viewLines } from './line-roles.ts';
import { partsOf } from './parallel-parts.ts';

const labels = (text: string) =>
  [...partsOf(readLines(viewLines(segment(text))))]
    .sort(([a], [b]) => a - b)
    .map(([line, { family, label }]) => `${line + 1} ${family} ${label}`);

const block = '3 + 4 = 7\n8 - 2 = 6\n';

describe('parts beside each other', () => {
  it.each([
    ['cases', `Case 1: x > 0.\n${block}Case 2: x < 0.\n${block}`, ['1 case 1', '4 case 2']],
    ['values', `For n = 2:\n${block}n=3:\n${block}`, ['1 n = 2', '4 n = 3']],
    ['ordinals', `First part:\n${block}Second part:\n${block}`, ['1 part first', '4 part second']],
    [
      'topics',
      `First, for the pounds.\n${block}Now for the euros.\n${block}`,
      ['1 for pounds', '4 for euros'],
    ],
  ])('finds %s', (_, text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('needs more than one of a family', () => {
    expect(labels(`Case 1: x > 0.\n${block}`)).toEqual([]);
  });

  it('leaves a list whole whose items are a line each', () => {
    expect(labels('n=1: 3\nn=2: 5\nn=3: 7\nn=4: 9\n')).toEqual([]);
  });

  it('tells of the first term in a sentence without opening a part', () => {
    expect(labels('Look. The first term is 3.\nA.\nB.\nC. The second term is 5.\nD.\nE.\n')).toEqual([]);
  });

  it('takes "So n = 4." for a result', () => {
    expect(labels(`For n = 3:\n${block}So n = 4.\n${block}`)).toEqual([]);
  });

  it('starts a new run where a label comes again', () => {
    const text = `Case 1: a.\n${block}Case 2: b.\n${block}Case 1: c.\n${block}Case 2: d.\n${block}`;
    const runs = [...partsOf(readLines(viewLines(segment(text)))).values()].map(({ run }) => run);
    expect(runs).toHaveLength(4);
    expect(new Set(runs).size).toBe(2);
  });

  it('takes the parts of a part for steps on its way', () => {
    const inner = `First term:\n${block}Second term:\n${block}`;
    expect(labels(`Case 1: a.\n${inner}Case 2: b.\n${inner}`)).toEqual(['1 case 1', '8 case 2']);
  });
});
