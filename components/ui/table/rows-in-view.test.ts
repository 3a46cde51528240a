import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { rowsInView, scrollTopFor } from './rows-in-view.ts';

const rows = { count: 1_000, height: 40, top: 200 };
const covered = { start: 88, end: 72 };

describe('the rows that are drawn', () => {
  test('are those in view and ten on each side', () => {
    expect(rowsInView(rows, { top: 4_200, height: 800 })).toEqual({ first: 90, last: 129 });
    expect(rowsInView(rows, { top: 0, height: 800 })).toEqual({ first: 0, last: 24 });
    expect(rowsInView(rows, { top: 40_000, height: 800 })).toEqual({ first: 985, last: 999 });
  });

  test('are all of a short table, and none of an empty one', () => {
    expect(rowsInView({ ...rows, count: 3 }, { top: 0, height: 800 })).toEqual({ first: 0, last: 2 });
    expect(rowsInView({ ...rows, count: 0 }, { top: 0, height: 800 })).toEqual({ first: 0, last: -1 });
  });

  test('never leave out one of which a pixel is in view', () => {
    fc.assert(
      fc.property(
        fc.record({ count: fc.nat(300), height: fc.integer({ min: 1, max: 200 }), top: fc.nat(1_000) }),
        fc.record({ top: fc.double({ min: -50, max: 70_000, noNaN: true }), height: fc.nat(2_000) }),
        (table, sight) => {
          const { first, last } = rowsInView(table, sight);
          for (let index = 0; index < table.count; index++) {
            const start = table.top + index * table.height;
            if (start < sight.top + sight.height && start + table.height > sight.top)
              expect(index >= first && index <= last).toBe(true);
          }
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeLessThan(Math.max(table.count, 1));
        },
      ),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('scrolling to a row', () => {
  const sight = { top: 4_000, height: 800 };

  test('leaves the page where nothing covers the row', () => {
    expect(scrollTopFor(100, rows, sight, covered)).toBe(4_000);
  });

  test('brings a row under the heads or above the window below the heads', () => {
    expect(scrollTopFor(97, rows, sight, covered)).toBe(200 + 97 * 40 - 88);
    expect(scrollTopFor(0, rows, sight, covered)).toBe(200 - 88);
  });

  test('brings a row under what covers the end, or below the window, above it', () => {
    expect(scrollTopFor(113, rows, sight, covered)).toBe(200 + 114 * 40 + 72 - 800);
    expect(scrollTopFor(500, rows, sight, covered)).toBe(200 + 501 * 40 + 72 - 800);
  });

  test('brings the end of the page with the last row', () => {
    expect(scrollTopFor(999, rows, sight, covered)).toBe(Number.POSITIVE_INFINITY);
  });
});
