import { describe, expect, it } from 'vitest';
import { formatAge, formatCount, formatDuration, formatInteger, formatShare } from './format.ts';

describe('formats', () => {
  it('groups thousands', () => {
    expect(formatInteger(1204)).toBe('1,204');
    expect(formatCount(1, 'prompt')).toBe('1 prompt');
    expect(formatCount(2300, 'reply', 'replies')).toBe('2,300 replies');
  });

  it.each([
    [310, '0.31 s'],
    [12_640, '12.6 s'],
    [99_960, '1 min 40 s'],
    [125_000, '2 min 05 s'],
    [119_700, '2 min 00 s'],
  ])('writes a duration of %i ms with its unit', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it('writes shares as whole percent, with a real minus', () => {
    expect(formatShare(0.354)).toBe('35 %');
    expect(formatShare(-0.05)).toBe('−5 %');
  });

  it.each([
    [30_000, 'just now'],
    [-5_000, 'just now'],
    [5 * 60_000, '5 min ago'],
    [3 * 3_600_000, '3 h ago'],
    [2 * 86_400_000, '2 d ago'],
    [20 * 86_400_000, '2026-11-03'],
  ])('writes an age of %i ms', (age, text) => {
    const now = Date.UTC(2026, 10, 23);
    expect(formatAge(now - age, now)).toBe(text);
  });
});
