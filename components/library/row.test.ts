import { describe, expect, it } from 'vitest';
import { libraryRow, tokensOf } from '#components/api/testing/library-rows.ts';
import { aboutMark, readRows } from './row.ts';

describe('rows under a reading', () => {
  const shared = libraryRow({
    totalTokens: 90,
    sequentialTokens: tokensOf(80),
    visible: { totalTokens: 30, sequentialTokens: tokensOf(20)! },
    isEstimate: true,
  });

  it('a number that was shared out is marked where thinking counts, and only there', () => {
    expect(aboutMark(shared)).toBe('≈');
    const [visible] = readRows([shared], 'visible');
    expect(visible).toMatchObject({ totalTokens: 30, sequentialTokens: tokensOf(20) });
    expect(visible && aboutMark(visible)).toBe('');
  });

  it('what runs, or was cut before it was counted, is an estimate under both', () => {
    for (const status of ['running', 'interrupted'] as const) {
      const [visible] = readRows([{ ...shared, status }], 'visible');
      expect(visible && aboutMark(visible)).toBe('≈');
    }
  });

  it('a row that has no visible numbers has none', () => {
    const [row] = readRows([libraryRow({ totalTokens: 90 })], 'visible');
    expect(row).toMatchObject({ totalTokens: null, sequentialTokens: null });
  });
});
