import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTranscript, restOf } from './transcript.ts';

const head = '<Question>\nQ\n</Question>\n\n<think>\n';
const planner = 'Continue the transcript below as its planner. Work in rounds.\n\n';
const stage1 =
  '<Plan_1>\na <prompt_1.1> one </prompt_1.1> b <prompt_1.2> two </prompt_1.2>\n</Plan_1>\n\n<Execution_1>\n<execution_1.1>\nr1\n</execution_1.1>\n\n<execution_1.2>\nr2\n</execution_1.2>\n</Execution_1>\n\n';

describe('readTranscript', () => {
  it('takes the last question: instructions may hold an example', () => {
    const { question } = readTranscript(`<Question> old </Question> …\n${head}`);
    expect(question).toBe('Q');
  });

  it.each([
    ['a planner at its start', `${planner}${head}`, { kind: 'plan', stage: 1, opened: false, said: '' }],
    ['a planner after a stage', head + stage1, { kind: 'plan', stage: 2, opened: false, said: '' }],
    [
      'a planner after a stage without prompts',
      `${head}<Plan_1>\na\n</Plan_1>\n\n<Execution_1>\nNo prompt to execute.\n</Execution_1>\n\n`,
      { kind: 'plan', stage: 2, opened: false, said: '' },
    ],
    [
      'a planner that broke off',
      `${head}${stage1}<Plan_2>\nBased on <prompt_2.1> x`,
      { kind: 'plan', stage: 2, opened: true, said: '\nBased on <prompt_2.1> x' },
    ],
    [
      'an executor',
      `${head}<Plan_1>\na <prompt_1.1> one </prompt_1.1> b <prompt_1.2> two </prompt_1.2>\n</Plan_1>\n\n<Execution_1>\n<execution_1.2>\n`,
      { kind: 'execution', stage: 1, index: 2, prompt: 'two', said: '\n' },
    ],
    [
      'an executor whose prompt was renumbered',
      `${head}${stage1}<Plan_2>\na\n\n<prompt_2.1> mine </prompt_2.1>\n\n<prompt_2.2> other </prompt_2.2>\n</Plan_2>\n\n<Execution_2>\n<execution_2.1>\n`,
      { kind: 'execution', stage: 2, index: 1, prompt: 'mine', said: '\n' },
    ],
    [
      'an executor without a prompt',
      `${head}<Plan_1>\na\n</Plan_1>\n\n<Execution_1>\n<execution_1.1>\n`,
      { kind: 'execution', stage: 1, index: 1, prompt: null, said: '\n' },
    ],
    ['a forced answer', `${head}${stage1}<Final_answer>\n`, { kind: 'answer', said: '\n' }],
    [
      'a planner that was reminded',
      `${head}Nothing.\n\nBegin it with <Plan_1>\n\n`,
      { kind: 'plan', stage: 1, opened: true, said: '\n\n' },
    ],
    ['a plain question', 'Use 2, 3, 4 to make 24', { kind: 'thought' }],
    ['a sequential run, told by its instructions', `Think step by step.\n\n${head}`, { kind: 'thought' }],
    ['no instructions at all: the protocol', head, { kind: 'plan', stage: 1, opened: false, said: '' }],
  ])('knows the place of %s', (_name, context, position) => {
    expect(readTranscript(context).position).toEqual(position);
  });

  it('instructions of a chat decide as well', () => {
    expect(readTranscript(head, 'Think step by step.').position.kind).toBe('thought');
    expect(readTranscript(head, 'You are the planner.').position.kind).toBe('plan');
  });

  it('gives prompts and executions of ended stages only', () => {
    const { prompts, executions } = readTranscript(`${head}${stage1}<Plan_2>\n<prompt_2.1> x </prompt_2.1>`);
    expect(prompts).toEqual([
      { stage: 1, index: 1, text: 'one' },
      { stage: 1, index: 2, text: 'two' },
    ]);
    expect(executions.map(({ text }) => text)).toEqual(['r1', 'r2']);
  });

  it('never throws on any text', () => {
    const pieces = [
      '<Question>',
      '</Question>',
      '<Plan_1>',
      '</Plan_1>',
      '<prompt_1.1>',
      '<execution_1.1>',
      '</',
      '<Final_answer>',
      'x',
      '\n',
      '<',
      '_1.',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 30 }),
        (parts) => void readTranscript(parts.join('')),
      ),
    );
  });
});

describe('restOf', () => {
  it('gives what is left wherever the text was cut, white space aside', () => {
    const full = 'Based on execution_1.1:\nNo solution yet.\n\n<prompt_2.1> Try. </prompt_2.1>\n</Plan_2>';
    fc.assert(
      fc.property(fc.nat(full.length), fc.constantFrom('', '\n', ' '), (at, space) => {
        const said = `${space}${full.slice(0, at).replace(/\s+/g, ' ')}`;
        const rest = restOf(full, said);
        expect((full.slice(0, at) + rest).replace(/\s+/g, '')).toBe(full.replace(/\s+/g, ''));
      }),
    );
  });

  it('gives everything when somebody else wrote the beginning', () => {
    expect(restOf('mine', 'yours')).toBe('mine');
  });
});
