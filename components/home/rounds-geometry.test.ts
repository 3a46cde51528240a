import { describe, expect, it } from 'vitest';
import { roundsShape } from './rounds-geometry.ts';

const size = { height: 40, planLength: 10, curveLength: 8, branchLength: 6, branchDistance: 9, margin: 4 };

describe('roundsShape', () => {
  it('draws one branch per prompt, spread evenly around the middle', () => {
    const [round] = roundsShape([3], size).rounds;
    expect(round?.branches.map((branch) => branch.y)).toEqual([11, 20, 29]);
  });

  it('moves many branches closer so that they stay inside the margins', () => {
    const branches = roundsShape([9], size).rounds[0]?.branches ?? [];
    expect(branches[0]?.y).toBeCloseTo(size.margin);
    expect(branches.at(-1)?.y).toBeCloseTo(size.height - size.margin);
  });

  it('starts each round at the join of the one before', () => {
    const { rounds } = roundsShape([3, 1, 2], size);
    expect(rounds[1]?.planStart).toBe(rounds[0]?.join.x);
    expect(rounds[2]?.planStart).toBe(rounds[1]?.join.x);
  });

  it('gives a plan-only stage a plan and no branches', () => {
    const [round] = roundsShape([0], size).rounds;
    expect(round?.branches).toEqual([]);
    expect(round?.join).toEqual(round?.fork);
  });

  it('is an empty line for a trace without stages', () => {
    const shape = roundsShape([], size);
    expect(shape.rounds).toEqual([]);
    expect(shape.end.x).toBe(shape.start.x + size.planLength);
  });
});
