import * as fc from 'fast-check';
import type { TraceEvent } from '../events.ts';
import { type SessionSpec, simulateSession } from './simulate-session.ts';

/** Short texts over an alphabet with every class of character, surrogate pairs and tag-like marks included. */
const text = (minLength = 0) =>
  fc
    .array(
      fc.constantFrom('a', 'plan ', 'B', ' ', '\n', '4', '2', '.', '<', '\\frac{1}{2}', 'é', '数', '😀', 'π'),
      {
        minLength,
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(''));

const chunks = (minLength = 0) => fc.array(text(1), { minLength, maxLength: 4 });

const failure = fc.record({
  chunks: chunks(),
  startsFirst: fc.boolean(),
  counted: fc.boolean(),
});

const attempts = fc.record({
  failures: fc.array(failure, { maxLength: 2 }),
  thinking: chunks(),
  chunks: chunks(),
  status: fc.constantFrom('done' as const, 'done' as const, 'truncated' as const, 'failed' as const),
});

const stage = fc.record({
  plan: attempts,
  /** Plan text and prompts, alternating. */
  prompts: fc.array(
    fc.record({
      before: chunks(),
      text: chunks(1),
      execution: attempts,
      /** The plan breaks off after the fork and continues from its text. */
      resumes: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  tail: chunks(),
  dependency: fc.boolean(),
});

const spec: fc.Arbitrary<SessionSpec> = fc.record({
  strategy: fc.oneof(
    { weight: 5, arbitrary: fc.constant('sprint' as const) },
    { weight: 1, arbitrary: fc.constant('sequential' as const) },
  ),
  stages: fc.array(stage, { maxLength: 4, size: 'medium' }),
  answer: fc.option(
    fc.record({ ...{ piece: attempts }, way: fc.constantFrom('withdrawn' as const, 'forced' as const) }),
  ),
  /** Chooses which of the possible streams continues next. */
  picks: fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 40 }),
  stepsMs: fc.array(fc.constantFrom(0, 0, 1, 7, 33.5, 400), { minLength: 1, maxLength: 10 }),
  /** Cancels the session after this many events. */
  cutAfter: fc.option(fc.nat({ max: 200 }), { freq: 2 }),
  /** Leaves the session running: no end at all after the cut. */
  leftOpen: fc.boolean(),
  clock: fc.constantFrom('wall' as const, 'wall' as const, 'tokens' as const),
});

/** Valid logs: random plans, branches, retries, continuations, withdrawals, interleavings and cancellations. */
export const arbitraryLog: fc.Arbitrary<TraceEvent[]> = spec.map(simulateSession);

/** Valid logs of sessions that have ended. */
export const arbitraryEndedLog: fc.Arbitrary<TraceEvent[]> = spec.map((one) =>
  simulateSession({ ...one, leftOpen: false }),
);

/** Logs with events lost, duplicated and out of order, `seq` renumbered: what an import may contain. */
export const arbitraryBrokenLog: fc.Arbitrary<TraceEvent[]> = fc
  .tuple(
    arbitraryLog,
    fc.array(fc.tuple(fc.constantFrom('drop', 'double', 'swap'), fc.nat()), { maxLength: 8 }),
  )
  .map(([events, damages]) => {
    const broken = [...events];
    for (const [kind, where] of damages) {
      if (broken.length < 2) break;
      const position = where % (broken.length - 1);
      const [first, second] = [broken[position], broken[position + 1]];
      if (!first || !second) continue;
      if (kind === 'drop') broken.splice(position, 1);
      else if (kind === 'double') broken.splice(where % broken.length, 0, first);
      else broken.splice(position, 2, second, first);
    }
    return broken.map((event, seq) => ({ ...event, seq }));
  });
