import { describe, expect, it } from 'vitest';
import { findingsOf } from './findings.ts';

const keys = (map: ReadonlyMap<string, number>): string[] => [...map.keys()];

describe('what a text finds and uses', () => {
  it('finds what an equation comes to, and uses what it reckons with', () => {
    const { found, used } = findingsOf('x + 250 = 375');
    expect(keys(found)).toEqual(['375']);
    expect(keys(used)).toEqual(['250', 'x+250']);
  });

  it('finds what a sentence says after its reckoning', () => {
    expect(keys(findingsOf('48 times 25 is 1200.').found)).toContain('1200');
    expect(keys(findingsOf('So we get 137 of them.').found)).toContain('137');
  });

  it('states what a sentence says without one', () => {
    const { stated, found } = findingsOf('The side BE is 137 cm.');
    expect(keys(stated)).toEqual(['137']);
    expect(keys(found)).toEqual([]);
  });

  it('finds again what it reckons from numbers alone', () => {
    const { used, found } = findingsOf('345 * 400 = 138000');
    expect(keys(found)).toEqual(expect.arrayContaining(['345*400', '138000']));
    expect(keys(used)).toEqual(['345', '400']);
  });

  it('counts what it found itself as its own', () => {
    expect(keys(findingsOf('25 * 3 = 75. Then 75 + 250 = 325.').used)).toEqual(['25', '250']);
  });

  it('knows the names it gives and those it takes', () => {
    const { defined, names } = findingsOf('Let u = x - y. Then u + v = 3.');
    expect([...defined]).toEqual(['u']);
    expect([...names].sort()).toEqual(['v', 'x', 'y']);
  });

  it('takes products of letters apart, but neither functions nor points', () => {
    const { names } = findingsOf('xy + sin(z) = AB');
    expect([...names].sort()).toEqual(['x', 'y', 'z']);
    expect([...findingsOf('Factor out -4(x - y).').names].sort()).toEqual(['x', 'y']);
  });

  it('leaves out what any two texts may say', () => {
    const { used, found, results } = findingsOf('2 + 3 = 5 and x - y = 4');
    expect(keys(used)).toEqual([]);
    expect(keys(found)).toEqual(['2+3']);
    expect([...results]).toEqual(['2+3', '5', '4']);
  });
});
