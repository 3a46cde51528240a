import { type Selection, select, selection } from 'd3-selection';
import 'd3-transition';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';

/** As d3-zoom and React Flow use it. */
interface Animated {
  on(names: string, listener: () => void): Animated;
  tween(name: string, make: () => (t: number) => void): Animated;
  duration(ms: number): Animated;
  ease(ease: (t: number) => number): Animated;
}
interface Methods {
  transition(this: Selection<Element, unknown, null, undefined>): Animated;
  interrupt(this: Selection<Element, unknown, null, undefined>): unknown;
}
const methods = (): Methods => {
  const { transition, interrupt } = selection.prototype as unknown as Methods;
  return { transition, interrupt };
};

/** d3-timer's frame where there is no window. */
const FRAME_MS = 17;
const theirs = methods();
let ours: Methods;

beforeAll(async () => {
  await import('./viewport-transition.ts');
  ours = methods();
  Object.assign(selection.prototype, theirs);
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  // d3-timer keeps the clock that it found first.
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
  vi.stubGlobal('requestAnimationFrame', (step: (now: number) => void) =>
    setTimeout(() => step(performance.now()), FRAME_MS),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
  return () => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  };
});
afterAll(() => void Object.assign(selection.prototype, theirs));

type Act = { readonly wait: number } | { readonly go: number; readonly linear: boolean } | 'interrupt';
const waits = fc.record({ wait: fc.integer({ min: 1, max: 20 }) });
const goes = fc.record({ go: fc.integer({ min: 1, max: 500 }), linear: fc.boolean() });

/** All that happens to an element, in order, with the progress of each step. */
function told({ transition, interrupt }: Methods, acts: readonly Act[]): string[] {
  const log: string[] = [];
  const element = select<Element, unknown>({} as Element) as Selection<Element, unknown, null, undefined>;
  acts.forEach((act, number) => {
    if (act === 'interrupt') interrupt.call(element);
    else if ('wait' in act) vi.advanceTimersByTime(act.wait * FRAME_MS);
    else {
      const animated = transition.call(element).duration(act.go);
      if (act.linear) animated.ease((t) => t);
      animated
        .on('end', () => log.push(`${number} is over`))
        .on('start.zoom', () => log.push(`${number} starts`))
        .on('interrupt.zoom end.zoom', () => log.push(`${number} leaves`))
        .tween('zoom', () => (t) => log.push(`${number} at ${t.toFixed(9)}`));
    }
  });
  vi.advanceTimersByTime(2_000);
  return log;
}

test('steps in each frame from the first on, and ends with a whole', () => {
  expect(told(ours, [{ go: 2 * FRAME_MS, linear: true }])).toEqual([
    '0 starts',
    '0 at 0.500000000',
    '0 at 1.000000000',
    '0 is over',
    '0 leaves',
  ]);
});

test('the later takes over; what has not started leaves without a word', () => {
  const go = { go: 400, linear: true };
  const log = told(ours, [go, { wait: 3 }, go, { wait: 2 }, 'interrupt', go, 'interrupt']);
  expect(log.filter((words) => !words.includes(' at '))).toEqual([
    '0 starts',
    '0 leaves',
    '2 starts',
    '2 leaves',
  ]);
});

test('tells the same as d3-transition, whatever comes while it goes on', () => {
  // Of two that are asked for in one frame, the second's first step is at nought there, here where its time stands.
  const acts = fc
    .array(fc.oneof(waits, fc.tuple(waits, goes), fc.constant('interrupt' as const)), { maxLength: 8 })
    .map((found): Act[] => found.flat());
  fc.assert(
    fc.property(acts, (each) => {
      expect(told(ours, each)).toEqual(told(theirs, each));
    }),
    { numRuns: propertyRuns(200) },
  );
});
