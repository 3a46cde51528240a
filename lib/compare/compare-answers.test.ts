import { expect, test } from 'vitest';
import { createTraceLog } from '#lib/trace/fold.ts';
import { compareAnswers } from './compare-answers.ts';
import { traceLog } from './testing/traces.ts';

const thought = async (text: string) => (await traceLog(text)).state;

test('answers are equal by meaning, not by letters', async () => {
  const both = [await thought('so \\boxed{\\frac{1}{2}}'), await thought('hence \\boxed{0.5}')] as const;
  expect(compareAnswers(both)).toMatchObject({ kind: 'equal', how: expect.any(String) });
});

test('other values are different', async () => {
  const both = [await thought('so \\boxed{41}'), await thought('hence \\boxed{42}')] as const;
  expect(compareAnswers(both)).toMatchObject({
    kind: 'different',
    answers: [{ answer: '41' }, { answer: '42' }],
  });
});

test('an answer that no box gives is marked as inferred', async () => {
  const both = [await thought('The answer is 42.'), await thought('hence \\boxed{42}')] as const;
  expect(compareAnswers(both)).toMatchObject({
    kind: 'equal',
    answers: [{ inferred: true }, { inferred: false }],
  });
});

test('an ended side without one misses it; a running one may still give it', async () => {
  const none = await traceLog('I do not know where to begin');
  const given = await thought('hence \\boxed{42}');
  expect(compareAnswers([none.state, given])).toMatchObject({
    kind: 'missing',
    answers: [null, { answer: '42' }],
  });
  const running = createTraceLog(none.slice(0, none.length - 2)).state;
  expect(compareAnswers([running, given]).kind).toBe('running');
});

test('half an answer is none', async () => {
  const whole = await traceLog('hence \\boxed{42} and no more words than these');
  const half = createTraceLog(whole.slice(0, whole.length - 2)).state;
  expect(half.thought?.text).toContain('42');
  expect(compareAnswers([half, whole.state]).answers[0]).toBeNull();
});
