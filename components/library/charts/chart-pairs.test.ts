import { describe, expect, it } from 'vitest';
import { libraryRow, tokensOf } from '#components/api/testing/library-rows.ts';
import { binMeans } from './chart-bins.ts';
import { averaged, type PairsChartOptions, pairMeans, pairsChart } from './chart-pairs.ts';

const plain: PairsChartOptions = { definition: 'authors', control: false, tokenizer: null };

const sprint = (pairId: string, tokens: number, values = {}) =>
  libraryRow({ pairId, sequentialTokens: tokensOf(tokens), totalTokens: tokens, ...values });
const sequential = (pairId: string, tokens: number, values = {}) =>
  sprint(pairId, tokens, { strategy: 'sequential', model: 'rft-7b', ...values });

describe('pairs chart', () => {
  it('x is the sequential run’s tokens, y = 1 − SPRINT’s sequential tokens ÷ x, by hand', () => {
    const { points } = pairsChart(
      [sprint('p', 750), sequential('p', 1000), sprint('q', 1500), sequential('q', 1200)],
      plain,
    );
    expect(points.map(({ x, y }) => [x, y])).toEqual([
      [1000, 0.25],
      [1200, -0.25],
    ]);
    // (1000 + 1200) / 2 = 1100 and (750 + 1500) / 2 = 1125.
    expect(pairMeans(points, 'authors')).toEqual({
      sequentialTokens: 1100,
      sprintTokens: 1125,
      reductionOfMeans: 1 - 1125 / 1100,
      meanReduction: 0,
    });
  });

  it('counts by the definition asked for', () => {
    const counts = { authors: 800, paper: 700, 'with-tags': 900, barrier: 850 };
    const rows = [sprint('p', 0, { sequentialTokens: counts }), sequential('p', 1000)];
    const y = (definition: PairsChartOptions['definition']) =>
      pairsChart(rows, { ...plain, definition }).points[0]?.y;
    expect(
      [y('authors'), y('paper'), y('with-tags'), y('barrier')].map((value) => value?.toFixed(2)),
    ).toEqual(['0.20', '0.30', '0.10', '0.15']);
  });

  it('divides by the first sequential sample and, as a control, takes x from the others', () => {
    const rows = [
      sprint('p', 600),
      sequential('p', 1000, { createdAt: '2026-11-01' }),
      sequential('p', 700, { createdAt: '2026-11-02' }),
      sequential('p', 900, { createdAt: '2026-11-03' }),
      sprint('q', 500),
      sequential('q', 1000),
    ];
    const own = pairsChart(rows, plain);
    expect(own.points.map(({ x, y }) => [x, y])).toEqual([
      [1000, 0.4],
      [1000, 0.5],
    ]);
    expect(own.withControl).toBe(1);
    const control = pairsChart(rows, { ...plain, control: true });
    expect(control.points.map(({ x, y }) => [x, y])).toEqual([[800, 0.4]]);
    expect(control.leftOut.withoutControl).toBe(1);
  });

  it('a second sample of another model is another point, no control', () => {
    const rows = [sprint('p', 500), sequential('p', 1000), sequential('p', 2000, { model: 'base-7b' })];
    const chart = pairsChart(rows, plain);
    expect(chart.points.map(({ sequential, y }) => [sequential.model, y])).toEqual([
      ['rft-7b', 0.5],
      ['base-7b', 0.75],
    ]);
    expect(chart.withControl).toBe(0);
    expect(chart.pairs).toBe(1);
  });

  it('leaves out what did not end as done, on either side: a run that was cut would pass for a short one', () => {
    const rows = [
      sprint('p', 500, { status: 'truncated' }),
      sequential('p', 1000),
      sprint('q', 500),
      sequential('q', 100, { status: 'truncated' }),
    ];
    const chart = pairsChart(rows, plain);
    expect(chart.points).toEqual([]);
    expect(chart.leftOut.unfinished).toBe(2);
  });

  it('never divides counts of two tokenizers, nor shows two beside each other', () => {
    const o200k = { tokenizer: 'o200k' };
    const rows = [
      sprint('p', 500),
      sequential('p', 1000),
      sprint('q', 500),
      sequential('q', 1000),
      sprint('r', 500, o200k),
      sequential('r', 1000, o200k),
      sprint('s', 500, o200k),
      sequential('s', 1000),
    ];
    const chart = pairsChart(rows, plain);
    expect(chart).toMatchObject({ tokenizer: 'qwen3', tokenizers: ['qwen3', 'o200k'] });
    expect(chart.points).toHaveLength(2);
    expect(chart.leftOut).toMatchObject({ mixedTokenizers: 1, otherTokenizer: 1 });
    expect(pairsChart(rows, { ...plain, tokenizer: 'o200k' }).points).toHaveLength(1);
  });

  it('a group of one strategy is no pair', () => {
    expect(pairsChart([sprint('p', 1), sprint('p', 2), sequential('q', 3)], plain)).toMatchObject({
      pairs: 0,
      points: [],
    });
  });
});

describe('binned means', () => {
  it('hold each point once, about as many in each, in order of x', () => {
    const points = Array.from({ length: 23 }, (_, index) => ({ x: (index * 7) % 23, y: index }));
    const bins = binMeans(points);
    expect(bins.map(({ count }) => count)).toEqual([7, 8, 8]);
    expect(bins.map(({ fromX, toX }) => [fromX, toX])).toEqual([
      [0, 6],
      [7, 14],
      [15, 22],
    ]);
    expect(bins[0]?.meanX).toBe(3);
  });

  it('have a standard error, by hand', () => {
    const points = Array.from({ length: 12 }, (_, x) => ({ x, y: x % 2 }));
    // Three times 0 and 1: variance 0.3, by 6 values.
    expect(binMeans(points)[0]?.errorY).toBeCloseTo(Math.sqrt(0.3 / 6));
  });

  it('are none of fewer than twelve points, and never more than eight', () => {
    const points = (count: number) => Array.from({ length: count }, (_, x) => ({ x, y: 0 }));
    expect(binMeans(points(11))).toEqual([]);
    expect(binMeans(points(2000))).toHaveLength(8);
  });
});

it('the rule-based built-in is in no mean, unless there is nothing else', () => {
  const toys = [sprint('t', 100, { ruleBased: true }), sequential('t', 1000, { ruleBased: true })];
  const both = pairsChart([...toys, sprint('p', 500), sequential('p', 1000)], plain);
  expect(both.points).toHaveLength(2);
  expect(averaged(both.points).map(({ y }) => y)).toEqual([0.5]);
  expect(averaged(pairsChart(toys, plain).points)).toHaveLength(1);
});
