import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import { arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { traceOf } from '../testing/trace-of.ts';
import { transcript } from '../testing/transcript.ts';
import { trace } from '../testing/use-trace.ts';
import { shareOf, tokenShareOf, useNames } from './counts.ts';
import { parallelUse } from './parallel-use.ts';

describe('parallelUse', () => {
  it('counts executions that end alike, prompts by what they ask for, and stages with one prompt', async () => {
    const use = parallelUse(await trace);
    // In stage 1 two of three end with 40; in stage 3 one ends in words.
    expect(use.repeated).toMatchObject({ count: 2, of: 5 });
    expect(use.undecided).toBe(2);
    expect(use.streams.repeated).toEqual(['execution:1.1', 'execution:1.2']);
    expect(use.verifying).toMatchObject({ count: 1, of: 6 });
    expect(use.streams.verifying).toEqual(['execution:2.1']);
    expect(use.alternative).toMatchObject({ count: 1, of: 6 });
    expect(use.streams.alternative).toEqual(['execution:1.2']);
    expect(use.onePrompt).toMatchObject({ count: 1, of: 3 });
    expect(use.streams.onePrompt).toEqual(['plan:2']);
  });

  it('adds up the tokens of what it counts', async () => {
    const state = await trace;
    const { repeated, onePrompt } = parallelUse(state);
    const tokens = (stream: 'execution:1.1' | 'execution:1.2') => findPiece(state, stream)?.tokens?.text ?? 0;
    expect(repeated.tokens).toBe(tokens('execution:1.1') + tokens('execution:1.2'));
    expect(onePrompt.tokens).toBe(sessionMetrics(state).perStage[1]?.totalTokens);
  });

  it('gives the same for a trace folded again, and for its every beginning no more than for the whole', async () => {
    const whole = parallelUse(await trace);
    fc.assert(
      fc.property(arbitraryLog, fc.nat(), (events, cut) => {
        const all = parallelUse(foldEvents(events));
        expect(parallelUse(foldEvents(events))).toEqual(all);
        const part = parallelUse(foldEvents(events.slice(0, cut % (events.length + 1))));
        for (const name of useNames) expect(part[name].of).toBeLessThanOrEqual(all[name].of);
      }),
    );
    expect(parallelUse(await trace)).toEqual(whole);
  });

  it('keeps shares between 0 and 1 and sums together, whatever the log and the reading', () => {
    fc.assert(
      fc.property(
        arbitraryLog,
        fc.constantFrom('decoded' as const, 'visible' as const),
        (events, reading) => {
          const state = foldEvents(events);
          const use = parallelUse(state, reading);
          for (const name of useNames) {
            const part = use[name];
            for (const share of [shareOf(part), tokenShareOf(part)]) {
              if (share === null) continue;
              expect(share).toBeGreaterThanOrEqual(0);
              expect(share).toBeLessThanOrEqual(1);
            }
            expect(use.streams[name]).toHaveLength(part.count);
          }
          expect(use.repeated.count + use.undecided).toBeLessThanOrEqual(use.repeated.of);
          expect(use.verifying.count + use.alternative.count).toBeLessThanOrEqual(use.verifying.of);
          expect(use.onePrompt.ofTokens).toBeLessThanOrEqual(sessionMetrics(state, reading).totalTokens);
        },
      ),
    );
  });

  it('reads a stage of forty hard ends in bounded time', async () => {
    const executions = Array.from(
      { length: 40 },
      (_, at) => `So \\boxed{\\frac{${at}x^2+3x-\\sqrt{${at}}}{(x+1)(x-${at})}}`,
    );
    const plan = executions.map((_, at) => `[Part ${at}.]`).join(' ');
    const state = await traceOf(transcript([{ plan, executions }]));
    const { repeated, undecided } = parallelUse(state);
    expect([repeated.of, repeated.count]).toEqual([40, 0]);
    // Of 780 pairs some are left undecided: that is what bounds it.
    expect(undecided).toBeGreaterThanOrEqual(8);
  });
});
