import { describe, expect, test } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { type SampleSession, sampleLog } from '../testing/sample-session.ts';
import { type Context, contextText, partsText } from './context.ts';
import { contextFor, stopStrings } from './contexts.ts';

const twoStages: SampleSession = {
  stages: [
    {
      plan: [
        { text: 'Split it.\n\n' },
        { prompt: true, text: 'Do A.' },
        { text: '\n-----\n\nAnd B.\n\n' },
        { prompt: true, text: 'Do B.' },
        { text: '\nThen wait.' },
      ],
      executions: [{ text: 'A is 1.' }, { text: 'B is 2.' }],
    },
    { plan: [{ text: 'Nothing to hand out.' }], executions: [] },
  ],
  answer: { text: 'It is \\boxed{3}.' },
};

const stateOf = (sample: SampleSession) => foldEvents(sampleLog(sample));
const bytes = (context: Context) => {
  expect(context.kind).toBe('completion');
  return context.kind === 'completion' ? partsText(context.parts) : '';
};

const question = '<Question>\nWhy?\n</Question>\n\n<think>\n';
const stage1 = `<Plan_1>
Split it.

<prompt_1.1> Do A. </prompt_1.1>
-----

And B.

<prompt_1.2> Do B. </prompt_1.2>
Then wait.
</Plan_1>

<Execution_1>
<execution_1.1>
A is 1.
</execution_1.1>

<execution_1.2>
B is 2.
</execution_1.2>
</Execution_1>

`;
const stage2 = `<Plan_2>
Nothing to hand out.
</Plan_2>

<Execution_2>
No prompt to execute.
</Execution_2>

`;

describe('native contexts', () => {
  const state = stateOf(twoStages);

  test('the first plan continues after <think>', () => {
    expect(bytes(contextFor(state, 'plan:1'))).toBe(`PLAN.\n\n${question}`);
  });

  test('a later plan continues after the executions before it', () => {
    expect(bytes(contextFor(state, 'plan:2'))).toBe(`PLAN.\n\n${question}${stage1}`);
  });

  test('a plan-only stage says that there was no prompt', () => {
    expect(bytes(contextFor(state, 'plan:3'))).toBe(`PLAN.\n\n${question}${stage1}${stage2}`);
  });

  test('an answer that a planner gave had the context of the plan it was asked for', () => {
    expect(contextText(contextFor(state, 'answer'))).toBe(contextText(contextFor(state, 'plan:3')));
  });

  test('an answer that began inside a plan’s reply had the context of that plan', () => {
    const events = sampleLog({ stages: [{ plan: [{ text: 'I see it.' }], executions: [] }] }).slice(0, -1);
    const requestedAt = events.find((event) => event.type === 'plan-start')?.requestedAt ?? -1;
    const next = {
      seq: events.length,
      at: 1000,
      type: 'answer-start',
      stream: 'answer',
      attempt: 1,
    } as const;
    const same = foldEvents([...events, { ...next, requestedAt }]);
    expect(bytes(contextFor(same, 'answer'))).toBe(bytes(contextFor(same, 'plan:1')));
    const later = foldEvents([...events, { ...next, requestedAt: requestedAt + 1 }]);
    expect(bytes(contextFor(later, 'answer'))).toBe(bytes(contextFor(later, 'plan:2')));
  });

  test('a forced answer continues after its own opening tag', () => {
    const forced = stateOf({ ...twoStages, answer: { text: 'x', forced: 'stage-limit' } });
    expect(bytes(contextFor(forced, 'answer'))).toBe(
      `PLAN.\n\n${question}${stage1}${stage2}<Final_answer>\n`,
    );
  });

  test('policy paper: an executor sees the plan up to the end of its prompt', () => {
    expect(bytes(contextFor(state, 'execution:1.1'))).toBe(
      `EXECUTE.\n\n${question}<Plan_1>\nSplit it.\n\n<prompt_1.1> Do A. </prompt_1.1>\n</Plan_1>\n\n` +
        '<Execution_1>\n<execution_1.1>\n',
    );
    expect(bytes(contextFor(state, 'execution:1.2'))).toBe(
      `EXECUTE.\n\n${question}<Plan_1>\nSplit it.\n\n<prompt_1.1> Do A. </prompt_1.1>\n-----\n\nAnd B.\n\n` +
        '<prompt_1.2> Do B. </prompt_1.2>\n</Plan_1>\n\n<Execution_1>\n<execution_1.2>\n',
    );
  });

  test('policy authors: earlier prompts are taken out, the own one is number 1, later pieces follow', () => {
    const authors = stateOf({ ...twoStages, policy: 'authors' });
    expect(bytes(contextFor(authors, 'execution:1.1'))).toBe(
      `EXECUTE.\n\n${question}<Plan_1>\nSplit it.\n\n<prompt_1.1> Do A. </prompt_1.1>\n\n-----\n\nAnd B.\n\n` +
        '<prompt_1.2> Do B. </prompt_1.2>\n\nThen wait.\n</Plan_1>\n\n<Execution_1>\n<execution_1.1>\n',
    );
    expect(bytes(contextFor(authors, 'execution:1.2'))).toBe(
      `EXECUTE.\n\n${question}<Plan_1>\nSplit it.\n\n-----\n\nAnd B.\n\n<prompt_1.1> Do B. </prompt_1.1>\n\n` +
        'Then wait.\n</Plan_1>\n\n<Execution_1>\n<execution_1.1>\n',
    );
  });

  test('without instructions nothing stands before the transcript', () => {
    const [start, ...rest] = sampleLog(twoStages);
    if (start?.type !== 'session-start') throw new Error('a log begins with its session');
    const bare = foldEvents([
      { ...start, instructions: { planner: '', executor: '', sequential: '' } },
      ...rest,
    ]);
    expect(bytes(contextFor(bare, 'plan:1'))).toBe(question);
  });
});

describe('prompted contexts', () => {
  const state = stateOf({ ...twoStages, plannerMode: 'prompted', executorMode: 'prompted' });

  test.each(['plan:1', 'plan:2', 'plan:3', 'answer', 'execution:1.1', 'execution:1.2'] as const)(
    '%s: instructions to the system, the transcript to the user, ending where the native one does',
    (stream) => {
      const context = contextFor(state, stream);
      const native = bytes(contextFor(stateOf(twoStages), stream));
      const role = stream.startsWith('execution') ? 'EXECUTE.' : 'PLAN.';
      if (context.kind !== 'chat') throw new Error('a prompted context is a chat');
      expect(context.messages.map(({ role, parts }) => [role, partsText(parts)])).toEqual([
        ['system', role],
        ['user', native.slice(role.length + 2)],
      ]);
    },
  );

  test('planner and executor may differ in mode', () => {
    const mixed = stateOf({ ...twoStages, executorMode: 'prompted' });
    expect(contextFor(mixed, 'plan:2').kind).toBe('completion');
    expect(contextFor(mixed, 'execution:1.1').kind).toBe('chat');
  });
});

describe('what the planner is told of an execution that did not end well', () => {
  const withExecution = (execution: SampleSession['stages'][number]['executions'][number]) => {
    const stages = [{ plan: [{ prompt: true, text: 'Do A.' }], executions: [execution] }];
    const text = bytes(contextFor(stateOf({ stages }), 'plan:2'));
    return text.slice(text.indexOf('<execution_1.1>\n') + 16, text.indexOf('\n</execution_1.1>'));
  };
  const error = { type: 'server-error', message: 'The server answered 500.' };

  test('failed with nothing said', () => {
    expect(withExecution({ text: '', status: 'failed', error })).toBe(
      '(This execution failed: The server answered 500. No result.)',
    );
  });

  test('failed with a part said: the part is kept', () => {
    expect(withExecution({ text: 'A is', status: 'failed', error })).toBe(
      'A is\n\n(This execution failed: The server answered 500. What stands above is incomplete.)',
    );
  });

  test('cut at the token limit', () => {
    expect(withExecution({ text: 'A is', status: 'truncated' })).toBe(
      'A is\n\n(This execution was cut off: it reached its token limit. What stands above is incomplete.)',
    );
  });

  test('cancelled, interrupted, empty', () => {
    expect(withExecution({ text: '', status: 'cancelled' })).toBe(
      '(This execution was cancelled. No result.)',
    );
    expect(withExecution({ text: '', status: 'interrupted' })).toMatch('interrupted');
    expect(withExecution({ text: ' \n' })).toBe('(This execution gave no text. No result.)');
  });

  test('neither addresses nor tags of an error page reach the planner, and it stays short', () => {
    const message = `GET http://10.0.0.7:8000/v1/x said <html><Plan_9> ${'very '.repeat(100)}long\nsecond line`;
    const text = withExecution({ text: '', status: 'failed', error: { type: 'not-json', message } });
    expect(text).toMatch(
      /^\(This execution failed: GET its endpoint said html Plan_9 very .*…\. No result\.\)$/,
    );
    expect(text.length).toBeLessThan(170);
  });
});

describe('after a reply without tags', () => {
  const stages = [{ untagged: ['I think it is 3.'], plan: [{ text: 'Fine.' }], executions: [] }];

  test('prompted: the reply and a reminder follow as messages', () => {
    const state = stateOf({ stages, plannerMode: 'prompted' });
    const context = contextFor(state, 'plan:1', 2);
    if (context.kind !== 'chat') throw new Error('a prompted context is a chat');
    expect(context.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(partsText(context.messages[2]?.parts ?? [])).toBe('I think it is 3.');
    expect(partsText(context.messages[3]?.parts ?? [])).toMatch(/<Plan_1>$/);
  });

  test('the first attempt had none, the latest is what is asked for by default', () => {
    const state = stateOf({ stages, plannerMode: 'prompted' });
    const first = contextFor(state, 'plan:1', 1);
    expect(first.kind === 'chat' && first.messages.length).toBe(2);
    expect(contextFor(state, 'plan:1')).toEqual(contextFor(state, 'plan:1', 2));
  });

  test('native: nothing follows the transcript', () => {
    expect(bytes(contextFor(stateOf({ stages }), 'plan:1', 2))).toBe(`PLAN.\n\n${question}`);
  });

  test('an empty reply: the reminder joins the request, since roles must take turns', () => {
    const empty = [{ untagged: [' '], plan: [{ text: 'Fine.' }], executions: [] }];
    const context = contextFor(stateOf({ stages: empty, plannerMode: 'prompted' }), 'plan:1', 2);
    if (context.kind !== 'chat') throw new Error('a prompted context is a chat');
    expect(context.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(partsText(context.messages[1]?.parts ?? [])).toMatch(/<think>\n\n\nThat reply/);
  });

  test('the next stage is not told of it', () => {
    const text = contextText(contextFor(stateOf({ stages, plannerMode: 'prompted' }), 'plan:2'));
    expect(text).not.toMatch('That reply');
    expect(text).not.toMatch('I think it is 3.');
  });
});

describe('sequential contexts', () => {
  const sequential = (mode: 'native' | 'prompted') => {
    const [start] = sampleLog({ stages: [], plannerMode: mode });
    if (start?.type !== 'session-start') throw new Error('a log begins with its session');
    return contextFor(foldEvents([{ ...start, strategy: 'sequential' }]), 'thought');
  };

  test('native: instructions, the question, an open <think>', () => {
    expect(bytes(sequential('native'))).toBe(`THINK.\n\n${question}`);
  });

  test('prompted: the bare question, no tags', () => {
    expect(contextText(sequential('prompted'))).toBe(
      '[{"role":"system","content":"THINK."},{"role":"user","content":"Why?"}]',
    );
  });
});

describe('stop strings', () => {
  test.each(['planner', 'executor', 'answer', 'sequential'] as const)(
    '%s: no more than an endpoint takes, none with a number',
    (role) => {
      const stops = stopStrings(role);
      expect(stops.length).toBeLessThanOrEqual(4);
      for (const stop of stops) expect(stop).toMatch(/^<\/?\w+[_>]$/);
    },
  );

  test('each role stops where its turn is over', () => {
    expect(stopStrings('planner')).toEqual(['</Plan_', '<Execution_', '</Final_answer>']);
    expect(stopStrings('executor')).toEqual(['</execution_', '</Execution_', '<Plan_']);
    expect(stopStrings('planner', true), 'a reminded plan may have no other tag').not.toContain('</Plan_');
    expect(stopStrings('answer')).toContain('</Final_answer>');
    expect(stopStrings('sequential')).toEqual([]);
  });
});
