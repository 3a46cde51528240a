import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { partsText } from './contexts/context.ts';
import { arbitraryThinkingSession } from './testing/arbitrary-session.ts';
import { countedLog } from './testing/counted-log.ts';
import { type SampleSession, sampleLog } from './testing/sample-session.ts';
import { wordCounter } from './testing/word-counter.ts';
import { logFromTranscript } from './transcript-log/transcript-log.ts';
import { transcriptParts, writeTranscript } from './writer.ts';

const stateOf = (sample: SampleSession) => foldEvents(sampleLog(sample));

async function readBack(text: string): Promise<TraceState> {
  const options = {
    counter: wordCounter,
    origin: { kind: 'imported' as const },
    startedAt: '2026-01-01T00:00:00Z',
  };
  return foldEvents(await logFromTranscript(text, options));
}

/** Texts, thinking and structure: what a transcript preserves of a session. */
const kept = ({ session, stages, answer }: TraceState) => ({
  question: session?.question,
  stages: stages.map(({ plan, executions }) => ({
    plan: plan.text,
    thinking: plan.thinking,
    prompts: plan.prompts.map(({ index, start, end, thinkingLength }) => ({
      index,
      start,
      end,
      thinkingLength,
    })),
    executions: executions.map(({ stream, text, thinking }) => ({ stream, text, thinking })),
  })),
  answer: answer && { text: answer.text, thinking: answer.thinking },
});

/** Every number that counts tokens. */
const numbers = (state: TraceState) => {
  const { sequentialTokens, totalTokens, totalTokensWithTags, thinkingTokens } = sessionMetrics(state);
  return { sequentialTokens, totalTokens, totalTokensWithTags, thinkingTokens };
};

describe('writeTranscript', () => {
  test('[T1] [T2] read back, a transcript has the texts, the thinking and the structure of the session', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryThinkingSession, async (sample) => {
        const state = stateOf(sample);
        expect(kept(await readBack(writeTranscript(state)))).toEqual(kept(state));
      }),
      { numRuns: 120 },
    );
  });

  test('read back, a transcript has the numbers of the session, with thinking and without', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryThinkingSession, async (sample) => {
        const state = foldEvents(await countedLog(sampleLog(sample), wordCounter));
        const again = await readBack(writeTranscript(state));
        expect(numbers(again)).toEqual(numbers(state));
      }),
      { numRuns: 80 },
    );
  });

  test('[T4] thinking left out, a transcript is that of the session without any', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryThinkingSession, async (sample) => {
        const log = sampleLog(sample).filter(
          (event) => !('channel' in event && event.channel === 'thinking'),
        );
        const text = writeTranscript(stateOf(sample), { thinking: false });
        expect(text).toBe(writeTranscript(foldEvents(log)));
      }),
      { numRuns: 100 },
    );
  });

  test('[T2] thinking stands before the prompts that closed after it, and not before others', () => {
    const sample: SampleSession = {
      stages: [
        {
          plan: [
            { text: 'Split.\n\n', thinking: 'Two parts.' },
            { prompt: true, text: 'Do A.' },
            { text: '\n', thinking: 'B is apart.' },
            { prompt: true, text: 'Do B.' },
            { text: '', thinking: 'Enough: <Plan_2> may </think> wait.' },
          ],
          executions: [
            { text: 'A is 1.', thinking: 'One?' },
            { text: '', thinking: 'No end' },
          ],
        },
      ],
      answer: { text: '\\boxed{1}', thinking: 'A < B.' },
    };
    expect(writeTranscript(stateOf(sample))).toBe(`<Question>
Why?
</Question>

<think>
<Plan_1>
<think>
Two parts.
</think>

Split.

<prompt_1.1> Do A. </prompt_1.1><think>
B is apart.
</think>
<prompt_1.2> Do B. </prompt_1.2><think>
Enough: <\\Plan_2> may <\\/think> wait.
</think>
</Plan_1>

<Execution_1>
<execution_1.1>
<think>
One?
</think>

A is 1.
</execution_1.1>

<execution_1.2>
<think>
No end
</think>
</execution_1.2>
</Execution_1>

<Final_answer>
<think>
A < B.
</think>

\\boxed{1}
</Final_answer>
</think>
`);
  });

  test('read back and written again, it is the same to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryThinkingSession, async (sample) => {
        const text = writeTranscript(stateOf(sample));
        expect(writeTranscript(await readBack(text))).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  test('the exact form', () => {
    const sample: SampleSession = {
      stages: [
        {
          plan: [{ text: 'Split.\n\n' }, { prompt: true, text: 'Do A.' }],
          executions: [
            { text: 'A is 1.', status: 'failed', error: { type: 'stalled', message: 'Silence.' } },
          ],
        },
        { plan: [{ text: 'Think.' }], executions: [] },
      ],
      answer: { text: '\\boxed{1}' },
    };
    expect(writeTranscript(stateOf(sample))).toBe(`<Question>
Why?
</Question>

<think>
<Plan_1>
Split.

<prompt_1.1> Do A. </prompt_1.1>
</Plan_1>

<Execution_1>
<execution_1.1>
A is 1.
</execution_1.1>
</Execution_1>

<Plan_2>
Think.
</Plan_2>

<Execution_2>
No prompt to execute.
</Execution_2>

<Final_answer>
\\boxed{1}
</Final_answer>
</think>
`);
  });

  test('what was written before the first plan is there, and counts', async () => {
    const text =
      'Sure!\n\n<Question>Why?</Question>\nHere it comes. <Plan_1> A <prompt_1.1> B </prompt_1.1> </Plan_1>';
    const state = await readBack(text);
    expect(state.thought?.text).toMatch(/^Sure!\s+Here it comes\.$/);
    const written = writeTranscript(state);
    expect(written).toMatch(/<\/Question>\n\nSure!\s+Here it comes\.\n\n<think>\n<Plan_1>/);
    const again = await readBack(written);
    expect(again.thought?.text).toBe(state.thought?.text);
    expect(numbers(again)).toEqual(numbers(state));
  });

  test('what still runs at the end has no closing tag; before the end everything has', () => {
    const events = sampleLog({
      stages: [{ plan: [{ prompt: true, text: 'Do A.' }], executions: [{ text: 'A is 1 and so on.' }] }],
    });
    const inPlan = events.findIndex(({ type }) => type === 'prompt-start') + 2;
    expect(writeTranscript(foldEvents(events.slice(0, inPlan)))).toMatch(/<Plan_1>\n<prompt_1\.1> Do A\.$/);
    const inExecution = events.findIndex(({ type }) => type === 'execution-end');
    expect(writeTranscript(foldEvents(events.slice(0, inExecution)))).toMatch(
      /<prompt_1\.1> Do A\. <\/prompt_1\.1>\n<\/Plan_1>\n\n<Execution_1>\n<execution_1\.1>\nA is 1 and so on\.$/,
    );
  });

  test('executions that wait for their request are not written', () => {
    const events = sampleLog({
      stages: [{ plan: [{ prompt: true, text: 'Do A.' }], executions: [{ text: 'A.' }] }],
    });
    const forked = events.findIndex(({ type }) => type === 'prompt-end') + 1;
    const text = writeTranscript(foldEvents(events.slice(0, forked)));
    expect(text).not.toMatch('<Execution_1>');
    expect(text, 'the prompt has closed, the plan has not').toMatch(/<prompt_1\.1> Do A\. <\/prompt_1\.1>$/);
  });

  test('a sequential session is plain text, its thinking in <think>', async () => {
    const [start] = sampleLog({ stages: [] });
    if (start?.type !== 'session-start') throw new Error('a log begins with its session');
    const stream = 'thought' as const;
    const delta = { type: 'thought-delta', stream, attempt: 1 } as const;
    const state = foldEvents([
      { ...start, strategy: 'sequential' },
      { seq: 1, at: 0, type: 'thought-start', stream, attempt: 1, requestedAt: 0 },
      { seq: 2, at: 0, ...delta, channel: 'thinking', text: 'Hm, 1 < 3.' },
      { seq: 3, at: 0, ...delta, channel: 'text', text: 'So \\boxed{3}.' },
    ]);
    const text = writeTranscript(state);
    expect(text).toBe('<think>\nHm, 1 < 3.\n</think>\n\nSo \\boxed{3}.\n');
    const { session, thought } = await readBack(text);
    expect(session?.strategy).toBe('sequential');
    expect(thought).toMatchObject({ text: 'So \\boxed{3}.', thinking: 'Hm, 1 < 3.', status: 'done' });
  });

  test('the transcript in parts is the transcript', () => {
    fc.assert(
      fc.property(arbitraryThinkingSession, (sample) => {
        const state = stateOf(sample);
        expect(partsText(transcriptParts(state))).toBe(writeTranscript(state));
      }),
      { numRuns: 50 },
    );
  });

  test('nothing begun, nothing written', () => {
    expect(writeTranscript(foldEvents([]))).toBe('');
  });
});
