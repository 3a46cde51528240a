import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { hostileText } from '../testing/hostile-session.ts';
import { readTraces } from './read-traces.ts';
import { logFromSource } from './trace-log.ts';

/** The state of the one trace in a file. */
async function importOf(path: string, text: string): Promise<TraceState> {
  const { traces, problems } = readTraces({ path, text });
  expect(problems).toEqual([]);
  expect(traces).toHaveLength(1);
  const [trace] = traces;
  if (!trace) throw new Error('one trace was read');
  return foldEvents(await logFromSource(trace, { counter: wordCounter, startedAt: '2026-01-01T00:00:00Z' }));
}

/** All token numbers, under all four definitions. */
const numbers = (state: TraceState) => {
  const { sequentialTokens, totalTokens, totalTokensWithTags } = sessionMetrics(state);
  return { sequentialTokens, totalTokens, totalTokensWithTags };
};

type Message = Record<string, unknown>;
const chat = (reply: Message) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: 'How many?' },
      { role: 'assistant', ...reply },
    ],
  });

/** Every way in which a file can hold the thinking of one reply and its text. */
const shapes: Record<string, (thinking: string, text: string) => { path: string; text: string }> = {
  'in <think>': (thinking, text) => ({ path: 'a.txt', text: `<think>\n${thinking}\n</think>\n\n${text}` }),
  'in <think>, on one line': (thinking, text) => ({
    path: 'a.txt',
    text: `<think>${thinking}</think>${text}`,
  }),
  'before a </think> whose opening the chat template swallowed': (thinking, text) => ({
    path: 'a.txt',
    text: `${thinking}\n</think>\n\n${text}`,
  }),
  'so in a chat row': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ content: `${thinking}\n</think>\n\n${text}` }),
  }),
  'so in a column': (thinking, text) => ({
    path: 'a.jsonl',
    text: JSON.stringify({ question: 'How many?', response: `${thinking}</think>${text}` }),
  }),
  'in a field, and swallowed in the text': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning: thinking, content: `${thinking}\n</think>\n${text}` }),
  }),
  ...Object.fromEntries(
    ['reasoning_content', 'reasoning', 'thinking', 'thought', 'reasoning_text'].map((field) => [
      `as ${field}`,
      (thinking: string, text: string) => ({
        path: 'a.jsonl',
        text: chat({ [field]: thinking, content: text }),
      }),
    ]),
  ),
  'as the first field that is not empty': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_content: '', reasoning: null, thinking, content: text }),
  }),
  'in two fields': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({
      reasoning: thinking,
      reasoning_details: [{ type: 'reasoning.text', text: thinking }],
      content: text,
    }),
  }),
  'in a field and in <think>': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_content: thinking, content: `<think>${thinking}</think>\n${text}` }),
  }),
  'in a field, an empty <think> before the text': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_content: thinking, content: `<think>\n\n</think>\n\n${text}` }),
  }),
  'in a field, a lone </think> before the text': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_content: thinking, content: `</think>\n\n${text}` }),
  }),
  'in a field, with its tags': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_content: `<think>\n${thinking}\n</think>`, content: text }),
  }),
  'as reasoning_details': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_details: [{ type: 'reasoning.text', text: thinking }], content: text }),
  }),
  'as a summary in reasoning_details': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({ reasoning_details: [{ type: 'reasoning.summary', summary: thinking }], content: text }),
  }),
  'as parts, thinking': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({
      content: [
        { type: 'thinking', thinking, signature: 'c2ln' },
        { type: 'text', text },
      ],
    }),
  }),
  'as parts, reasoning': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({
      content: [
        { type: 'reasoning', text: thinking },
        { type: 'text', text },
      ],
    }),
  }),
  'as parts within parts': (thinking, text) => ({
    path: 'a.jsonl',
    text: chat({
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: thinking }] },
        { type: 'text', text },
      ],
    }),
  }),
  'in a column': (thinking, text) => ({
    path: 'a.jsonl',
    text: JSON.stringify({ question: 'How many?', response: `<think>\n${thinking}\n</think>\n\n${text}` }),
  }),
};

const words = fc
  .array(
    fc.constantFrom('so', 'x < 3', '\\boxed{4}', 'wait,', '\n', '∑', '42', 'execution', '"no"', '\\frac'),
    { minLength: 1, maxLength: 30 },
  )
  .map((all) => `I ${all.join(' ')}.`);

describe('one text, one number, in whichever shape it comes', () => {
  test.each(Object.entries(shapes))('%s', async (_, shape) => {
    await fc.assert(
      fc.asyncProperty(words, words, async (thinking, text) => {
        const { path, text: file } = shape(thinking, text);
        const state = await importOf(path, file);
        expect(state.session?.strategy).toBe('sequential');
        expect(state.thought).toMatchObject({ thinking, text });
        const plain = await importOf('a.txt', `${thinking}\n\n${text}`);
        expect(numbers(state)).toEqual(numbers(plain));
      }),
      { numRuns: 40 },
    );
  });
});

test('exported as a transcript and imported, a sequential session is the same, whatever it thought', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, words, async (thinking, text) => {
      const message = { reasoning_content: `First: ${thinking}.`, content: text };
      const state = await importOf('a.jsonl', chat(message));
      const again = await importOf('a.txt', writeTranscript(state));
      expect(again.thought).toMatchObject({ thinking: state.thought?.thinking, text });
      expect(numbers(again)).toEqual(numbers(state));
    }),
    { numRuns: 100 },
  );
});

const transcript = `<Question>
How many?
</Question>

<think>
<Plan_1>
Two parts. <prompt_1.1> Count. </prompt_1.1>
</Plan_1>

<Execution_1>
<execution_1.1>
Three.
</execution_1.1>
</Execution_1>

<Final_answer>
\\boxed{3}
</Final_answer>
</think>
`;

describe('a trajectory whose thinking came apart from it', () => {
  const plan = (state: TraceState) => state.stages[0]?.plan;

  test.each([
    ['of the whole reply', transcript],
    ['of a reply that does not repeat the question', transcript.slice(transcript.indexOf('<Plan_1>'))],
  ])('%s: it is the first plan’s, and stands before its prompt', async (_, content) => {
    for (const thinking of ['Count them all first.', 'A </think> or <Plan_1> in it ends nothing.']) {
      const state = await importOf('a.jsonl', chat({ reasoning_content: thinking, content }));
      expect(state.session).toMatchObject({ strategy: 'sprint', question: 'How many?' });
      expect(plan(state)).toMatchObject({ thinking, text: 'Two parts. Count.' });
      expect(state.stages[0]?.executions[0]?.text).toBe('Three.');
      expect(state.answer?.text).toBe('\\boxed{3}');
    }
  });

  test('swallowed by the chat template, with a draft in it: the thinking is the first plan’s, the draft launches nothing', async () => {
    const draft = 'I may write <prompt_1.1> draft </prompt_1.1> first.';
    const body = transcript.slice(transcript.indexOf('<Plan_1>'));
    for (const [path, text] of [
      ['a.txt', `${draft}\n</think>\n\n${body}`],
      ['a.jsonl', chat({ content: `${draft}\n</think>\n\n${body}` })],
    ] as const) {
      const state = await importOf(path, text);
      expect(state.stages).toHaveLength(1);
      expect(plan(state)).toMatchObject({ thinking: draft, text: 'Two parts. Count.' });
      expect(numbers(await importOf('a.txt', writeTranscript(state)))).toEqual(numbers(state));
    }
  });

  test('a server that took the trajectory for reasoning: it is read out of there', async () => {
    const body = transcript.slice(transcript.indexOf('<Plan_1>'));
    for (const reply of [
      { reasoning_content: body, content: '' },
      { reasoning_content: `Well.\n${body}`, content: null },
      { reasoning_content: body, content: 'It is \\boxed{3}.' },
    ]) {
      const state = await importOf('a.jsonl', chat(reply));
      expect(plan(state)?.prompts).toHaveLength(1);
      expect(state.answer?.text).toBe('\\boxed{3}');
    }
  });

  test('thinking that speaks of tags makes no trajectory of a plain reply', async () => {
    const thinking = 'The user wants <Plan_1> and <prompt_1.1> tags, then </think>.';
    const state = await importOf('a.jsonl', chat({ reasoning: thinking, content: 'It is \\boxed{3}.' }));
    expect(state.session?.strategy).toBe('sequential');
    expect(state.thought).toMatchObject({ thinking, text: 'It is \\boxed{3}.' });
  });

  test('nor does it in <think>, and the transcript of that comes back', async () => {
    const text = 'It is \\boxed{3}.';
    for (const thinking of [
      'The user wants <Plan_1> and <prompt_1.1> tags. I think not.',
      'I would end it with <Final_answer> now.',
      'Do <Plan> and <prompt> help?',
    ]) {
      const apart = await importOf('a.jsonl', chat({ reasoning: thinking, content: text }));
      for (const [path, file] of [
        ['a.txt', `<think>\n${thinking}\n</think>\n\n${text}`],
        ['a.jsonl', chat({ content: `<think>${thinking}</think>${text}` })],
        ['a.txt', writeTranscript(apart)],
      ] as const) {
        const state = await importOf(path, file);
        expect(state.session?.strategy).toBe('sequential');
        expect(state.thought).toMatchObject({ thinking, text });
        expect(numbers(state)).toEqual(numbers(apart));
        expect(numbers(await importOf('b.txt', writeTranscript(state)))).toEqual(numbers(apart));
      }
    }
  });

  test.each([
    ['in an envelope', `<think>\n${transcript}`],
    ['behind thinking', `<think>\nThey want <Plan_1>.\n</think>\n\n${transcript}`],
    ['before other thinking', `${transcript}<think>Done <Plan_1>?</think> Yes.`],
  ])('a trajectory %s is one', async (_, text) => {
    const state = await importOf('a.txt', text);
    expect(state.session?.strategy).toBe('sprint');
    expect(plan(state)?.prompts).toHaveLength(1);
  });

  test('thinking between parts of the text stays where it was', async () => {
    const [before = '', after = ''] = transcript.split('<Execution_1>');
    const state = await importOf(
      'a.jsonl',
      chat({
        content: [
          { type: 'thinking', thinking: 'First.' },
          { type: 'text', text: before },
          { type: 'text', text: `<Execution_1>${after.split('Three.')[0]}` },
          { type: 'thinking', thinking: 'One, two, three.' },
          { type: 'text', text: `Three.${after.split('Three.')[1]}` },
        ],
      }),
    );
    expect(plan(state)?.thinking).toBe('First.');
    expect(state.stages[0]?.executions[0]).toMatchObject({ thinking: 'One, two, three.', text: 'Three.' });
  });
});
