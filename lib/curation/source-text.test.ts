import { describe, expect, test } from 'vitest';
import type { Step } from '#lib/contract/curation-record.ts';
import { segment } from './segment.ts';
import { coverage, textOf } from './source-text.ts';

const source = segment('One here.  Two here.\n\nThree here.\nFour here. Five here.');

describe('the text of lines', () => {
  test('keeps the white space between neighbouring lines, also where their ranges touch', () => {
    expect(textOf(source, [{ first: 1, last: 3 }])).toBe('One here.  Two here.\n\nThree here.');
    expect(
      textOf(source, [
        { first: 1, last: 2 },
        { first: 3, last: 3 },
      ]),
    ).toBe('One here.  Two here.\n\nThree here.');
  });

  test('joins ranges that do not touch by a line break', () => {
    expect(
      textOf(source, [
        { first: 1, last: 1 },
        { first: 4, last: 5 },
      ]),
    ).toBe('One here.\nFour here. Five here.');
  });

  test('has nothing for missing lines and for lines beyond the last', () => {
    const gaps = {
      text: 'One. Three.',
      lines: [
        { start: 0, end: 4 },
        { start: 4, end: 4, missing: true as const },
        { start: 5, end: 11 },
      ],
    };
    expect(textOf(gaps, [{ first: 2, last: 2 }])).toBe('');
    expect(textOf(gaps, [{ first: 1, last: 3 }])).toBe('One. Three.');
    expect(textOf(gaps, [{ first: 2, last: 9 }])).toBe('Three.');
    expect(textOf(gaps, [{ first: 7, last: 9 }])).toBe('');
    expect(textOf(gaps, [])).toBe('');
  });
});

describe('coverage', () => {
  const step = (id: string, lines: Partial<Pick<Step, 'plan' | 'execution' | 'comment'>>): Step => ({
    id,
    description: '',
    prompt: '',
    plan: [],
    execution: [],
    comment: [],
    planOnly: 'by-rule',
    ...lines,
  });

  test('tells the lines that no step has and those that stand twice, of one step too', () => {
    const steps = [
      step('a', { plan: [{ first: 1, last: 2 }], execution: [{ first: 2, last: 2 }] }),
      step('b', { comment: [{ first: 4, last: 4 }] }),
    ];
    expect(coverage(source, steps)).toEqual({
      lost: [
        { first: 3, last: 3 },
        { first: 5, last: 5 },
      ],
      twice: [{ first: 2, last: 2 }],
    });
  });

  test('takes ranges beyond the trace as far as it goes', () => {
    expect(coverage(source, [step('a', { plan: [{ first: 0, last: 4_000_000_000 }] })])).toEqual({
      lost: [],
      twice: [],
    });
    expect(coverage(source, [])).toEqual({ lost: [{ first: 1, last: 5 }], twice: [] });
  });
});
