import { describe, expect, test } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { contextText } from '../context.ts';
import { contextFor } from '../contexts.ts';
import { sampleLog } from '../testing/sample-session.ts';
import { defaultInstructions } from './default-instructions.ts';

const TAG = /<\/?(?:Plan|Execution|execution|prompt|Final_answer)(?:_[\d.]+)?>/g;

describe.each(['native', 'prompted'] as const)('default instructions, %s', (mode) => {
  const log = sampleLog({
    plannerMode: mode,
    executorMode: mode,
    stages: [{ plan: [{ prompt: true, text: 'Do A.' }], executions: [{ text: 'A is 1.' }] }],
  });
  const state = foldEvents(
    log.map((event) =>
      event.type === 'session-start' ? { ...event, instructions: defaultInstructions(mode) } : event,
    ),
  );
  const sent = (stream: StreamId) => contextText(contextFor(state, stream));

  test('a request ends with the transcript: its last tag says where to go on', () => {
    expect(sent('plan:1').split('</Question>').at(-1)?.match(TAG)).toBeNull();
    expect(sent('plan:2').match(TAG)?.at(-1)).toBe('</Execution_1>');
    expect(sent('execution:1.1').match(TAG)?.at(-1)).toBe('<execution_1.1>');
  });

  test('the question that stands last is the one that was asked', () => {
    for (const stream of ['plan:1', 'plan:2', 'execution:1.1'] as const) {
      expect(sent(stream).match(/<Question>/g)).toHaveLength(1);
    }
  });

  test('an executor finds its prompt by number: under policy authors others may follow it', () => {
    expect(defaultInstructions(mode).executor).toMatch(/number/);
    expect(defaultInstructions(mode).executor).not.toMatch(/last prompt|last one/);
  });

  test('a planner’s request names a plan from the first round on: it must not read as sequential', () => {
    expect(sent('plan:1')).toMatch(/<Plan_/);
  });

  test('a sequential request names no plan: it must not read as a round', () => {
    const { sequential } = defaultInstructions(mode);
    expect(sequential).not.toMatch(/<\/?\w+_|plan|round/i);
    expect(sequential).toMatch('\\boxed{}');
  });

  test('the planner is told of the boxed answer', () => {
    expect(defaultInstructions(mode).planner).toMatch('\\boxed{}');
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
  const { planner } = defaultInstructions('prompted');
  expect(planner).toContain('the thinking that stands before the prompt');
  expect(planner).toContain('neither on other prompts of this plan nor on what comes after it');
});

test('a chat model is told each rule of the planner’s part', () => {
  const { planner } = defaultInstructions('prompted');
  for (const rule of [
    '<prompt_i.1>',
    '</Plan_i>',
    '<Final_answer>',
    'must be independent',
    'self-contained',
    'One round at a time',
    'Based on execution_1.2:',
    'Observation about execution_1.2:',
    '-----',
  ])
    expect(planner).toContain(rule);
});
