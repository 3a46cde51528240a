// node bench/countdown-answers.ts [--puzzles 60] [--seed 8] Checks that answers stay right when the content of requests
// changes: random Countdown puzzles of three and four numbers, solvable or not, solved by the built-in reasoner, which
// finds its place in each request as a model does.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { checkCountdown } from '#lib/answers/countdown.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { systemClock } from '#lib/base/clock.ts';
import { anyPuzzle, isSolvable, questionOf } from '#lib/models/builtin/testing/puzzles.ts';
import { builtinEndpoint } from '#lib/models/endpoint.ts';
import { createGuardedModel } from '#lib/models/guarded-model.ts';
import type { RoleModel } from '#lib/orchestrator/run.ts';
import { runSession } from '#lib/orchestrator/run-session.ts';
import { instructionsFor } from '#lib/protocol/instructions/default-instructions.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { ContextPolicy, Mode, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';

const { values } = parseArgs({
  options: { puzzles: { type: 'string', default: '60' }, seed: { type: 'string', default: '8' } },
});
const puzzles = fc.sample(anyPuzzle(3, 4), { seed: Number(values.seed), numRuns: Number(values.puzzles) });

async function answerOf(question: string, mode: Mode, contextPolicy: ContextPolicy) {
  const endpoint = { ...builtinEndpoint(), mode, tokensPerSecond: 100_000 };
  const role: RoleModel = {
    guarded: createGuardedModel(endpoint, { clock: systemClock }),
    info: { endpointName: endpoint.name, model: endpoint.model, ruleBased: true, mode },
    mode,
  };
  const events: TraceEvent[] = [];
  await runSession({
    question,
    strategy: 'sprint',
    planner: role,
    executor: role,
    settings: { ...defaultSettings, contextPolicy, forkAt: contextPolicy === 'authors' ? 'plan' : 'prompt' },
    instructions: instructionsFor({ planner: mode, executor: mode }),
    origin: { kind: 'built-in' },
    counter: { name: 'characters', count: async (text) => text.length },
    clock: systemClock,
    random: Math.random,
    append: (batch) => events.push(...batch),
    signal: new AbortController().signal,
  });
  const attempts = events.filter(({ type }) => type === 'attempt-failed').length;
  return { box: extractAnswer(foldEvents(events).answer?.text ?? '')?.answer ?? '', attempts };
}

for (const mode of ['native', 'prompted'] as const)
  for (const policy of ['paper', 'authors'] as const) {
    let right = 0;
    let failed = 0;
    for (const puzzle of puzzles) {
      const { box, attempts } = await answerOf(questionOf(puzzle), mode, policy);
      const isRight = box.includes('no solution')
        ? !isSolvable(puzzle, puzzle.wholeSteps)
        : checkCountdown(puzzle, box).ok;
      if (isRight) right++;
      failed += attempts;
    }
    console.log(`${mode}, ${policy}: ${right} of ${puzzles.length} right, ${failed} failed attempts`);
  }
