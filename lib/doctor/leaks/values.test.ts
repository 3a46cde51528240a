import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { traceOf } from '../testing/trace-of.ts';
import { type SmallStage, transcript } from '../testing/transcript.ts';

async function codesOf(stages: readonly SmallStage[], question: string, answer = 'So \\boxed{9}.') {
  const findings = diagnose(await traceOf(transcript(stages, answer), question));
  return findings.map(({ code }) => code);
}

describe('a number that follows from nothing', () => {
  const question = 'A tank holds 84 litres and loses 3 litres an hour. How long does half of it last?';
  const stage = (second: string) => [
    {
      plan: '[Work out what evaporates.] [Work out what is left for the pump.]',
      executions: ['The rest evaporates: 84 - 3 * 9 - 19.6 = 37.4.', second],
    },
  ];

  it('was a sibling’s', async () => {
    expect(await codesOf(stage('37.4 + 3 leaves 40.4 litres.'), question)).toContain('sibling-result');
  });

  it('is no leak where it was worked out, or is a constant', async () => {
    expect(await codesOf(stage('84 - 46.6 = 37.4. And 37.4 + 3 is 40.4.'), question)).not.toContain(
      'sibling-result',
    );
    expect(await codesOf(stage('3600 * 84 is 302400.'), question)).not.toContain('sibling-result');
  });

  it('is told of a plan behind a prompt', async () => {
    const stages = (plan: string) => [
      { plan, executions: ['The pump moves 84 / 8 = 10.5, with the leak 11.7 litres.'] },
    ];
    const found = await codesOf(
      stages('[Find the pace of the pump.] Then 11.7 litres it is, an hour.'),
      question,
    );
    expect(found).toContain('plan-states-result');
    expect(
      await codesOf(stages('Say 11.7 litres. [Check the pace of 11.7 litres.]'), question),
    ).not.toContain('plan-states-result');
  });
});

describe('a plan goes on behind its prompt', () => {
  const question = 'A rope of 62 metres is cut at 35 metres. How long is three times the rest?';
  const stages = (after: string) => [
    { plan: `First the rest. [Work out what is left of the rope.] ${after}`, executions: ['62 - 35 = 27.'] },
  ];

  it.each([
    'Three times it is 27 * 3.',
    'Got it. The rest simplified nicely.',
    'Hmm, this seems too short.',
    'So the rest is 5 + 22 metres.',
  ])('with what it cannot know: %s', async (after) => {
    expect(await codesOf(stages(after), question)).toContain('plan-states-result');
  });

  it.each([
    'Then we take it three times.',
    'If we had found less, we would stop.',
    'Let me see whether it fits.',
    'So the rope has 62 metres.',
    'So maybe the rest is 5 + 22 metres.',
  ])('without: %s', async (after) => {
    expect(await codesOf(stages(after), question)).not.toContain('plan-states-result');
  });
});

describe('a value beside words that point elsewhere', () => {
  const question = 'A bus takes 48 minutes for 36 miles. How fast is it?';
  const leaks = async (own: string, sibling: string, earlier = 'Nothing yet.') => {
    const stages = [
      { plan: '[Look.]', executions: [earlier] },
      { plan: '[Find it.] [Find it again.]', executions: [sibling, own] },
    ];
    return (await codesOf(stages, question)).includes('sibling-result');
  };

  it('is a sibling’s where nobody was shown it', async () => {
    expect(await leaks('357 / 17 = 21. That is the same as before.', '357 / 17 = 21.')).toBe(true);
  });

  it('is known where its result was', async () => {
    const own = '357 / 17 = 21. That is the same as before.';
    expect(await leaks(own, '357 / 17 = 21.', 'It is 21 miles.')).toBe(false);
  });

  it('is the text’s own where it works it out step by step', async () => {
    const steps = '17^2 - 8 * 19 = 289 - 152 = 137';
    expect(await leaks(`As before, we take ${steps}.`, `${steps}.`)).toBe(false);
  });
});

describe('the first stage', () => {
  const stages = (prompt: string, text: string) => [
    { plan: `[Count the chairs.] [${prompt}]`, executions: ['There are chairs.', text] },
  ];

  it('has no previous result', async () => {
    const text = 'Rows and more rows. Wait, that contradicts the earlier result.';
    expect(await codesOf(stages('Count the tables.', text), 'How many?')).toContain(
      'unsupported-same-result',
    );
    const asked = stages('Set the tables against the previous result.', text);
    expect(await codesOf(asked, 'How many?')).not.toContain('unsupported-same-result');
  });
});

describe('an execution that does what others were asked for', () => {
  it('does a sibling’s steps though it was asked for something else', async () => {
    const steps = '18 · 7 = 126, 126 + 39 = 165, 165 · 4 = 660, 660 − 215 = 445, 445 · 3 = 1335.';
    const stages = (prompt: string) => [
      {
        plan: `[Work out the yearly cost of heating the house.] [${prompt}]`,
        executions: [steps, `${steps} And 1335 + 21 = 1356.`],
      },
    ];
    expect(await codesOf(stages('Name two kinds of wood that burn well.'), 'How much?')).toContain(
      'overreach',
    );
    const same = await codesOf(
      stages('Work out the yearly cost of heating the house with its tax.'),
      'How much?',
    );
    expect(same).not.toContain('overreach');
    expect(same).toContain('redundant-execution');
  });
});

describe('an execution that goes on to the end', () => {
  const long = 'We look at each of the rows, one after the other, and see how it fits. '.repeat(24);
  const codes = (prompt: string, text: string) =>
    codesOf([{ plan: `[${prompt}]`, executions: [text] }], 'Let f(n) = n^2 - 40. What is $f(7)$?');

  it('though it was to restate what is given', async () => {
    expect(await codes('Restate the definition for clarity.', long)).toContain('overreach');
    expect(await codes('Restate the definition and find its zeros.', long)).not.toContain('overreach');
    expect(await codes('Restate the definition for clarity.', 'It is a square less forty.')).not.toContain(
      'overreach',
    );
  });

  it('though it was to look again at a part', async () => {
    const text = `${long} Therefore, f(7) = 9.`;
    expect(await codes('Re-examine how the square grows.', text)).toContain('overreach');
    expect(await codes('Re-examine f(7).', text)).not.toContain('overreach');
    expect(await codes('Re-examine how the square grows.', long)).not.toContain('overreach');
  });
});

describe('executions that disagree', () => {
  const disagree = async (
    executions: string[],
    question = 'What is the area of triangle CDE?',
    prompts = '[Go.] [Go on.]',
  ) => (await codesOf([{ plan: prompts, executions }], question)).includes('siblings-disagree');

  it.each<[string, string, boolean]>([
    ['The area of triangle CDE is 54.', 'So the area of CDE is 9/2.', true],
    ['The area of triangle CDE is 4.5.', 'So the area of CDE is 9/2.', false],
    ['The area of triangle CDE is 54.', 'If the area of CDE is 9/2, it is small.', false],
    ['The area of triangle CDE is 54.', 'The area of ABC is 6.', false],
    ['The area of CDE is 54. No, the area of CDE is 4.5.', 'So the area of CDE is 4.5.', false],
    ['There are 6 such triangles.', 'In all there are 7 such triangles.', false],
  ])('%s / %s', async (one, other, is) => {
    expect(await disagree([one, other])).toBe(is);
  });

  it('on a count that both were asked for', async () => {
    const prompts = '[Count the red boats.] [Count the red boats again.]';
    expect(
      await disagree(['So there are 6 red boats.', 'There are 7 red boats.'], 'How many?', prompts),
    ).toBe(true);
  });

  it('with an earlier stage on a calculation alone: a trace may correct the rest', async () => {
    const stages = (before: string, after: string) => [
      { plan: '[Go.]', executions: [before] },
      { plan: '[Go on.]', executions: [after] },
    ];
    const calculated = stages('672/10^7 = 0.0000672.', '672/10^7 = 0.000672.');
    expect(await codesOf(calculated, 'What is it?')).toContain('siblings-disagree');
    const named = stages('The area of triangle CDE is 54.', 'The area of triangle CDE is 4.5.');
    expect(await codesOf(named, 'What is the area of triangle CDE?')).not.toContain('siblings-disagree');
  });

  it('not on a formula: what is rearranged is read too badly', async () => {
    expect(await disagree(['(x-1)(x+2) = x^2+x-2.', '(x-1)(x+2) = x^2-x-2.'])).toBe(false);
  });

  it('not on a value that is turned over first', async () => {
    expect(await disagree(['3/4 - 1/3 is 5/12.', 'The reciprocal of 5/12, which is 12/5.'])).toBe(false);
  });

  it('not on a name that may be many numbers', async () => {
    const question = 'For which x does it hold?';
    expect(await disagree(['So x = 2.', 'So x = 5.'], question)).toBe(true);
    expect(await disagree(['As x > 0, so x = 2.', 'So x = 5.'], question)).toBe(false);
  });
});
