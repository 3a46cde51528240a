import { expect, it } from 'vitest';
import type { EngineQuestion } from './engine/questions.ts';
import type { Verdict } from './equality.ts';
import { judgeThoroughly } from './judge-thoroughly.ts';

async function judged(a: string, b: string, verdict: Verdict = 'equal') {
  const questions: EngineQuestion[] = [];
  const judgement = await judgeThoroughly(a, b, {}, async (question) => {
    questions.push(question);
    return { verdict, how: 'told' };
  });
  return { judgement, questions };
}

it('the engine is asked only about what the rules leave open', async () => {
  expect((await judged('0.5', '\\frac12')).questions).toEqual([]);
  expect((await judged('\\text{isosceles triangle}', 'triangle')).questions).toEqual([]);
  expect((await judged('\\sum_{k=1}^{3} k', '6')).judgement).toEqual({ verdict: 'equal', how: 'told' });
});

it('is asked in one order for both ways round', async () => {
  const [there, back] = [await judged('\\sum_{k=1}^{3} k', '6'), await judged('6', '\\sum_{k=1}^{3} k')];
  expect(there.questions).toEqual(back.questions);
});

it('what it leaves open stays as it was', async () => {
  const { judgement } = await judged('\\sum_{k=1}^{3} k', '6', 'undecided');
  expect(judgement).toEqual({ verdict: 'undecided', how: expect.not.stringContaining('told') });
});
