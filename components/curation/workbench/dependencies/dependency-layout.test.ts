import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack } from '#lib/curation/pack.ts';
import { edgeId, layoutDependencies, NODE, routePath } from './dependency-layout.ts';
import { type PlacedStep, rowsOfSteps } from './dependency-rows.ts';
import { separate } from './separate.ts';

/** Steps as packing produces them: parents are earlier, stages follow from them. */
const steps = fc
  .array(fc.record({ executes: fc.boolean(), parents: fc.array(fc.nat(40), { maxLength: 4 }) }), {
    maxLength: 40,
  })
  .map((drawn): PlacedStep[] => {
    const nodes = drawn.map(({ executes, parents }, at) => ({
      executes,
      parents: at === 0 ? [] : [...new Set(parents.map((parent) => parent % at))].sort((a, b) => a - b),
    }));
    const stages = pack(nodes);
    return nodes.map(({ parents }, at) => ({
      id: `s${at + 1}`,
      number: at + 1,
      stage: stages[at] ?? 1,
      parents: parents.map((parent) => parent + 1),
    }));
  });
const drawn = fc.tuple(steps, fc.integer({ min: 1, max: 6 }));

describe('rows', () => {
  test('every step stands once, below all that it needs, in the order of the source within its row', () => {
    fc.assert(
      fc.property(drawn, ([given, perRow]) => {
        const rows = rowsOfSteps(given, perRow);
        const rowOf = new Map(rows.flatMap((row, index) => row.steps.map((step) => [step.number, index])));
        expect(rowOf.size).toBe(given.length);
        for (const { number, parents } of given)
          for (const parent of parents) expect(rowOf.get(parent)).toBeLessThan(rowOf.get(number) ?? -1);
        for (const row of rows) {
          expect(row.steps.length).toBeLessThanOrEqual(perRow);
          expect(row.steps.every(({ stage }) => stage === row.stage)).toBe(true);
          const numbers = row.steps.map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
        expect(rows.map(({ stage }) => stage)).toEqual(
          rows.map(({ stage }) => stage).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  test('four steps with room for three are two and two', () => {
    const four = [1, 2, 3, 4].map((number) => ({ id: `${number}`, number, stage: 1, parents: [] }));
    expect(rowsOfSteps(four, 3).map((row) => row.steps.length)).toEqual([2, 2]);
  });
});

describe('places', () => {
  test('no two steps overlap, each is inside of its stage’s band and of the bounds, bands follow one another', () => {
    fc.assert(
      fc.property(drawn, ([given, perRow]) => {
        const { boxes, bands, bounds } = layoutDependencies(given, perRow);
        const all = given.map((step) => ({ step, box: boxes.get(step.id) }));
        for (const { step, box } of all) {
          const band = bands.find(({ stage }) => stage === step.stage);
          if (!box || !band) throw new Error('no place');
          expect(box.y).toBeGreaterThan(band.y);
          expect(box.y + box.height).toBeLessThan(band.y + band.height);
          expect(box.x).toBeGreaterThanOrEqual(bounds.x);
          expect(box.x + box.width).toBeLessThanOrEqual(bounds.x + bounds.width);
          for (const { step: other, box: beside } of all) {
            if (!beside || other === step || beside.y !== box.y) continue;
            expect(Math.abs(beside.x - box.x)).toBeGreaterThan(NODE.width);
          }
        }
        bands.slice(1).forEach((band, at) => {
          const before = bands[at];
          expect(band.y).toBeGreaterThanOrEqual((before?.y ?? 0) + (before?.height ?? 0));
        });
      }),
    );
  });

  test('an edge leads from the bottom of what is needed to the top of what needs it, through no step', () => {
    fc.assert(
      fc.property(drawn, ([given, perRow]) => {
        const { boxes, routes } = layoutDependencies(given, perRow);
        for (const step of given) {
          for (const number of step.parents) {
            const parent = given[number - 1];
            const route = routes.get(edgeId(parent?.id ?? '', step.id));
            const [from, to] = [boxes.get(parent?.id ?? ''), boxes.get(step.id)];
            if (!route || !from || !to) throw new Error('no route');
            expect(Math.abs((route[0] ?? 0) - (from.x + NODE.width / 2))).toBeLessThanOrEqual(1);
            expect(route[1]).toBe(from.y + NODE.height);
            expect(Math.abs((route.at(-2) ?? 0) - (to.x + NODE.width / 2))).toBeLessThanOrEqual(1);
            expect(route.at(-1)).toBe(to.y);
            for (let at = 1; at < route.length - 2; at += 2)
              expect(route[at + 2]).toBeGreaterThan(route[at] ?? Number.POSITIVE_INFINITY);
            // Inside the rows that it passes, the route goes straight down, between the steps.
            for (let at = 2; at < route.length - 2; at += 4) {
              const [x = 0, top = 0] = [route[at], route[at + 1]];
              for (const box of boxes.values())
                if (box.y > top && box.y < top + NODE.height)
                  expect(x <= box.x || x >= box.x + box.width).toBe(true);
            }
          }
        }
      }),
    );
  });

  test('the edges of one step that pass a row share one trunk', () => {
    const chain = [1, 2, 3, 4, 5].map((number) => ({
      id: `${number}`,
      number,
      stage: number,
      parents: number === 1 ? [] : [...new Set([1, number - 1])],
    }));
    const { routes } = layoutDependencies(chain, 3);
    expect(routes.get(edgeId('1', '5'))?.slice(0, 10)).toEqual(routes.get(edgeId('1', '4'))?.slice(0, 10));
  });

  test('what has no parents and no children does not move with a longer trace around it', () => {
    expect(layoutDependencies([], 3)).toMatchObject({ bounds: { width: 0, height: 0 }, bands: [] });
  });
});

test('separate keeps order and room, moves nothing that has room, and shares a shift between neighbours', () => {
  const half = 5;
  expect(
    separate([
      { at: 0, weight: 1, half },
      { at: 30, weight: 1, half },
    ]),
  ).toEqual([0, 30]);
  expect(
    separate([
      { at: 0, weight: 1, half },
      { at: 0, weight: 1, half },
    ]),
  ).toEqual([-5, 5]);
  expect(
    separate([
      { at: 0, weight: 3, half },
      { at: 0, weight: 1, half },
    ]),
  ).toEqual([-2.5, 7.5]);
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ at: fc.integer({ min: -200, max: 200 }), weight: fc.integer({ min: 1, max: 4 }) }),
      ),
      (wishes) => {
        const places = separate(wishes.map((wish) => ({ ...wish, half })));
        places.slice(1).forEach((place, at) => {
          expect(place - (places[at] ?? 0)).toBeGreaterThanOrEqual(2 * half - 1e-6);
        });
      },
    ),
  );
});

test('a route is drawn straight where it goes straight down', () => {
  expect(routePath([10, 0, 10, 40])).toBe('M10 0V40');
  expect(routePath([0, 0, 20, 40])).toBe('M0 0C0 20 20 20 20 40');
});
