import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { createSimulatedClock } from '#lib/base/testing/simulated-clock.ts';
import { EndpointError } from '#lib/models/errors.ts';
import { createTraceLog } from '#lib/trace/fold.ts';
import { expectWhole } from './testing/expect-whole.ts';
import { runScripted } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

const RUNS = propertyRuns(300);
const url = 'http://127.0.0.1:1/v1';

const fault = fc.option(
  fc.constantFrom(
    'dropped',
    'rate-limited',
    'server-error',
    'stalled',
    'unreachable',
    'unauthorized',
    'bad-stream',
  ),
  { nil: undefined, freq: 3 },
);
const words = fc.constantFrom(
  'So',
  'then',
  'Wait,',
  'x < 3',
  '\\frac{1}{2}',
  '\n\n',
  'Based on execution_1.1:\n',
  '-----',
  '\\boxed{7}',
  '',
);
const tags = fc.constantFrom(
  '<Plan_1>',
  '<Plan_2>',
  '</Plan_1>',
  '<prompt_1.1>',
  '</prompt_1.1>',
  '<prompt>',
  '</prompt>',
  '<execution_1.1>',
  '</execution_1.1>',
  '<Execution_1>',
  '<Final_answer>',
  '</Final_answer>',
  '<think>',
  '</think>',
);
const tidyPlan = fc
  .array(words, { maxLength: 4 })
  .map(
    (around) =>
      `<Plan_1>\n${around.map((word) => `${word} <prompt_1.1> Do ${word}. </prompt_1.1> `).join('')} end\n</Plan_1>`,
  );
const text = fc.oneof(
  { weight: 4, arbitrary: tidyPlan },
  { weight: 2, arbitrary: fc.constant('<Final_answer>\n\\boxed{7}\n</Final_answer>') },
  {
    weight: 3,
    arbitrary: fc.array(fc.oneof(words, tags), { maxLength: 12 }).map((parts) => parts.join(' ')),
  },
);
/** Thinking whose opening tag the chat template wrote, with any drafts in it. */
const afterThinking = fc.tuple(text, text).map(([thinking, said]) => `${thinking} \n</think>\n ${said}`);
const reply: fc.Arbitrary<ScriptedReply> = fc.record(
  {
    text: fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: afterThinking }),
    thinking: fc.oneof(fc.constant(''), words, text),
    reason: fc.constantFrom('stop' as const, 'length' as const, 'other' as const),
    error: fault.map((type) => (type ? new EndpointError(type as 'dropped', { url }) : undefined)),
    ignoresStop: fc.boolean(),
  },
  { requiredKeys: ['text'] },
);
const script = fc.record({
  mode: fc.constantFrom('native' as const, 'prompted' as const),
  strategy: fc.constantFrom('sprint' as const, 'sprint' as const, 'sprint' as const, 'sequential' as const),
  planner: fc.array(reply, { minLength: 1, maxLength: 8 }),
  executor: fc.array(reply, { minLength: 1, maxLength: 8 }),
  known: fc.record({
    thinkingOpenedByTemplate: fc.constantFrom(null, true, false),
    stopBitesThinking: fc.boolean(),
  }),
  contextPolicy: fc.constantFrom('paper' as const, 'authors' as const),
  forkAt: fc.constantFrom('prompt' as const, 'plan' as const),
  parallelism: fc.integer({ min: 1, max: 4 }),
  contextWindow: fc.option(fc.integer({ min: 100, max: 2000 }), { nil: undefined }),
  cancelAfter: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
});

describe('any session, whatever its models do', () => {
  it('ends, with a whole log that folds the same from anywhere and rebuilds what was sent', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (one) => {
        const abort = new AbortController();
        let appended = 0;
        const run = await runScripted({
          mode: one.mode,
          strategy: one.strategy,
          known: one.known,
          planner: (_, call) => one.planner[(call - 1) % one.planner.length]!,
          executor: (_, call) => one.executor[(call - 1) % one.executor.length]!,
          settings: {
            contextPolicy: one.contextPolicy,
            forkAt: one.contextPolicy === 'authors' ? 'plan' : one.forkAt,
            parallelism: one.parallelism,
            maxStages: 5,
          },
          contextWindow: one.contextWindow,
          clock: createSimulatedClock(),
          signal: abort.signal,
          onEvents(events) {
            appended += events.length;
            if (one.cancelAfter !== undefined && appended > one.cancelAfter)
              queueMicrotask(() => abort.abort(new Error('Cancelled')));
          },
        });

        await expectWhole(run.events, run.state, run.status);
        expect(run.planner.open + run.executor.open).toBe(0);
        expect(run.state.error?.type).not.toBe('internal');
        expect(run.state.stages.length).toBeLessThanOrEqual(4);
        for (const stage of run.state.stages)
          for (const execution of stage.executions)
            if (execution.startedAt !== null)
              expect(stage.plan.prompts[execution.index - 1]?.end).not.toBeNull();

        const log = createTraceLog();
        log.append(run.events);
        expect(log.stateAt(log.length)).toEqual(run.state);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});
