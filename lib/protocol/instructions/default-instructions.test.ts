import { describe, expect, test } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { contextText } from '../contexts/context.ts';
import { contextFor } from '../contexts/contexts.ts';
import { sampleLog } from '../testing/sample-session.ts';
import { parseTranscript } from '../transcript-log/transcript-log.ts';
import { defaultInstructions, instructionsFor } from './default-instructions.ts';

const TAG = /<\/?(?:Plan|Execution|execution|prompt|Final_answer)(?:_[\d.]+)?>/g;

describe.each(['native', 'prompted'] as const)('default instructions, %s', (mode) => {
  const texts = defaultInstructions(mode);
  const whole = `${texts.shared ?? ''}\n${texts.planner}`;
  const log = sampleLog({
    layout: 2,
    plannerMode: mode,
    executorMode: mode,
    stages: [{ plan: [{ prompt: true, text: 'Do A.' }], executions: [{ text: 'A is 1.' }] }],
  });
  const state = foldEvents(
    log.map((event) => (event.type === 'session-start' ? { ...event, instructions: texts } : event)),
  );
  const sent = (stream: StreamId) => contextText(contextFor(state, stream));

  test('no tag stands after the transcript but those to go on after', () => {
    const tagsAfter = (stream: StreamId, end: string) => sent(stream).split(end).at(-1)?.match(TAG) ?? [];
    expect(tagsAfter('plan:1', '</Question>')).toEqual([]);
    expect(tagsAfter('plan:2', '</Execution_1>')).toEqual([]);
    expect(tagsAfter('execution:1.1', '</Plan_1>')).toEqual(['<Execution_1>', '<execution_1.1>']);
  });

  test('the question that stands last is the one that was asked', () => {
    for (const stream of ['plan:1', 'plan:2', 'execution:1.1'] as const) {
      expect(sent(stream).match(/<Question>/g)).toHaveLength(1);
    }
  });

  test('an executor finds its prompt by number: under policy authors others may follow it', () => {
    expect(texts.executor).toMatch(/number/);
    expect(`${texts.shared}${texts.executor}`).not.toMatch(/last prompt|last one/);
  });

  test('a planner’s request names a plan from the first round on: it must not read as sequential', () => {
    expect(sent('plan:1')).toMatch(/<Plan_/);
  });

  test('a sequential request names no plan: it must not read as a round', () => {
    const { sequential } = texts;
    expect(sequential).not.toMatch(/<\/?\w+_|plan|round/i);
    expect(sequential).toMatch('\\boxed{}');
  });

  test('the planner is told of the boxed answer', () => {
    expect(whole).toMatch('\\boxed{}');
  });
});

test('a chat planner is promised for its executors only what both context policies give them', () => {
  const stages = [
    {
      plan: [
        { text: 'Before. ' },
        { prompt: true, text: 'Do A.' },
        { text: ' Between. ' },
        { prompt: true, text: 'Do B.' },
        { text: ' After.' },
      ],
      executions: [{ text: 'A.' }, { text: 'B.' }],
    },
  ];
  const sent = (policy: 'paper' | 'authors') =>
    contextText(contextFor(foldEvents(sampleLog({ stages, policy })), 'execution:1.2'));
  for (const policy of ['paper', 'authors'] as const)
    for (const promised of ['Before.', 'Between.', 'Do B.']) expect(sent(policy)).toContain(promised);
  expect(sent('paper')).not.toContain('After.');
  expect(sent('authors')).not.toContain('Do A.');
  const { shared } = defaultInstructions('prompted');
  expect(shared).toContain('the thinking that stands before the prompt');
  expect(shared).toContain('neither on other prompts of this plan nor on what comes after it');
});

test('native: both roles have one text, so that their prompts begin alike', () => {
  const { planner, executor, shared } = defaultInstructions('native');
  expect(planner).toBe(executor);
  expect(shared).toBeUndefined();
});

describe('a chat model', () => {
  const { shared = '', planner, executor } = defaultInstructions('prompted');

  test('is told each rule of the planner’s part', () => {
    for (const rule of [
      '<prompt_i.1>',
      '</Plan_i>',
      '<Final_answer>',
      'hands out work and does not do it',
      'must be independent',
      'self-contained',
      'One round at a time',
      'Based on execution_1.2:',
      'Observation about execution_1.2:',
      '-----',
    ])
      expect(shared).toContain(rule);
    expect(planner).toMatch(/hand it out; do not solve it/);
  });

  test('executors answer first, then justify', () => {
    expect(shared).toMatch(/answers first: the result in the first sentence, then what justifies it/);
    expect(executor).toMatch(/Result first/);
  });

  test('roles are short and name no tag: they are read anew with every call, and the last tag is the place', () => {
    for (const text of [planner, executor]) {
      expect(text.length).toBeLessThan(300);
      expect(text).not.toMatch(/<|>/);
    }
    expect(shared.length).toBeLessThan(5000);
  });

  test('the example is a trajectory without a fault: a case split, a conflict, its repair, the answer', async () => {
    const end = '</Final_answer>';
    const example = shared.slice(shared.indexOf('<Plan_1>'), shared.indexOf(end) + end.length);
    const { stages, answer, diagnostics } = parseTranscript(example);
    expect(diagnostics).toEqual([]);
    expect(stages.map(({ plan, executions }) => [plan.prompts.length, executions.size])).toEqual([
      [3, 3],
      [1, 1],
    ]);
    const [first, second] = stages;
    expect(first?.plan.text).toMatch(/cases/);
    expect(second?.plan.text).toMatch(/Based on execution_1\.2, execution_1\.3:\nThey disagree/);
    expect(second?.plan.text).toMatch(/Observation about execution_1\.2:/);
    const solutions = Array.from({ length: 41 }, (_, at) => at - 20).filter((n) => Math.abs(n * n - 10) < 6);
    expect(solutions).toEqual([-3, 3]);
    expect(answer?.text).toContain(`\\boxed{${solutions.length}}`);
  });
});

describe('instructionsFor', () => {
  const chats = { planner: 'prompted', executor: 'prompted' } as const;

  test('gives each role the text of its own mode', () => {
    const mixed = instructionsFor({ planner: 'native', executor: 'prompted' });
    const [native, prompted] = [defaultInstructions('native'), defaultInstructions('prompted')];
    expect(mixed).toEqual({ ...native, shared: prompted.shared, executor: prompted.executor });
  });

  test('keeps our shared part beside a replaced text; an empty one is none', () => {
    expect(instructionsFor(chats, { planner: 'Mine.' })).toEqual({
      ...defaultInstructions('prompted'),
      planner: 'Mine.',
    });
    expect(instructionsFor(chats, { shared: '' })).not.toHaveProperty('shared');
    expect(instructionsFor(chats, { executor: '' }).executor).toBe('');
  });

  test('has none where no role is a chat', () => {
    const natives = { planner: 'native', executor: 'native' } as const;
    expect(instructionsFor(natives, { shared: 'Unread.' })).toEqual(defaultInstructions('native'));
  });
});
