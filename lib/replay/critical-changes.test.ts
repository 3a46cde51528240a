import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UnstampedEvent } from '#lib/trace/events.ts';
import { createTraceLog } from '#lib/trace/fold.ts';
import {
  pieceTokens,
  planTokens,
  type SequentialDefinition,
  sequentialDefinitions,
  stageBranches,
  stagePath,
} from '#lib/trace/sequential-tokens.ts';
import type { StageState } from '#lib/trace/state.ts';
import type { ExecutionStream } from '#lib/trace/streams.ts';
import { arbitraryEndedLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { createCriticalChanges } from './critical-changes.ts';

/** Ten tokens of each of the pieces below. */
const batch = (stream: ExecutionStream): UnstampedEvent => ({
  type: 'execution-delta',
  stream,
  attempt: 1,
  channel: 'text',
  text: '1234567890',
});
const begin = (stream: ExecutionStream): UnstampedEvent => ({
  type: 'execution-start',
  stream,
  attempt: 1,
  requestedAt: 0,
});
const end = (stream: ExecutionStream, tokens: number): UnstampedEvent => ({
  type: 'execution-end',
  stream,
  attempt: 1,
  status: 'done',
  tokens: tokensOf(tokens),
});
const planText: UnstampedEvent = {
  type: 'plan-delta',
  stream: 'plan:1',
  attempt: 1,
  channel: 'text',
  text: '123456789',
};
const fork = (index: number, tokens: number): UnstampedEvent[] => [
  planText,
  { type: 'prompt-start', stage: 1, index, offset: 0 },
  { type: 'prompt-end', stage: 1, index, offset: 0, tokens, tokensWithTags: tokens },
];

/** Plan of 30 tokens, prompts ending after 10 and 20 of them; then the executions as given, then the join. */
function changes(executions: readonly UnstampedEvent[]) {
  const events = stampLog([
    sessionStart(),
    { type: 'stage-start', stage: 1 },
    { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
    ...fork(1, 10),
    ...fork(2, 20),
    planText,
    { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(30) },
    ...executions,
    { type: 'stage-end', stage: 1, status: 'done' },
    { type: 'session-end', status: 'done' },
  ]);
  return createCriticalChanges(createTraceLog(events))
    .all()
    .map(({ count, stream }) => {
      const event = events[count - 1];
      return `${stream} at ${event?.type} of ${event && 'stream' in event ? event.stream : ''}`;
    });
}

const a = 'execution:1.1';
const b = 'execution:1.2';

test('a branch takes over where it is longer than the plan alone, once', () => {
  expect(changes([begin(a), batch(a), batch(a), batch(a), batch(a), end(a, 40)])).toEqual([
    `${a} at execution-delta of ${a}`,
  ]);
});

test('branches that pass each other with every batch change nothing; the one that goes on alone does', () => {
  const inTurn = Array.from({ length: 5 }, () => [batch(b), batch(a)]).flat();
  const log = [begin(a), begin(b), batch(a), ...inTurn, end(a, 60), batch(b), batch(b), end(b, 70)];
  expect(changes(log)).toEqual([`${b} at execution-delta of ${b}`]);
  const longerFirst = [
    begin(a),
    begin(b),
    batch(a),
    batch(a),
    ...inTurn,
    end(a, 70),
    batch(b),
    batch(b),
    batch(b),
  ];
  expect(changes([...longerFirst, end(b, 80)])).toEqual([
    `${a} at execution-delta of ${a}`,
    `${b} at execution-delta of ${b}`,
  ]);
});

test('a clear lead takes over though the one before still writes', () => {
  const far = Array.from({ length: 4 }, () => batch(b));
  expect(
    changes([begin(a), begin(b), batch(a), batch(a), batch(a), ...far, batch(a), end(b, 40), end(a, 40)]),
  ).toEqual([`${a} at execution-delta of ${a}`, `${b} at execution-delta of ${b}`]);
});

/** Length of the way that ends with a stream, from the folded stage. */
function stageWay(stage: StageState, stream: string, definition: SequentialDefinition): number {
  const tagged = definition === 'with-tags';
  const whole = planTokens(stage.plan, { tagged });
  if (stream === stage.plan.stream) return definition === 'paper' ? 0 : whole;
  const branch = stageBranches(stage, { tagged }).find(
    ({ index }) => stream === `execution:${stage.stage}.${index}`,
  );
  if (!branch) return Number.NaN;
  const own = branch.execution ? pieceTokens(branch.execution, { tagged }) : 0;
  return (definition === 'barrier' ? whole : branch.planTokens) + own;
}

test('at a join the longest way holds, under every definition', () => {
  fc.assert(
    fc.property(arbitraryEndedLog, fc.constantFrom(...sequentialDefinitions), (events, definition) => {
      const log = createTraceLog(events);
      const found = createCriticalChanges(log, definition).all();
      for (const stage of log.state.stages) {
        const pieces = [stage.plan, ...stage.executions];
        if (stage.status === 'interrupted' || pieces.some((piece) => piece.tokens === null)) continue;
        const holder = found.findLast((change) => change.stage === stage.stage)?.stream ?? stage.plan.stream;
        const { tokens } = stagePath(stage, definition);
        const held = stageWay(stage, holder, definition);
        expect(held).toBeCloseTo(tokens, 5);
      }
    }),
  );
});

/** Where tags count, opening a prompt lengthens the plan before the prompt has any text. */
const promptThatOpens = stampLog([
  sessionStart(),
  { type: 'stage-start', stage: 1 },
  { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
  planText,
  { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
  { type: 'prompt-end', stage: 1, index: 1, offset: 0, tokens: 1, tokensWithTags: 6 },
  begin(a),
  { type: 'prompt-start', stage: 1, index: 2, offset: 0 },
  ...Array.from({ length: 6 }, () => ({ ...batch(a), text: '12345678' })),
  end(a, 20),
  { type: 'prompt-end', stage: 1, index: 2, offset: 0, tokens: 3, tokensWithTags: 8 },
  { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(13) },
  { type: 'stage-end', stage: 1, status: 'done' },
  { type: 'session-end', status: 'done' },
]);

test('at each change the critical path that is drawn ends with the new holder', () => {
  fc.assert(
    fc.property(arbitraryEndedLog, fc.constantFrom(...sequentialDefinitions), (events, definition) => {
      const log = createTraceLog(events);
      for (const { count, stage, stream } of createCriticalChanges(log, definition).all()) {
        const state = log.stateAt(count).stages[stage - 1];
        if (!state) throw new Error('no stage');
        expect(stageWay(state, stream, definition)).toBe(stagePath(state, definition).tokens);
      }
    }),
    { examples: [[promptThatOpens, 'with-tags']] },
  );
});

test('a log that grows is looked at once, with the same result', () => {
  fc.assert(
    fc.property(arbitraryEndedLog, fc.nat(), (events, where) => {
      const whole = createCriticalChanges(createTraceLog(events)).all();
      const log = createTraceLog(events.slice(0, where % (events.length + 1)));
      const growing = createCriticalChanges(log);
      growing.all();
      log.append(events);
      expect(growing.all()).toEqual(whole);
    }),
  );
});

test('counts ascend and every change changes something', () => {
  fc.assert(
    fc.property(arbitraryEndedLog, (events) => {
      let before = { count: 0, stage: 0, stream: '' };
      for (const change of createCriticalChanges(createTraceLog(events)).all()) {
        expect(change.count).toBeGreaterThanOrEqual(before.count);
        expect(change.stage === before.stage && change.stream === before.stream).toBe(false);
        before = change;
      }
    }),
  );
});
