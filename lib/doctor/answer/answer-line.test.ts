import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import type { TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { answerLine } from './answer-line.ts';
import { firstMention } from './mentions.ts';

const plan = (stage: number, text: string, tokens: number): UnstampedEvent[] => {
  const stream = `plan:${stage}` as const;
  return [
    { type: 'plan-start', stream, attempt: 1, requestedAt: 0 },
    { type: 'plan-delta', stream, attempt: 1, channel: 'text', text },
    { type: 'plan-end', stream, attempt: 1, status: 'done', tokens: tokensOf(tokens) },
  ];
};

const execution = (stage: number, index: number, text: string, tokens: number): UnstampedEvent[] => {
  const stream = `execution:${stage}.${index}` as const;
  return [
    { type: 'execution-start', stream, attempt: 1, requestedAt: 0 },
    { type: 'execution-delta', stream, attempt: 1, channel: 'text', text },
    { type: 'execution-end', stream, attempt: 1, status: 'done', tokens: tokensOf(tokens) },
  ];
};

const answer = (text: string, tokens: number): UnstampedEvent[] => [
  { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 0 },
  { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text },
  { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(tokens) },
];

const stageStart = (stage: number): UnstampedEvent => ({ type: 'stage-start', stage });
const stageEnd = (stage: number): UnstampedEvent => ({ type: 'stage-end', stage, status: 'done' });

const lineOf = (...events: UnstampedEvent[]) =>
  answerLine(foldEvents(stampLog([sessionStart({ question: 'What is one half of a third?' }), ...events])));

describe('answerLine', () => {
  const line = lineOf(
    stageStart(1),
    ...plan(1, 'Try it two ways.', 10),
    ...execution(1, 1, 'That is \\boxed{1/5}.', 20),
    ...execution(1, 2, 'So it must be \\boxed{\\frac{1}{6}}.', 30),
    stageEnd(1),
    stageStart(2),
    ...plan(2, 'The first was wrong: \\boxed{\\dfrac16}.', 40),
    stageEnd(2),
    ...answer('Therefore $\\boxed{\\frac{1}{6}}$.', 8),
  );

  it('names the candidates in the order of the transcript, and where they change', () => {
    expect(
      line.candidates.map(({ answer, stream, asFinal, changes }) => [answer, stream, asFinal, changes]),
    ).toEqual([
      ['1/5', 'execution:1.1', 'different', false],
      ['\\frac{1}{6}', 'execution:1.2', 'equal', true],
      ['\\dfrac16', 'plan:2', 'equal', false],
      ['\\frac{1}{6}', 'answer', 'equal', false],
    ]);
    expect(line.changes).toBe(1);
  });

  it('finds the first appearance of what became the answer, and what follows it', () => {
    expect(line).toMatchObject({ answer: '\\frac{1}{6}', isInferred: false });
    expect(line.first).toMatchObject({ stream: 'execution:1.2', kind: 'boxed', offset: 14 });
    // The full stop after the box, plan 2 and the answer, but not the parallel branch.
    expect(line.tokensAfterFirst).toBeGreaterThanOrEqual(40 + 8);
    expect(line.tokensAfterFirst).toBeLessThanOrEqual(40 + 8 + 3);
  });

  it('counts what a plan forked after the answer stood in it, not before', () => {
    const text = 'First do this. I say \\boxed{7}. Then do that.';
    const forked = lineOf(
      stageStart(1),
      { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
      { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text },
      { type: 'prompt-start', stage: 1, index: 1, offset: 6 },
      { type: 'prompt-end', stage: 1, index: 1, offset: 14, tokens: 4, tokensWithTags: 9 },
      { type: 'prompt-start', stage: 1, index: 2, offset: 33 },
      { type: 'prompt-end', stage: 1, index: 2, offset: text.length, tokens: 16, tokensWithTags: 30 },
      { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(0) },
      ...execution(1, 1, 'Done.', 100),
      ...execution(1, 2, 'Done.', 1000),
      stageEnd(1),
      ...answer('\\boxed{7}', 3),
    );
    expect(forked.tokensAfterFirst).toBe(1000 + 3);
  });

  it('finds an earlier mention in another spelling', () => {
    const mentioned = lineOf(
      stageStart(1),
      ...plan(1, 'It looks like 1/6 to me, not 11/6.', 10),
      stageEnd(1),
      ...answer('\\boxed{\\frac{1}{6}}', 5),
    );
    expect(mentioned.first).toEqual({ stream: 'plan:1', offset: 14, end: 17, kind: 'mentioned' });
  });

  it('finds the answer of a recorded session where it was found, not where it was boxed', () => {
    const recording = fileURLToPath(new URL('../../../public/traces/countdown-907.jsonl', import.meta.url));
    const parsed = parseLog(readFileSync(recording, 'utf8'));
    if (!parsed.ok) throw parsed.error;
    const state = foldEvents(parsed.events);
    const found = answerLine(state);
    const text = state.stages[1]?.executions[3]?.text ?? '';
    expect(found.first).toMatchObject({ stream: 'execution:2.4', kind: 'mentioned' });
    expect(text.slice(found.first?.offset, found.first?.end)).toBe('7 × 6 × 20 + 7 + 15 × 4');
    const { plan, executions } = state.stages[2]!;
    const later = [plan, ...executions, state.answer!].reduce(
      (sum, { tokens }) => sum + (tokens?.text ?? 0) + (tokens?.thinking ?? 0),
      0,
    );
    expect(found.tokensAfterFirst).toBeGreaterThanOrEqual(later);
  });

  it('takes a stated answer where there is no box', () => {
    const stated = lineOf(...answer('All in all, the answer is 26.', 9));
    expect(stated).toMatchObject({ answer: '26', isInferred: true });
    expect(stated.candidates).toMatchObject([{ kind: 'stated', stream: 'answer', offset: 26, end: 28 }]);
  });

  it('has nothing to say while there is no answer', () => {
    expect(lineOf(stageStart(1), ...plan(1, 'Maybe \\boxed{3}?', 4))).toMatchObject({
      answer: null,
      first: null,
      tokensAfterFirst: null,
      candidates: [{ answer: '3', asFinal: null }],
    });
  });

  it('never counts more after the answer than there is', () => {
    /** Every third text of an execution, an answer or a thought says the answer. */
    const saysIt = (event: TraceEvent, index: number): TraceEvent =>
      'channel' in event && event.channel === 'text' && event.type !== 'plan-delta' && index % 3 === 0
        ? { ...event, text: `${event.text} It is \\boxed{42}, and more is said. ` }
        : event;
    const runs = propertyRuns(300);
    let counted = 0;
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const state = foldEvents(events.map(saysIt));
        const { tokensAfterFirst } = answerLine(state);
        if (tokensAfterFirst !== null && tokensAfterFirst > 0) counted++;
        expect(tokensAfterFirst ?? 0).toBeLessThanOrEqual(sessionMetrics(state).totalTokens);
      }),
      { numRuns: runs },
    );
    // Of 300 logs some 110 have something after their answer; of logs without it, 5.
    expect(counted).toBeGreaterThan(runs / 10);
  });
});

describe('firstMention', () => {
  it.each([
    ['a digit is everywhere', 'It is 6.', '6', '', null],
    ['part of a longer number', '1420 and 0.42 and 42.5', '42', '', null],
    ['the question has it already', 'so 42', '42', 'make 42', null],
    ['at the end of a sentence', 'so 42.', '42', '', { offset: 3, end: 5 }],
    ['white space is free', '(3  + 4) * 6', '(3 + 4) * 6', '', { offset: 0, end: 12 }],
    ['commas in numbers', 'we get 26000 in all', '26,000', '', { offset: 7, end: 12 }],
    ['commas that the answer lacks', 'we get 1,226,000 in all', '1226000', '', { offset: 7, end: 16 }],
    ['words wrapped for LaTeX', 'on Evelyn', '\\text{Evelyn}', '', { offset: 3, end: 9 }],
    ['signs of typography', 'so 8 × 3 − 2 ÷ 1', '8 \\times 3 - 2 \\div 1', '', { offset: 3, end: 16 }],
    ['signs of LaTeX', '$8\\cdot 3-2$', '8 × 3 − 2', '', { offset: 1, end: 11 }],
    ['sized brackets, thin spaces', 'is \\left( 1,\\,2 \\right).', '(1, 2)', '', { offset: 3, end: 23 }],
    ['sizes that the answer has', 'is (1 + 2)*4', '\\left(1+2\\right)\\cdot4', '', { offset: 3, end: 12 }],
    ['a fraction in LaTeX', 'so \\dfrac{3}{16}', '3/16', '', { offset: 3, end: 16 }],
    ['a fraction of sums', 'so (1 + 2)/7', '\\frac{1+2}{7}', '', { offset: 3, end: 12 }],
    ['the end of a longer sum', '5 × 8 × 3 − 2', '8 \\times 3 - 2', '', null],
    ['the start of a longer sum', '8 × 3 − 2 × 5', '8 \\times 3 - 2', '', null],
    ['a list’s bullet is no minus', 'Try:\n- 8 × 3', '8 \\times 3', '', { offset: 7, end: 12 }],
    ['a command that only begins like a sign', '8 \\timesx 3', '8 \\times 3', '', null],
  ])('%s', (_, text, answer, question, expected) => {
    expect(firstMention(text, answer, question)).toEqual(expected);
  });

  it('takes any text for an answer, and finds it as it stands', () => {
    const signs = fc
      .array(fc.constantFrom(...String.raw`a1 ()[]{}*/+-=.,\^$|?~×−÷`), { maxLength: 7 })
      .map((characters) => characters.join(''));
    const character = fc.constantFrom('a', '1');
    // With one letter or digit only, it is looked for nowhere.
    const answers = fc.tuple(signs, character, signs, character, signs).map((parts) =>
      parts
        .join('')
        .replace(/^[\s.]+/, '')
        .trim(),
    );
    fc.assert(
      fc.property(answers, (answer) => {
        const found = firstMention(`so ${answer} it is`, answer, '');
        expect(found).not.toBeNull();
      }),
      { numRuns: propertyRuns() },
    );
  });
});
