import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Step } from '#lib/contract/curation-record.ts';
import { segment } from '../segment.ts';
import { coverage } from '../source-text.ts';
import { dependByRules } from './depend-by-rules.ts';
import { extractByRules } from './extract-by-rules.ts';
import { readSteps } from './read-steps.ts';
import { createValueOrigins } from './value-origins.ts';

const sentence = fc.constantFrom(
  'Wait, let me double-check that.',
  'Alternatively, we can use symmetry.',
  'Case 1: x > 0.',
  'Case 2: x < 0.',
  'For n = 3:',
  'n=4: 12',
  'Similarly, for y.',
  'So 3 * 45 = 135.',
  'Let u = x - y.',
  "Yes, that's correct.",
  'That is wrong.',
  'Putting it together, we get \\boxed{7}.',
  '- an item',
  'The sum is:',
  '\\[ x^2 = 49 \\]',
  'def f(x): return x',
  'C’est vrai. 这是对的。',
  '</think>',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.tuple(sentence, fc.constantFrom(' ', '\n', '\n\n', '\n\n\n')), { maxLength: 80 })
    .map((pieces) => pieces.flat().join('')),
);

const rangesOf = ({ plan, execution, comment }: Step) => [...plan, ...execution, ...comment];

describe('any text', () => {
  it('is covered by its steps, each line once and in order', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const source = segment(raw);
        const steps = extractByRules(source);
        expect(coverage(source, steps)).toEqual({ lost: [], twice: [] });
        let next = 1;
        for (const { first, last } of steps.flatMap(rangesOf)) {
          expect(first).toBe(next);
          expect(last).toBeGreaterThanOrEqual(first);
          next = last + 1;
        }
        expect(steps.length > 0).toBe(source.lines.length > 0);
        for (const step of steps) {
          expect(rangesOf(step).length).toBeGreaterThan(0);
          expect(step.prompt !== '').toBe(step.execution.length > 0);
          expect(step.description).not.toBe('');
          if (raw.isWellFormed()) expect((step.description + step.prompt).isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has parents that stand before their step, and so no cycle', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const source = segment(raw);
        const steps = extractByRules(source);
        const parents = dependByRules(source, steps);
        const places = new Map(steps.map(({ id }, index) => [id, index]));
        expect(Object.keys(parents).sort()).toEqual([...places.keys()].sort());
        for (const [id, ids] of Object.entries(parents)) {
          expect(new Set(ids).size).toBe(ids.length);
          for (const parent of ids) expect(places.get(parent)).toBeLessThan(places.get(id) ?? 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has the finder of every value that a step uses before that step', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const source = segment(raw);
        const steps = extractByRules(source);
        const parents = dependByRules(source, steps);
        const places = new Map(steps.map(({ id }, index) => [id, index]));
        const ancestors: Set<number>[] = [];
        const valueOrigins = createValueOrigins();
        readSteps(source, steps).forEach((read, index) => {
          const own = (parents[steps[index]?.id ?? ''] ?? []).map((id) => places.get(id) ?? 0);
          ancestors.push(new Set(own.flatMap((parent) => [parent, ...(ancestors[parent] ?? [])])));
          for (const origin of valueOrigins.add(index, read).sources)
            if (origin < index) expect(ancestors[index]).toContain(origin);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('comes out alike each time', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const source = segment(raw);
        expect(extractByRules(segment(raw))).toEqual(extractByRules(source));
      }),
      { numRuns: 50 },
    );
  });
});

const blocks = {
  'a check after each sum': 'So 3 * 45 = 135.\n\nWait, let me double-check that. 3 * 45 = 135. Yes.\n\n',
  methods: 'Alternatively, use x.\n\nThen 2 + 3 = 5 and 17 * 8 = 136. Good.\n\n',
  cases: 'Case 1: x.\nA thing.\nAnother.\nCase 2: y.\nA thing.\nAnother.\n',
  'the same for others': 'Similarly, for this one. It is 4. It is large. It is red.\n\n',
  'lines without a marker': 'Die Katze schläft.\n',
  conclusions: 'So both methods give 12. I am sure of that. It is 12. Good.\n\n',
};

describe('time', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Patterns tried, lines read and edges drawn for `count` blocks: they make up the time. */
  function work(block: string, count: number): number {
    const source = segment(block.repeat(count));
    const tried = vi.spyOn(RegExp.prototype, 'exec');
    let reads = 0;
    const lines = new Proxy(source.lines, {
      get(target, key, receiver) {
        reads++;
        return Reflect.get(target, key, receiver);
      },
    });
    const steps = extractByRules({ text: source.text, lines });
    const parents = dependByRules({ text: source.text, lines }, steps);
    const calls = tried.mock.calls.length;
    tried.mockRestore();
    return calls + reads + Object.values(parents).flat().length;
  }

  it.each(Object.entries(blocks))('grows as the text does: %s', (_, block) => {
    const once = work(block, 40);
    expect(work(block, 160)).toBeLessThan(4.4 * once);
  });

  it('is bounded by the beginning of a sentence, however long', () => {
    const words = 'So 3 times 4 is 12 and x = 3 + 4 holds and ';
    expect(work(words, 20_000)).toBeLessThan(1.1 * work(words, 2_000));
  });
});

describe('texts of any size', () => {
  it('takes a sentence of a megabyte for one step', () => {
    const source = segment('word '.repeat(200_000));
    const steps = extractByRules(source);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.description.length).toBeLessThan(100);
    expect(dependByRules(source, steps)).toEqual({ s1: [] });
  });

  it('takes 20,000 lines', () => {
    const source = segment('So x = 3 + 4 = 7.\n'.repeat(20_000));
    const steps = extractByRules(source);
    expect(coverage(source, steps)).toEqual({ lost: [], twice: [] });
    expect(Object.keys(dependByRules(source, steps))).toHaveLength(steps.length);
  });
});
