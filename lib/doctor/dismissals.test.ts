import { describe, expect, it } from 'vitest';
import type { Finding } from '#lib/contract/findings.ts';
import { findingQuote, isDismissed, undismissed } from './dismissals.ts';
import { traceOf } from './testing/trace-of.ts';
import { transcript } from './testing/transcript.ts';

const stream = 'execution:1.1' as const;
const state = await traceOf(
  transcript([{ plan: '[Add.] [Count.]', executions: ['It is 12. '.repeat(60), '12.'] }]),
);
const finding = (over: Partial<Finding> = {}): Finding => ({
  ...{ code: 'sibling-result', kind: 'leak', severity: 'error', certainty: 'likely', explanation: '' },
  places: [{ stream, offset: 0, end: 9 }],
  ...over,
});

describe('findingQuote', () => {
  it('is what stands at the first place, at most 400 characters', () => {
    expect(findingQuote(state, finding({ places: [{ stream, offset: 0, end: 9 }] }))).toBe('It is 12.');
    expect(findingQuote(state, finding({ places: [{ stream, offset: 0, end: 1e6 }] }))).toHaveLength(400);
    const without: Finding['places'][] = [
      [],
      [{ stage: 1 }],
      [{ stream }],
      [{ stream: 'execution:9.9', offset: 0, end: 4 }],
    ];
    for (const places of without) expect(findingQuote(state, finding({ places }))).toBe('');
  });
});

describe('isDismissed', () => {
  const dismissal = {
    code: 'sibling-result',
    place: { stream, offset: 40, end: 49 },
    quote: 'so  it is\n12',
  };

  it('knows a finding again by check, piece and words, wherever they stand and however they are spaced', () => {
    expect(isDismissed(finding(), 'so it is 12', [dismissal])).toBe(true);
    expect(isDismissed(finding(), 'so it is 13', [dismissal])).toBe(false);
    expect(isDismissed(finding({ code: 'overreach' }), 'so it is 12', [dismissal])).toBe(false);
    const elsewhere = finding({ places: [{ stream: 'execution:1.2', offset: 0, end: 9 }] });
    expect(isDismissed(elsewhere, 'so it is 12', [dismissal])).toBe(false);
  });

  it('of what has no words, piece or stage decide', () => {
    const whole = { code: 'one-prompt', place: { stage: 2 }, quote: '' };
    expect(isDismissed(finding({ code: 'one-prompt', places: [{ stage: 2 }] }), '', [whole])).toBe(true);
    expect(isDismissed(finding({ code: 'one-prompt', places: [{ stage: 3 }] }), '', [whole])).toBe(false);
    expect(isDismissed(finding({ code: 'low-ratio', places: [] }), '', [{ ...whole, place: {} }])).toBe(
      false,
    );
  });

  it('leaves the others', () => {
    const other = finding({ code: 'overreach' });
    const quote = findingQuote(state, finding());
    expect(undismissed(state, [finding(), other], [{ ...dismissal, quote }])).toEqual([other]);
    expect(undismissed(state, [finding(), other], [])).toHaveLength(2);
  });
});
