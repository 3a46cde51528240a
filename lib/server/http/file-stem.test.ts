import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileStem } from './file-stem.ts';

const named = (over: Partial<Parameters<typeof fileStem>[0]>) =>
  fileStem({ id: 'x7', title: null, sourceName: null, question: 'What is 1 + 1?', ...over });

describe('fileStem', () => {
  it.each([
    [{}, 'What-is-1-1-x7'],
    [{ title: 'Vier Zahlen: größer!' }, 'Vier-Zahlen-größer-x7'],
    [{ sourceName: 'a.zip/b/planner_trajectory_2.txt' }, 'planner_trajectory_2-x7'],
    [{ sourceName: 'results.csv#3' }, 'results-3-x7'],
    [{ title: '../../etc/passwd' }, 'etc-passwd-x7'],
    [{ title: '…' }, 'x7'],
    [{ title: 'CON' }, 'CON-x7'],
    [{ title: `${'a'.repeat(59)}😀b` }, `${'a'.repeat(59)}-x7`],
  ])('%j → %s', (over, stem) => {
    expect(named(over)).toBe(stem);
  });

  it('is harmless whatever the title', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 100 }), (points) => {
        const title = String.fromCodePoint(...points);
        const stem = named({ title });
        expect(stem).toMatch(/^[\p{L}\p{N}_-]+$/u);
        expect(stem.endsWith('x7')).toBe(true);
        expect(stem.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
