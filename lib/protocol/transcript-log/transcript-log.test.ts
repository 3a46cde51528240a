import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrefixCounterNow } from '#lib/tokens/prefix-counts.ts';
import type { EventOf, TraceEvent, TraceEventType } from '#lib/trace/events.ts';
import { traceEventSchema } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { arbitraryThinkingSession } from '../testing/arbitrary-session.ts';
import { sampleLog } from '../testing/sample-session.ts';
import { wordCounter } from '../testing/word-counter.ts';
import { writeTranscript } from '../writer.ts';
import {
  logFromParsedNow,
  logFromTranscript,
  parseTranscript,
  type TranscriptLogOptions,
} from './transcript-log.ts';

const read = (text: string, options: Partial<TranscriptLogOptions> = {}) =>
  logFromTranscript(text, {
    counter: wordCounter,
    origin: { kind: 'imported' },
    startedAt: '2026-01-01T00:00:00Z',
    ...options,
  });

const ofType = <T extends TraceEventType>(events: readonly TraceEvent[], type: T) =>
  events.filter((event): event is EventOf<T> & TraceEvent => event.type === type);

const arbitraryText = arbitraryThinkingSession.map((sample) =>
  writeTranscript(foldEvents(sampleLog(sample))),
);

// Words and punctuation marks are the tokens: plan 10 words, of which the first prompt ends at 4 and the second at 9.
const uneven = `<Question> Q </Question>
<think>
<Plan_1>
one two <prompt_1.1> three four </prompt_1.1> five six seven <prompt_1.2> eight nine </prompt_1.2> ten
</Plan_1>
<Execution_1>
<execution_1.1> ${'a '.repeat(20)}</execution_1.1>
<execution_1.2> ${'b '.repeat(5)}</execution_1.2>
</Execution_1>
<Plan_2>
Based on execution_1.1: fine
</Plan_2>
<Final_answer> so </Final_answer>
</think>`;

describe('logFromTranscript', () => {
  test('a log of any transcript is complete, in order, and fits the schema', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryText, fc.double({ min: 0, max: 1, noNaN: true }), async (text, share) => {
        // Cut anywhere: a transcript may end in the middle of anything.
        const events = await read(text.slice(0, Math.ceil(text.length * share)));
        expect(validateLog(events)).toEqual([]);
        for (const event of events) traceEventSchema.parse(event);
      }),
      { numRuns: 100 },
    );
  });

  test('[P71] thinking that nothing opened is the thought’s, or the first plan’s', async () => {
    const thought = foldEvents(await read('two by two\n</think>\n\nSo four.')).thought;
    expect(thought).toMatchObject({ thinking: 'two by two', text: 'So four.' });
    expect(thought?.tokens).toEqual({ text: 3, withTags: 3, thinking: 3 });
    const plain = foldEvents(await read('<think>two by two</think>\n\nSo four.')).thought;
    expect(plain?.tokens).toEqual(thought?.tokens);
    const state = foldEvents(
      await read(
        '<Question>q</Question> I draft <Plan_1><prompt_1.1>no</prompt_1.1></Plan_1></think><Plan_1><prompt_1.1>yes</prompt_1.1></Plan_1>',
      ),
    );
    expect(state.session).toMatchObject({ question: 'q', strategy: 'sprint' });
    expect(state.stages).toHaveLength(1);
    expect(state.stages[0]?.plan).toMatchObject({
      text: 'yes',
      thinking: 'I draft <Plan_1><prompt_1.1>no</prompt_1.1></Plan_1>',
      prompts: [{ index: 1, start: 0, end: 3 }],
    });
    expect(parseTranscript('Hm.</think>4', { at: 'thought' }).thought).toMatchObject({
      thinking: 'Hm.',
      text: '4',
    });
  });

  test('the session lasts as long as its sequential tokens (definition authors)', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryText, async (text) => {
        const events = await read(text, { tokensPerSecond: 1000 });
        const { sequentialTokens } = sessionMetrics(foldEvents(events));
        expect(events.at(-1)?.at).toBeCloseTo(sequentialTokens.authors, 5);
      }),
      { numRuns: 100 },
    );
  });

  test('executors start where their prompt closes, the next plan starts at the join', async () => {
    const events = await read(uneven, { tokensPerSecond: 1000 });
    const at = (type: TraceEventType) => ofType(events, type).map((event) => event.at);
    expect(ofType(events, 'prompt-end').map(({ at, tokens }) => [at, tokens])).toEqual([
      [4, 4],
      [9, 9],
    ]);
    expect(at('execution-start')).toEqual([4, 9]);
    expect(at('plan-end')[0]).toBe(10);
    expect(at('execution-end')).toEqual([14, 24]);
    expect(at('stage-end')[0]).toBe(24);
    expect(at('plan-start')).toEqual([0, 24]);
  });

  test('P_k holds the thinking before a prompt closes, and the clock spends it', async () => {
    // Thinking: four words and punctuation marks before the first prompt, three between the prompts, four after the
    // second.
    const thinking = uneven
      .replace('one two', '<think>a b c.</think>one two')
      .replace(' five', '<think>d e.</think> five')
      .replace(' ten', '<think>f g h i</think> ten');
    const events = await read(thinking, { tokensPerSecond: 1000 });
    expect(
      ofType(events, 'prompt-end').map(({ at, tokens, thinkingTokens }) => [at, tokens, thinkingTokens]),
    ).toEqual([
      [8, 4, 4],
      [16, 9, 7],
    ]);
    expect(ofType(events, 'execution-start').map(({ at }) => at)).toEqual([8, 16]);
    expect(ofType(events, 'plan-end')[0]).toMatchObject({ at: 21, tokens: { text: 10, thinking: 11 } });
    expect(foldEvents(events).stages[0]?.plan.thinking).toBe('a b c.d e.f g h i');
  });

  test('thinking right after a prompt has closed does not hold its executor up', async () => {
    const text = '<Plan_1> one <prompt> two </prompt><think>a b c</think> <prompt>three</prompt>';
    const ends = ofType(await read(text, { tokensPerSecond: 1000 }), 'prompt-end');
    expect(ends.map(({ at, thinkingTokens }) => [at, thinkingTokens])).toEqual([
      [2, 0],
      [6, 3],
    ]);
  });

  test('dependencies and written numbers are in the log, before what follows them in the text', async () => {
    const events = await read(uneven.replace('<prompt_1.2>', '<prompt_1.7>'));
    expect(ofType(events, 'dependency')).toMatchObject([{ from: { stage: 1, index: 1 }, to: 'plan:2' }]);
    expect(ofType(events, 'prompt-start').map(({ index, written }) => [index, written])).toEqual([
      [1, undefined],
      [2, '1.7'],
    ]);
  });

  test('deltas are small and spread over the stream, so that a replay moves', async () => {
    const text = 'word '.repeat(600);
    const events = await read(text, { tokensPerSecond: 60 });
    const deltas = ofType(events, 'thought-delta');
    expect(deltas.length).toBeGreaterThan(80);
    for (const { text } of deltas) expect(text.split(' ').filter(Boolean).length).toBeLessThanOrEqual(8);
    expect(deltas.map((delta) => delta.text).join('')).toBe(text.trim());
    const gaps = deltas.slice(1).map((delta, index) => delta.at - (deltas[index]?.at ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(120);
  });

  test('no character is torn apart between two deltas', async () => {
    const text = '🧮汉'.repeat(300);
    const events = await read(text, { counter: { name: 'units', count: async (some) => some.length } });
    for (const { text } of ofType(events, 'thought-delta')) expect(text.isWellFormed()).toBe(true);
  });

  test('counts come from the counter, which is named', async () => {
    const events = await read(uneven);
    expect(events[0]).toMatchObject({ type: 'session-start', tokenizer: 'words', clock: 'tokens' });
    expect(ofType(events, 'plan-end')[0]?.tokens.text).toBe(10);
    expect(ofType(events, 'execution-end').map(({ tokens }) => tokens.text)).toEqual([5, 20]);
  });

  test('with tags, a count holds those before it: <Plan_1> is 3, <prompt_1.1> 5, </prompt_1.1> 6, </Plan_1> 4', async () => {
    const events = await read(uneven);
    expect(ofType(events, 'prompt-end').map(({ tokensWithTags }) => tokensWithTags)).toEqual([18, 34]);
    expect(ofType(events, 'plan-end')[0]?.tokens.withTags).toBe(39);
    expect(ofType(events, 'execution-end').map(({ tokens }) => tokens.withTags)).toEqual([16, 31]);
  });

  test('a finding stands before the end of the piece it speaks of', async () => {
    const stray = uneven.replace('a a a', 'a </Plan_9> a');
    const types = (await read(stray)).map((event) =>
      'stream' in event ? `${event.type} ${event.stream}` : event.type,
    );
    const at = types.indexOf('diagnostic');
    expect(types[at + 1]).toBe('execution-end execution:1.1');
    expect(types.filter((type) => type === 'diagnostic')).toHaveLength(1);
  });

  test('a text of nothing but thinking is a thought; thinking after the last piece is that piece’s', () => {
    const only = parseTranscript('<Question>q</Question><think>Only this</think>');
    expect(only.thought).toMatchObject({ text: '', thinking: 'Only this' });
    const after = parseTranscript(`${uneven.split('<Plan_2>')[0]}<think>after all</think>`);
    expect(after.thought).toBeNull();
    expect([...(after.stages[0]?.executions.values() ?? [])].map(({ thinking }) => thinking)).toEqual([
      '',
      'after all',
    ]);
  });

  test('a piece in which the text ends is truncated, and so is the session', async () => {
    const whole = uneven.indexOf('</execution_1.2>');
    const events = await read(uneven.slice(0, whole));
    expect(ofType(events, 'execution-end').map(({ stream, status }) => [stream, status])).toEqual(
      expect.arrayContaining([
        ['execution:1.1', 'done'],
        ['execution:1.2', 'truncated'],
      ]),
    );
    expect(events.at(-1)).toMatchObject({ type: 'session-end', status: 'truncated' });
    expect((await read(uneven)).at(-1)).toMatchObject({ status: 'done' });
  });

  test('a prompt in which the text ends forks nothing', async () => {
    const events = await read(uneven.slice(0, uneven.indexOf(' nine')));
    expect(ofType(events, 'prompt-start')).toHaveLength(2);
    expect(ofType(events, 'prompt-end')).toHaveLength(1);
  });

  test('a text without tags is a sequential session on the question given', async () => {
    const events = await read('First. Then \\boxed{2}.\n</think>', { question: 'How many?' });
    expect(events[0]).toMatchObject({ strategy: 'sequential', question: 'How many?' });
    expect(foldEvents(events).thought?.text).toBe('First. Then \\boxed{2}.');
  });

  test('the question in the text goes before the one given', async () => {
    expect((await read(uneven, { question: 'Another?' }))[0]).toMatchObject({ question: 'Q' });
  });
});

test('a log written at once is the one that is awaited', async () => {
  const countTokens = (text: string) => text.match(/\w+|[^\w\s]/g)?.length ?? 0;
  await fc.assert(
    fc.asyncProperty(arbitraryText, async (text) => {
      const now = logFromParsedNow(parseTranscript(text), {
        prefixes: createPrefixCounterNow(countTokens),
        tokenizer: wordCounter.name,
        origin: { kind: 'imported' },
        startedAt: '2026-01-01T00:00:00Z',
      });
      expect(now).toEqual(await read(text));
    }),
  );
});
