import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agreementOf, KAPPA_FROM } from './agreement.ts';

type Row = Parameters<typeof agreementOf>[0][number];

const times = (count: number, row: Row): Row[] => Array.from({ length: count }, () => row);
const rowsOf = (a: number, b: number, c: number, d: number): Row[] => [
  ...times(a, { status: 'kept', review: 'accept' }),
  ...times(b, { status: 'kept', review: 'reject' }),
  ...times(c, { status: 'rejected', review: 'accept' }),
  ...times(d, { status: 'rejected', review: 'reject' }),
];

describe('agreementOf', () => {
  test('each pair of verdicts is counted; fixes and open ones are in no share', () => {
    const rows = [
      ...rowsOf(3, 1, 2, 4),
      ...times(5, { status: 'kept', review: 'fix' }),
      ...times(2, { status: 'kept', review: null }),
    ];
    expect(agreementOf(rows)).toMatchObject({
      keptAccepted: 3,
      keptRejected: 1,
      rejectedAccepted: 2,
      rejectedRejected: 4,
      fix: 5,
      n: 10,
      observed: 0.7,
    });
  });

  test('kappa of a table worked out by hand', () => {
    // p₀ = 35 ÷ 50; kept in 25, accepted in 30 of 50: pₑ = 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
    expect(agreementOf(rowsOf(20, 5, 10, 15)).kappa).toBeCloseTo(0.4, 12);
  });

  test('no kappa of few verdicts, nor where both sides always say the same', () => {
    expect(agreementOf(rowsOf(5, 4, 5, 5)).kappa).toBeNull();
    expect(agreementOf(rowsOf(KAPPA_FROM, 0, 0, 0)).kappa).toBeNull();
    expect(agreementOf([]).observed).toBeNull();
  });

  test('kappa is 1 only in full agreement, never above the share, and the same for both sides changed about', () => {
    const count = fc.nat({ max: 60 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        const { kappa, observed, n } = agreementOf(rowsOf(a, b, c, d));
        if (kappa === null || observed === null) return;
        expect(n).toBeGreaterThanOrEqual(KAPPA_FROM);
        expect(kappa).toBeLessThanOrEqual(observed + 1e-9);
        expect(kappa > 1 - 1e-9).toBe(b + c === 0);
        expect(agreementOf(rowsOf(a, c, b, d)).kappa).toBeCloseTo(kappa, 9);
      }),
    );
  });
});
