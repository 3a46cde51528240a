import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitrarySession } from '#lib/protocol/testing/arbitrary-session.ts';
import { sampleLog } from '#lib/protocol/testing/sample-session.ts';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { importLimits } from '../limits.ts';
import { sampleQuestion, sampleSequential, sampleTranscript } from '../testing/sample-files.ts';
import { readTraces } from './read-traces.ts';
import type { SourceTrace } from './source-trace.ts';
import { ImportError, logFromSource, type SourceLogOptions } from './trace-log.ts';

const options: SourceLogOptions = { counter: wordCounter, startedAt: '2026-01-01T00:00:00.000Z' };

function traceOf(text: string, path = 'a.txt'): SourceTrace {
  const [trace] = readTraces({ path, text }).traces;
  if (!trace) throw new Error('no trace in it');
  return trace;
}

const imported = async (text: string, more: Partial<SourceLogOptions> = {}) =>
  logFromSource(traceOf(text), { ...options, ...more });

const refusal = async (text: string, more: Partial<SourceLogOptions> = {}) => {
  try {
    await logFromSource(traceOf(text, 'a'), { ...options, ...more });
  } catch (error) {
    if (error instanceof ImportError) return error.problem;
    throw error;
  }
  throw new Error('it was not refused');
};

/** Texts and structure. */
const kept = ({ session, stages, answer, thought }: TraceState) => ({
  question: session?.question,
  stages: stages.map(({ plan, executions }) => ({
    plan: plan.text,
    prompts: plan.prompts.map(({ index, start, end }) => ({ index, start, end })),
    executions: executions.map(({ stream, text }) => ({ stream, text })),
  })),
  answer: answer?.text ?? null,
  thought: thought && { text: thought.text, thinking: thought.thinking },
});

describe('logFromSource: texts', () => {
  test('a transcript becomes a SPRINT session, timed by tokens, with who brought it', async () => {
    const events = await imported(sampleTranscript, { author: 'results.csv' });
    expect(validateLog(events)).toEqual([]);
    expect(events[0]).toMatchObject({
      strategy: 'sprint',
      question: sampleQuestion,
      clock: 'tokens',
      origin: { kind: 'imported', author: 'results.csv' },
    });
    const { stages, status, diagnostics } = foldEvents(events);
    expect(stages.map(({ executions }) => executions.length)).toEqual([2, 1]);
    expect([status, diagnostics]).toEqual(['done', []]);
  });

  test('a sequential trace takes the question given; its own goes first', async () => {
    const given = { question: 'Given?' };
    expect((await imported(sampleSequential, given))[0]).toMatchObject({
      strategy: 'sequential',
      question: 'Given?',
    });
    const own = await imported(`<Question>\nOwn?\n</Question>\n<think>\nHm.\n</think>\nSo 3.`, given);
    expect(own[0]).toMatchObject({ strategy: 'sequential', question: 'Own?' });
    expect(foldEvents(own).thought).toMatchObject({ thinking: 'Hm.', text: 'So 3.' });
  });

  test('in a sequential trace a tag is text, so that nothing is lost when it is chosen by hand', async () => {
    const text = 'I would write <prompt_1.1> first. So 3.';
    const events = await logFromSource(
      { ...traceOf(text), kind: 'sequential', strategy: 'sequential' },
      options,
    );
    expect(foldEvents(events).thought?.text).toBe(text);
    expect(foldEvents(events).stages).toEqual([]);
  });

  test('any session, written as a transcript and imported again, keeps texts and structure', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySession, async (sample) => {
        // With neither a stage nor an answer there is no trace, only a question.
        fc.pre(sample.stages.length > 0 || sample.answer !== undefined);
        const state = foldEvents(sampleLog(sample));
        const trace: SourceTrace = {
          ...traceOf(writeTranscript(state)),
          kind: 'transcript',
          strategy: 'sprint',
        };
        expect(kept(foldEvents(await logFromSource(trace, options)))).toEqual(kept(state));
      }),
      { numRuns: 100 },
    );
  });

  test('a sequential session, written and imported again, keeps text and thinking', async () => {
    const words = fc.array(fc.constantFrom('so', 'x < 3', '<b>', '$a<b$', '∑', '\n\n', '\\boxed{4}'), {
      minLength: 1,
      maxLength: 9,
    });
    const visible = words.map((parts) => parts.join(' ').trim()).filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(visible, fc.option(visible), async (text, thinking) => {
        const source = thinking === null ? text : `<think>\n${thinking}\n</think>\n\n${text}`;
        const state = foldEvents(await imported(source));
        expect(kept(state).thought).toEqual({ text, thinking: thinking ?? '' });
        expect(kept(foldEvents(await imported(writeTranscript(state)))).thought).toEqual(kept(state).thought);
      }),
      { numRuns: 100 },
    );
  });

  test('what no session has is refused: stages, prompts, length, nothing at all', async () => {
    const problems = await Promise.all([
      refusal('<Plan_1>a</Plan_1>'.repeat(1_001)),
      refusal(`<Plan_1>${'<prompt>a</prompt>'.repeat(1_001)}</Plan_1>`),
      refusal('<Plan_1>a</Plan_1>', { limits: { ...importLimits, maxTraceLength: 9 } }),
      refusal('<Question> How? </Question>'),
    ]);
    expect(problems.slice(0, 3).map((problem) => problem?.type)).toEqual([
      'too-large',
      'too-large',
      'too-large',
    ]);
    const references = `<Plan_1>${'<prompt>a</prompt>'}</Plan_1><Execution_1><execution>b</execution></Execution_1><Plan_2>${'execution_1.1 '.repeat(10_001)}`;
    expect((await refusal(references)).message).toMatch(/10,001 times/);
  });
});

describe('logFromSource: logs', () => {
  const wall = (events: readonly TraceEvent[]): TraceEvent[] =>
    events.map((event, index) => ({
      ...event,
      at: index * 12.5,
      ...(event.type === 'session-start' && { clock: 'wall' as const }),
    }));

  test('a log is kept event for event, whatever its clock, to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySession, async (sample) => {
        const text = writeLog(wall(sampleLog(sample)));
        expect(writeLog(await imported(text))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  test('what its schema does not know is kept too', async () => {
    const text = writeLog(sampleLog({ stages: [] }))
      .replace('{"seq":0', '{"later":{"a":[1]},"seq":0')
      .replace(/\{"type/g, '{"type');
    expect(writeLog(await imported(text))).toBe(text);
  });

  test('a log that does not end is closed as interrupted, and nothing of it is changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrarySession,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (sample, share) => {
          const whole = sampleLog(sample);
          const part = whole.slice(0, Math.max(1, Math.floor(whole.length * share)));
          const events = await imported(writeLog(part));
          expect(events.slice(0, part.length)).toEqual(part);
          expect(validateLog(events)).toEqual([]);
          if (part.length < whole.length)
            expect(events.at(-1)).toMatchObject({ type: 'session-end', status: 'interrupted' });
        },
      ),
      { numRuns: 50 },
    );
  });

  const log = sampleLog({
    stages: [{ plan: [{ text: 'a' }, { prompt: true, text: 'b' }], executions: [{ text: 'c' }] }],
    answer: { text: '\\boxed{1}' },
  });
  const changed = (change: (events: TraceEvent[]) => void): string => {
    const events = structuredClone(log);
    change(events);
    return writeLog(events);
  };

  test.each([
    ['an event missing', (events: TraceEvent[]) => events.splice(2, 1), 3],
    [
      'two events exchanged',
      (events: TraceEvent[]) => events.splice(2, 2, ...events.slice(2, 4).reverse()),
      3,
    ],
    ['a time that goes back', (events: TraceEvent[]) => Object.assign(events[4] ?? {}, { at: 1 }), 5],
    [
      'a time that no session has',
      (events: TraceEvent[]) => Object.assign(events.at(-1) ?? {}, { at: 1e300 }),
      log.length,
    ],
    [
      'a start that is no date',
      (events: TraceEvent[]) => Object.assign(events[0] ?? {}, { startedAt: 'tomorrow' }),
      1,
    ],
    [
      'tokens beyond all measure',
      (events: TraceEvent[]) =>
        Object.assign(events.find(({ type }) => type === 'plan-end') ?? {}, {
          tokens: { text: 9e15, withTags: 1, thinking: 0 },
        }),
      log.findIndex(({ type }) => type === 'plan-end') + 1,
    ],
  ])('%s is refused with its line', async (_, change, line) => {
    expect(await refusal(changed(change))).toMatchObject({
      type: 'invalid-log',
      place: { path: 'a', line },
    });
  });

  test('annotations stand anywhere: lines of events are told as they are; more of them than a trace keeps are refused', async () => {
    const text = writeLog(log);
    const stamp = { type: 'annotation', madeAt: '2026-01-02T03:04:05.678Z', kind: 'note', place: {} };
    const note = (seq: number) => JSON.stringify({ ...stamp, seq, quote: '', text: 'A good idea' });
    const lines = text.trimEnd().split('\n');
    const broken = changed((events) => Object.assign(events.at(-1) ?? {}, { at: 1e300 }))
      .trimEnd()
      .split('\n');
    const mixed = [broken[0], note(0), ...broken.slice(1)].join('\n');
    expect(await refusal(mixed)).toMatchObject({ type: 'invalid-log', place: { line: lines.length + 1 } });
    const many = Array.from({ length: 2_001 }, (_, seq) => note(seq));
    expect(await refusal([...lines, ...many].join('\n'))).toMatchObject({
      type: 'too-large',
      message: expect.stringContaining('2001 annotations'),
    });
  });

  test('lines that are no events, and nesting, are refused with their line; blank lines count', async () => {
    const text = writeLog(log);
    const lines = text.split('\n');
    expect(await refusal([lines[0], '', '{"seq":', ...lines.slice(2)].join('\n'))).toMatchObject({
      place: { line: 3 },
    });
    const deep = `{"seq":1,"at":1,"type":"stage-start","stage":1,"x":${'['.repeat(500)}${']'.repeat(500)}}`;
    expect(await refusal([lines[0], deep].join('\n'))).toMatchObject({
      type: 'invalid-log',
      place: { line: 2 },
    });
    expect((await refusal(text.replace('"logVersion":1', '"logVersion":99'))).message).toMatch(
      /newer Sprintscope/,
    );
    expect((await refusal(lines.slice(1).join('\n'))).message).toMatch(/session-start/);
  });
});
