import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ErrorInfo, TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { arbitrarySession } from '../testing/arbitrary-session.ts';
import { type SampleSession, sampleLog } from '../testing/sample-session.ts';
import { type Context, type ContextPart, contextText, contextTokensAtMost, partsText } from './context.ts';
import { contextFor, forcedAnswerWindow } from './contexts.ts';
import { SHORTENED_NOTE, wasShortened, windowAfterRefusal } from './fit.ts';

const LEAST_ROOM = 128;
const MOST_ROOM = 512;

/** The log of a session whose planner has a window of this many tokens; 0 = unknown. */
function logIn(window: number, sample: SampleSession): TraceEvent[] {
  return sampleLog(sample).map((event) =>
    event.type === 'session-start' && window > 0
      ? {
          ...event,
          models: { ...event.models, planner: { ...event.models.planner, contextWindow: window } },
        }
      : event,
  );
}

const stateIn = (window: number, sample: SampleSession) => foldEvents(logIn(window, sample));
const size = (context: Context) => contextTokensAtMost(contextText(context));
const partsOf = (context: Context): readonly ContextPart[] =>
  context.kind === 'completion' ? context.parts : context.messages.flatMap(({ parts }) => parts);
const withoutStages = (state: TraceState): TraceState => ({ ...state, stages: [] });

/** Texts of any length: a sample's pieces, each repeated several times. */
const longSession: fc.Arbitrary<SampleSession> = fc
  .tuple(arbitrarySession, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 }))
  .map(([sample, times]) => {
    let next = 0;
    const grow = (text: string) => {
      const grown = Array(times[next++ % times.length] ?? 1)
        .fill(text)
        .join(' ');
      return text.trim() === '' ? text : grown;
    };
    return {
      ...sample,
      answer: { text: 'So.', forced: 'context-full' as const },
      stages: sample.stages.map((stage) => ({
        ...stage,
        plan: stage.plan.map((piece) => ({ ...piece, text: grow(piece.text) })),
        executions: stage.executions.map((one) => ({ ...one, text: grow(one.text) })),
      })),
    };
  });
const window = fc.integer({ min: 200, max: 6000 });

describe('the context of a forced answer, in a window', () => {
  test('leaves room for the answer wherever question and instructions alone do', () => {
    fc.assert(
      fc.property(longSession, window, (sample, window) => {
        const state = stateIn(window, sample);
        const least = size(contextFor(withoutStages(state), 'answer'));
        fc.pre(least + LEAST_ROOM <= window);
        const sent = size(contextFor(state, 'answer'));
        const room = Math.max(LEAST_ROOM, Math.min(MOST_ROOM, Math.floor((window - least) / 2)));
        expect(sent + room).toBeLessThanOrEqual(window);
      }),
      { numRuns: 300 },
    );
  });

  test('is what it would be without a window where nothing needs to be cut', () => {
    fc.assert(
      fc.property(longSession, window, (sample, window) => {
        const whole = contextFor(stateIn(0, sample), 'answer');
        fc.pre(size(whole) + MOST_ROOM <= window);
        const state = stateIn(window, sample);
        expect(contextFor(state, 'answer')).toEqual(whole);
        expect(wasShortened(contextFor(state, 'answer'))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('cuts to ends only, marks each cut, and keeps the tags in order', () => {
    fc.assert(
      fc.property(longSession, window, (sample, window) => {
        const whole = partsOf(contextFor(stateIn(0, sample), 'answer'));
        const sent = partsOf(contextFor(stateIn(window, sample), 'answer'));
        const tags = (parts: readonly ContextPart[]) =>
          parts.filter(({ origin }) => origin === 'tag').map(({ text }) => text);
        const all = tags(whole);
        let from = 0;
        for (const tag of tags(sent)) {
          const place = all.indexOf(tag, from);
          expect(place, tag).toBeGreaterThanOrEqual(0);
          from = place + 1;
        }
        let at = 0;
        sent.forEach((part, position) => {
          expect(part.text).not.toBe('');
          if (part.origin !== 'execution' && part.origin !== 'plan' && part.origin !== 'prompt') return;
          const found = whole.findIndex(
            ({ origin, stage, index, text }, where) =>
              where >= at &&
              origin === part.origin &&
              stage === part.stage &&
              index === part.index &&
              text.endsWith(part.text),
          );
          expect(found).toBeGreaterThanOrEqual(0);
          at = found + 1;
          const isCut = whole[found]?.text !== part.text;
          expect(sent[position - 1]?.text === SHORTENED_NOTE).toBe(isCut);
        });
      }),
      { numRuns: 300 },
    );
  });

  test('is the same when asked for before the call and ever after', () => {
    fc.assert(
      fc.property(longSession, window, (sample, window) => {
        const events = logIn(window, sample);
        const start = events.findIndex(({ type }) => type === 'answer-start');
        const then = events.slice(0, start + 1).reduce(reduce, emptyState);
        expect(contextText(contextFor(foldEvents(events), 'answer', 1))).toBe(
          contextText(contextFor(then, 'answer', 1)),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is cut first', () => {
  const long = (word: string, length: number) => `${`${word} `.repeat(length)}So it is ${word}.`;
  const sample = (executions: readonly string[], plan = 'Look.'): SampleSession => ({
    stages: [
      {
        plan: [{ text: `${plan}\n\n` }, ...executions.map((_, at) => ({ prompt: true, text: `Do ${at}.` }))],
        executions: executions.map((text) => ({ text })),
      },
    ],
    answer: { text: 'So.', forced: 'context-full' },
  });
  const sentIn = (window: number, one: SampleSession) =>
    partsText(partsOf(contextFor(stateIn(window, one), 'answer')));

  test('the longest execution, to its end, and only as far as needed', () => {
    const short = 'It is 1.';
    const text = sentIn(2048, sample([short, long('two', 3000)]));
    expect(text).toContain(`<execution_1.1>\n${short}\n</execution_1.1>`);
    expect(text).toContain(`<execution_1.2>\n${SHORTENED_NOTE}two two`);
    expect(text).toContain('So it is two.\n</execution_1.2>');
    expect(contextTokensAtMost(text)).toBeGreaterThan(2048 - MOST_ROOM - 20);
  });

  test('plans next', () => {
    const text = sentIn(1024, sample([long('two', 900)], long('plan', 3000)));
    expect(text).toContain(`<Plan_1>\n${SHORTENED_NOTE}plan plan`);
    expect(text).toContain('<prompt_1.1> Do 0. </prompt_1.1>');
    expect(text).toContain('So it is two.\n</execution_1.1>');
  });

  test('then the oldest stages, and what is left says which', () => {
    const stages = Array.from({ length: 9 }, (_, at) => ({
      plan: [{ text: `Round ${at + 1}.\n\n` }, { prompt: true, text: `Do ${at + 1}.` }],
      executions: [{ text: long('word', 60) }],
    }));
    const text = sentIn(900, { stages, answer: { text: 'So.', forced: 'context-full' } });
    expect(text).toMatch(/<think>\n\[… stages 1 to \d left out to fit the window\]\n\n<Plan_\d>/);
    expect(text).toContain('Round 9.');
    expect(text).not.toContain('Round 1.');
  });

  test('in half a character nothing ends', () => {
    const text = sentIn(700, sample(['🧮'.repeat(4000)]));
    expect(text).toContain(SHORTENED_NOTE);
    expect(text.isWellFormed()).toBe(true);
  });

  test('an answer that was not forced had the context of its plan, whole', () => {
    const one = { ...sample([long('two', 3000)]), answer: { text: 'So.' } };
    expect(sentIn(1024, one)).toBe(sentIn(0, one));
  });
});

describe('a window that is only learned by a refusal', () => {
  const refused = (more: Partial<ErrorInfo> = {}): ErrorInfo => ({
    type: 'context-too-long',
    message: 'The prompt does not fit.',
    ...more,
  });
  const sample: SampleSession = {
    stages: [
      { plan: [{ prompt: true, text: 'Do A.' }], executions: [{ text: `${'one two '.repeat(3000)}So 3.` }] },
    ],
  };
  /** The session continues to a plan that the server refuses, and to the answer that is then forced. */
  function stateAfter(error: ErrorInfo, ...failures: readonly ErrorInfo[]): TraceState {
    const tokens = { text: 0, withTags: 0, thinking: 0 };
    const events = sampleLog(sample).slice(0, -1);
    const at = events.length * 10;
    const more = [
      { type: 'stage-start', stage: 2 },
      { type: 'plan-start', stream: 'plan:2', attempt: 1, requestedAt: at },
      { type: 'plan-end', stream: 'plan:2', attempt: 1, status: 'failed', tokens, error },
      { type: 'stage-end', stage: 2, status: 'failed' },
      { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: at + 1, forced: 'context-full' },
      ...failures.flatMap((error, index) => [
        { type: 'attempt-failed', stream: 'answer', attempt: index + 1, error },
        { type: 'answer-start', stream: 'answer', attempt: index + 2, requestedAt: at + 2 },
      ]),
    ];
    return foldEvents([
      ...events,
      ...more.map((event, index) => ({ seq: events.length + index, at, ...event }) as TraceEvent),
    ]);
  }

  test('it is kept to, and the refused plan left nothing to read', () => {
    const state = stateAfter(refused({ contextWindow: 2048, promptTokens: 2100 }));
    const context = contextFor(state, 'answer');
    expect(size(context) + MOST_ROOM).toBeLessThanOrEqual(2048);
    expect(contextText(context)).toContain('So 3.');
    expect(contextText(context)).not.toContain('<Plan_2>');
  });

  test('in a measure of its own, where the server counts more tokens than we do', () => {
    const counted = 3 * size(contextFor(stateAfter(refused()), 'plan:2'));
    const state = stateAfter(refused({ contextWindow: 6000, promptTokens: counted }));
    expect(forcedAnswerWindow(state)).toBe(2000);
    expect(size(contextFor(state, 'answer'))).toBeLessThanOrEqual(2000 - MOST_ROOM);
  });

  test('a server that names no number: less than what it refused, at each refusal', () => {
    const windows = [0, 1, 2].map((times) =>
      forcedAnswerWindow(stateAfter(refused(), ...Array<ErrorInfo>(times).fill(refused()))),
    );
    for (const [at, window] of windows.entries())
      if (at > 0) expect(window).toBeLessThan(Number(windows[at - 1]));
    expect(windows[0]).toBeLessThan(size(contextFor(stateAfter(refused()), 'plan:2')));
  });

  test('each attempt is rebuilt with what was known before it', () => {
    const first = stateAfter(refused({ contextWindow: 4096 }));
    const second = stateAfter(refused({ contextWindow: 4096 }), refused({ contextWindow: 2048 }));
    expect(contextFor(second, 'answer', 1)).toEqual(contextFor(first, 'answer', 1));
    expect(size(contextFor(second, 'answer', 2))).toBeLessThanOrEqual(2048 - MOST_ROOM);
    expect(contextFor(second, 'answer')).toEqual(contextFor(second, 'answer', 2));
  });

  test('a refusal that tells nothing new says less all the same', () => {
    expect(windowAfterRefusal(2048, refused({ contextWindow: 2048 }), 1500)).toBe(1125);
    expect(windowAfterRefusal(2048, refused({ contextWindow: 1024 }), 1500)).toBe(1024);
    expect(windowAfterRefusal(Number.POSITIVE_INFINITY, refused(), 1000)).toBe(750);
  });
});
