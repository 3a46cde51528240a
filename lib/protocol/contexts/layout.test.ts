import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instructions } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { arbitrarySession } from '../testing/arbitrary-session.ts';
import { type SampleSession, sampleLog } from '../testing/sample-session.ts';
import { type Context, contextText, partsText } from './context.ts';
import { contextFor } from './contexts.ts';

const twoStages: SampleSession = {
  layout: 2,
  plannerMode: 'prompted',
  executorMode: 'prompted',
  stages: [
    {
      plan: [
        { text: 'Split it.\n\n' },
        { prompt: true, text: 'Do A.' },
        { text: '\n-----\n\nAnd B.\n\n' },
        { prompt: true, text: 'Do B.' },
      ],
      executions: [{ text: 'A is 1.' }, { text: 'B is 2.' }],
    },
    { plan: [{ text: 'Nothing to hand out.' }], executions: [] },
  ],
  answer: { text: 'It is \\boxed{3}.' },
};

function stateOf(sample: SampleSession, instructions?: Partial<Instructions>): TraceState {
  return foldEvents(
    sampleLog(sample).map((event) =>
      event.type === 'session-start' && instructions
        ? { ...event, instructions: { planner: '', executor: '', sequential: '', ...instructions } }
        : event,
    ),
  );
}

const messagesOf = (context: Context): [string, string][] => {
  if (context.kind !== 'chat') throw new Error('a prompted context is a chat');
  return context.messages.map(({ role, parts }) => [role, partsText(parts)]);
};
const sent = (state: TraceState, stream: StreamId, attempt?: number) =>
  messagesOf(contextFor(state, stream, attempt));
/** The request as first sent, without a reminder. */
const userOf = (state: TraceState, stream: StreamId) => sent(state, stream, 1).at(-1)?.[1] ?? '';

const question = '<Question>\nWhy?\n</Question>\n\n';
const cutPlan =
  '<Plan_1>\nSplit it.\n\n<prompt_1.1> Do A. </prompt_1.1>\n-----\n\nAnd B.\n\n<prompt_1.2> Do B. </prompt_1.2>\n</Plan_1>\n\n';
const executions =
  '<Execution_1>\n<execution_1.1>\nA is 1.\n</execution_1.1>\n\n<execution_1.2>\nB is 2.\n</execution_1.2>\n</Execution_1>\n\n';

describe('layout 2, a chat', () => {
  const state = stateOf(twoStages);

  test('a plan: shared part, transcript, the planner’s part, and the tags to begin with', () => {
    expect(sent(state, 'plan:1')).toEqual([
      ['system', 'SHARED.'],
      [
        'user',
        `${question}PLAN.\n\nBegin with the tag Final_answer if the question is settled, else with the tag Plan_1.`,
      ],
    ]);
    expect(userOf(state, 'plan:2')).toMatch(/^<Question>[\s\S]*<\/Execution_1>\n\nPLAN\.\n\n[^\n]*Plan_2\.$/);
    expect(userOf(state, 'plan:2').startsWith(question + cutPlan + executions)).toBe(true);
  });

  test('an execution: its own tags come last', () => {
    expect(sent(state, 'execution:1.2')).toEqual([
      ['system', 'SHARED.'],
      ['user', `${question}${cutPlan}EXECUTE.\n\n<Execution_1>\n<execution_1.2>\n`],
    ]);
  });

  test('policy authors: the own prompt is number 1, and so is the tag', () => {
    const authors = stateOf({ ...twoStages, policy: 'authors' });
    expect(userOf(authors, 'execution:1.2')).toMatch(
      /<prompt_1\.1> Do B\. <\/prompt_1\.1>\n<\/Plan_1>\n\nEXECUTE\.\n\n<Execution_1>\n<execution_1\.1>\n$/,
    );
  });

  test('an answer that a planner gave had the context of the plan it was asked for', () => {
    expect(sent(state, 'answer')).toEqual(sent(state, 'plan:3'));
  });

  test('a forced answer: no round is offered, its tag comes last', () => {
    const forced = stateOf({ ...twoStages, answer: { text: 'x', forced: 'stage-limit' } });
    expect(userOf(forced, 'answer')).toMatch(
      /<\/Execution_2>\n\nPLAN\.\n\nThere is no further round: [^<]*\n\n<Final_answer>\n$/,
    );
  });

  test('a role without a text has none; the point to go on from stays', () => {
    const bare = stateOf(twoStages, { shared: 'SHARED.' });
    expect(userOf(bare, 'plan:1')).toMatch(/<\/Question>\n\nBegin with[^\n]*Plan_1\.$/);
    expect(userOf(bare, 'execution:1.1')).toMatch(/<\/Plan_1>\n\n<Execution_1>\n<execution_1\.1>\n$/);
  });

  test.each([undefined, ''])(
    'without a shared part (%j) a role’s text is whole: it stands first, as in layout 1',
    (shared) => {
      const texts = { planner: 'Own plan.', executor: 'Own work.', ...(shared !== undefined && { shared }) };
      const whole = stateOf(twoStages, texts);
      const before = stateOf({ ...twoStages, layout: 1 }, texts);
      for (const stream of ['plan:1', 'plan:2', 'execution:1.2', 'answer'] as const)
        expect(sent(whole, stream)).toEqual(sent(before, stream));
      expect(sent(whole, 'execution:1.1')[0]).toEqual(['system', 'Own work.']);
    },
  );

  test('with no text at all there is no system message, which some templates refuse', () => {
    expect(sent(stateOf(twoStages, {}), 'plan:1').map(([role]) => role)).toEqual(['user']);
  });

  test('a replaced planner’s text alone goes last like ours, whatever tags are in it', () => {
    const text = userOf(
      stateOf(twoStages, { shared: 'S.', planner: 'Write <Plan_9> or <prompt_9.1>.' }),
      'plan:2',
    );
    expect(text).toMatch(/<\/Execution_1>\n\nWrite <Plan_9> or <prompt_9\.1>\.\n\n[^\n]*Plan_2\.$/);
  });

  test('a sequential session reads the question and nothing of rounds', () => {
    const [start] = sampleLog({ ...twoStages, stages: [] });
    if (start?.type !== 'session-start') throw new Error('a log begins with its session');
    const state = foldEvents([{ ...start, strategy: 'sequential' }]);
    expect(sent(state, 'thought')).toEqual([
      ['system', 'THINK.'],
      ['user', 'Why?'],
    ]);
  });

  test('a reminder comes as the next message, or with the request where nothing was said', () => {
    const untagged = (text: string) => ({ untagged: [text], plan: [{ text: 'Fine.' }], executions: [] });
    const said = sent(stateOf({ ...twoStages, stages: [untagged('It is 3.')] }), 'plan:1', 2);
    expect(said.map(([role]) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(said.at(-1)?.[1]).toMatch(/<Plan_1>$/);
    const silent = sent(stateOf({ ...twoStages, stages: [untagged(' ')] }), 'plan:1', 2);
    expect(silent.map(([role]) => role)).toEqual(['system', 'user']);
    expect(silent.at(-1)?.[1]).toMatch(/Plan_1\.\n\nThat reply[\s\S]*<Plan_1>$/);
  });
});

const TAG = /<\/?(?:Plan|Execution|execution|prompt|Final_answer)(?:_[\d.]+)?>/g;
const chatSession = arbitrarySession.map((sample) => ({
  ...sample,
  layout: 2 as const,
  plannerMode: 'prompted' as const,
  executorMode: 'prompted' as const,
}));

describe('layout 2, any session', () => {
  test('what is shared is the same for both roles, and the last tag is where the reply goes on', () => {
    fc.assert(
      fc.property(chatSession, (sample) => {
        const state = stateOf(sample);
        const authors = sample.policy === 'authors';
        for (const { stage, executions } of state.stages) {
          const [system] = sent(state, `plan:${stage}`, 1);
          const tags = userOf(state, `plan:${stage}`).split('PLAN.').at(-1)?.match(TAG);
          expect(tags).toBeNull();
          for (const { index, stream } of executions) {
            expect(sent(state, stream)[0]).toEqual(system);
            const own = `<execution_${stage}.${authors ? 1 : index}>`;
            expect(userOf(state, stream).split('EXECUTE.').at(-1)).toBe(`\n\n<Execution_${stage}>\n${own}\n`);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  test('executors and the next planner have in common all up to where the plan was cut', () => {
    fc.assert(
      fc.property(chatSession, (sample) => {
        const state = stateOf({ ...sample, policy: 'paper' });
        for (const { stage, executions } of state.stages) {
          const next = contextText(contextFor(state, `plan:${stage + 1}`, 1));
          for (const { stream, index } of executions) {
            const own = contextText(contextFor(state, stream));
            const cut = own.lastIndexOf(`</prompt_${stage}.${index}>`);
            expect(next.startsWith(own.slice(0, cut))).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('native: one text for both roles, and an executor’s prompt is the next planner’s up to where the plan was cut', () => {
  const state = stateOf(
    { ...twoStages, plannerMode: 'native', executorMode: 'native' },
    { planner: 'BOTH.', executor: 'BOTH.' },
  );
  const [own, next] = [
    contextText(contextFor(state, 'execution:1.2')),
    contextText(contextFor(state, 'plan:2')),
  ];
  expect(own).toMatch(/^BOTH\.\n\n<Question>/);
  expect(next.startsWith(own.replace(/<execution_1\.2>\n$/, ''))).toBe(true);
});
