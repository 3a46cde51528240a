import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '#lib/curation/edits/apply-edit.ts';
import { decompositions, stepOf } from '#lib/curation/testing/random-edits.ts';
import { boundaryEdit, boundaryLimits } from './line-boundary.ts';
import { lineRuns, placeWords, runAt } from './line-places.ts';
import { sourceRows } from './source-rows.ts';

const steps = [
  stepOf('a', { plan: [1, 3], execution: [4, 6] }),
  stepOf('b', { plan: [9, 10], comment: [11, 12] }),
];
const runs = lineRuns(14, steps);

describe('the lines of a source', () => {
  it('are runs without gaps, lost lines among them, that any line is found in', () => {
    fc.assert(
      fc.property(decompositions, ({ source, decomposition }) => {
        const all = lineRuns(source.lines.length, decomposition.steps);
        expect(
          all.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at)),
        ).toEqual(source.lines.map((_, index) => index + 1));
        for (let line = 1; line <= source.lines.length; line++) {
          const run = runAt(all, line);
          expect(run && run.first <= line && line <= run.last).toBe(true);
        }
        expect(runAt(all, 0)).toBeNull();
        expect(runAt(all, source.lines.length + 1)).toBeNull();
      }),
    );
  });

  it('used twice name both places', () => {
    const twice = lineRuns(6, [stepOf('a', { plan: [1, 4] }), stepOf('b', { execution: [4, 6] })]);
    expect(placeWords(runAt(twice, 4)?.places ?? [])).toBe('plan of step 1 and execution of step 2');
  });
});

describe('a boundary', () => {
  it('gives the lines it passes to the part that it comes from', () => {
    expect(boundaryEdit(runs, 3, 5)).toEqual({
      type: 'assign-lines',
      first: 4,
      last: 5,
      step: 'a',
      part: 'plan',
    });
    expect(boundaryEdit(runs, 3, 1)).toEqual({
      type: 'assign-lines',
      first: 2,
      last: 3,
      step: 'a',
      part: 'execution',
    });
    expect(boundaryEdit(runs, 8, 7)).toEqual({
      type: 'assign-lines',
      first: 8,
      last: 8,
      step: 'b',
      part: 'plan',
    });
  });

  it('of lost lines drops what it passes', () => {
    expect(boundaryEdit(runs, 8, 9)).toEqual({ type: 'drop-lines', first: 9, last: 9 });
  });

  it('leaves every part a line, but lost lines may all be taken', () => {
    expect(boundaryLimits(runs, 6)).toEqual({ from: 4, to: 8 });
    expect(boundaryLimits(runs, 8)).toEqual({ from: 6, to: 9 });
    expect(boundaryLimits(runs, 10)).toEqual({ from: 9, to: 11 });
    expect(boundaryLimits(runs, 5)).toBeNull();
    expect(boundaryEdit(runs, 6, 3)).toBeNull();
    expect(boundaryEdit(runs, 6, 9)).toBeNull();
    expect(boundaryEdit(runs, 6, 6)).toBeNull();
    expect(boundaryEdit(runs, 14, 13)).toBeNull();
  });

  it('runs where it was put, in any decomposition', () => {
    fc.assert(
      fc.property(decompositions, fc.nat(60), fc.nat(60), ({ source, decomposition }, a, b) => {
        const all = lineRuns(source.lines.length, decomposition.steps);
        const boundary = 1 + (a % source.lines.length);
        const limits = boundaryLimits(all, boundary);
        if (!limits) return;
        const to = limits.from + (b % (limits.to - limits.from + 1));
        const edit = boundaryEdit(all, boundary, to);
        expect(edit === null).toBe(to === boundary);
        if (!edit) return;
        const result = applyEdit(source, decomposition, edit);
        if ('refused' in result) {
          expect(result.refused.code).toBe('order');
          return;
        }
        const moved = lineRuns(source.lines.length, result.decomposition.steps);
        const taker = to > boundary ? boundary : boundary + 1;
        const place = (line: number, of: typeof all) => placeWords(runAt(of, line)?.places.slice(0, 1) ?? []);
        for (let line = Math.min(boundary, to) + 1; line <= Math.max(boundary, to); line++)
          expect(place(line, moved)).toBe(place(taker, moved));
      }),
    );
  });
});

describe('the rows of a source', () => {
  const rows = sourceRows(runs, steps);

  it('are all lines in order, the head of a step before its first and its prompt before its execution', () => {
    expect(rows.map(({ kind, line }) => (kind === 'line' ? line : `${kind} ${line}`))).toEqual([
      'step 1',
      1,
      2,
      3,
      'prompt 4',
      4,
      5,
      6,
      7,
      8,
      'step 9',
      9,
      10,
      11,
      12,
      13,
      14,
    ]);
  });

  it('have each boundary once, on the first row after it', () => {
    expect(
      rows.filter(({ boundary }) => boundary !== null).map(({ key, boundary }) => [key, boundary]),
    ).toEqual([
      ['prompt a', 3],
      ['line 7', 6],
      ['step b', 8],
      ['line 11', 10],
      ['line 13', 12],
    ]);
  });
});
