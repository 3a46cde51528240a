import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { traceOf } from '../testing/trace-of.ts';
import { transcript } from '../testing/transcript.ts';

const found = async (
  executions: string[],
  question: string,
  prompts = executions.map((_, at) => `Do part ${at}.`),
) =>
  diagnose(
    await traceOf(
      transcript(
        [{ plan: prompts.map((prompt) => `[${prompt}]`).join(' '), executions }],
        'It is \\boxed{8}.',
      ),
      question,
    ),
  )
    .filter(({ code }) => code === 'siblings-disagree')
    .map(({ certainty, explanation }) => `${certainty}: ${explanation}`);

describe('siblings that disagree', () => {
  it('on a calculation, whatever else they agree on', async () => {
    expect(
      await found(['21 * 32 = 672. So 672/10^7 = 0.0000672.', '672/10^7 = 0.000672.'], 'How much?'),
    ).toEqual([
      'likely: Execution 1.2 has “0.000672” for the same calculation, execution 1.1 has “0.0000672”.',
    ]);
    expect(await found(['(5/7)^2 ≈ 0.51.', '(5/7)^2 = 0.5102.'], 'How much?')).toEqual([]);
    expect(await found(['3 * 15 = 45.', '3 * 15 = 1 (mod 4).'], 'How much?')).toEqual([]);
  });

  it('on a calculation of an earlier stage, once', async () => {
    const stages = ['672/10^7 = 0.0000672.', '672/10^7 = 0.000672.', 'Again 672/10^7 = 0.000672.'].map(
      (text) => ({
        plan: '[Work it out.]',
        executions: [text],
      }),
    );
    const findings = diagnose(await traceOf(transcript(stages, 'It is \\boxed{8}.'), 'How much?'));
    expect(
      findings.filter(({ code }) => code === 'siblings-disagree').map(({ explanation }) => explanation),
    ).toEqual(['Execution 2.1 has “0.000672” for the same calculation, execution 1.1 has “0.0000672”.']);
  });

  it('on what is asked', async () => {
    const angle = 'What is the measure of $\\angle ABC$?';
    expect(await found(['So angle ABC is 64°.', 'Hence angle ABC = 52°.'], angle)).toEqual([
      'likely: Execution 1.2 has “52°” for what is asked, execution 1.1 has “64°”.',
    ]);
    expect(await found(['So angle ABC is 64°.', 'If angle ABC = 52°, it is too small.'], angle)).toEqual([]);
    expect(await found(['So angle ABC is 64°.', 'Thus angle BCD is 52°.'], angle)).toEqual([]);
  });

  it('on a name of the question, where it has one value', async () => {
    const named = 'The line $y = mx + k$ goes through both points. What is $m + k$?';
    expect(await found(['So k = 5.', 'Therefore k is 7.'], named)).toEqual([
      'possible: Execution 1.2 has “7” for “k”, execution 1.1 has “5”.',
    ]);
    // There may be several roots; a prompt may give the number; a text that tries some has none.
    expect(await found(['So x = 5.', 'So x = 7.'], 'Find all roots of $x^2 - 12x + 35$.')).toEqual([]);
    expect(await found(['So k = 5.', 'So k = 7.'], named, ['Take k = 5.', 'Take k = 7.'])).toEqual([]);
    expect(await found(['So k = 5.', 'So k = 1. So k = 2. So k = 3.'], named)).toEqual([]);
  });
});
