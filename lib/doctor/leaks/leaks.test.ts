import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { traceOf } from '../testing/trace-of.ts';
import { type SmallStage, transcript } from '../testing/transcript.ts';

const isLeak = (code: string) =>
  /^(?:sibling-re|unsupported|plan-states|prompt-|overreach|redundant|literal)/.test(code);

async function leaksOf(stages: readonly SmallStage[], answer: string | null = null, question?: string) {
  const findings = diagnose(await traceOf(transcript(stages, answer), question));
  return findings.filter(({ code }) => isLeak(code)).map(({ code }) => code);
}

describe('leaks', () => {
  it('are not found where each execution works out its own sum', async () => {
    const number = fc.integer({ min: 11, max: 989 });
    const ways = [
      (a: number, b: number) => `${a} + ${b} = ${a + b}. So the sum is ${a + b}.`,
      (a: number, b: number) => `Let me add ${a} and ${b}.\n\n${a} + ${b} = ${a + b}\n\nThat gives ${a + b}.`,
      (a: number, b: number) => `We start from ${a}. Adding ${b}, we get ${a} + ${b} = ${a + b}.`,
    ];
    const things = ['apples', 'pears', 'plums', 'nuts', 'figs'];
    const stage = fc.array(fc.tuple(number, number, fc.nat({ max: 2 })), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(stage, { minLength: 1, maxLength: 3 }), async (sums) => {
        const stages = sums.map((rows, at) => ({
          plan: `Round ${at}. ${rows.map(([a, b], row) => `[Add ${a} and ${b} ${things[row]}.]`).join(' ')}`,
          executions: rows.map(([a, b, way]) => ways[way]?.(a, b) ?? ''),
        }));
        expect(await leaksOf(stages)).toEqual([]);
      }),
    );
  });

  it('never throw, whatever the pieces hold', async () => {
    const words = fc.constantFrom(
      ...[
        'as we found earlier',
        'Again,',
        'both methods',
        'my previous result',
        'Therefore,',
        '= 12.5',
        'x_7 = 3',
      ],
      ...[
        '\\frac{1}{2',
        '(',
        ')',
        '^\\circ',
        '\\begin{pmatrix}',
        '\\\\',
        '\n-----\n',
        '.',
        '\n\n',
        '✔',
        'None',
        '数',
      ],
    );
    const text = fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' '));
    const stage = fc.record({
      plan: fc.tuple(text, text, text).map(([a, b, c]) => `${a} [verify ${b}] ${c} [find ${a}] ${b}`),
      executions: fc.array(text, { minLength: 2, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(stage, { minLength: 1, maxLength: 3 }), async (stages) => {
        await leaksOf(stages, 'So \\boxed{12.5}.');
      }),
    );
  });

  it.each<[string, (times: number) => SmallStage[]]>([
    [
      'long pieces',
      (times) => {
        const part = 'As we found earlier, x_3 = 12.5 + 7 = 19.5 and that is the same result (29^\\circ). ';
        const text = part.repeat(times);
        return [{ plan: `Go. [Find x_3.] ${text} [Verify x_4.] ${text}`, executions: [text, text] }];
      },
    ],
    [
      'many stages',
      (times) =>
        Array.from({ length: times }, (_, at) => ({
          plan: `Therefore, y = ${at}.5. [Find the sum of row ${at}.] So the answer is ${at}7.5. [Verify the solution and the calculation of row ${at}.]`,
          executions: [
            `Again, three numbers. My previous result is 1${at}π. 17 + ${at} = ${17 + at}.`,
            `So again, three numbers. Since z = ${at}, both ways give the same result. 17 + ${at} = ${17 + at}.`,
          ],
        })),
    ],
  ])(
    'take linear time: %s',
    async (_, stagesOf) => {
      const timeOf = async (times: number) => {
        const trace = await traceOf(transcript(stagesOf(times), 'So it is \\boxed{\\text{the red one}}.'));
        const started = process.cpuUsage();
        diagnose(trace);
        return process.cpuUsage(started).user / 1000;
      };
      await timeOf(50);
      const [short, long] = [await timeOf(50), await timeOf(500)];
      // Ten times the text; quadratic time would take a hundred times as long.
      expect(long).toBeLessThan(short * 40 + 300);
    },
    60_000,
  );

  it('are found by nobody’s value too', async () => {
    const stages = [
      {
        plan: 'Two numbers. [Find the total of the two rows.] Therefore, the answer is 112 + 128 = 240. [Count the columns.]',
        executions: ['The rows have 112 and 138 seats, 250 in all.', '14 columns.'],
      },
    ];
    expect(await leaksOf(stages)).toContain('plan-states-result');
  });

  it('are found where a prompt confirms by name what the question asks for', async () => {
    const question =
      'A bag holds 3 red and 5 blue marbles. What is the probability that both drawn marbles are red?';
    const executions = ['3/8 · 2/7 = 6/56 = 3/28.', 'By counting pairs, 3/28 again.'];
    const plan =
      'Let us see. [Multiply the chances of the two draws.] [Confirm the probability by counting pairs.]';
    const told = await leaksOf([{ plan, executions }], 'So \\boxed{3/28}.', question);
    expect(told).toContain('prompt-needs-sibling');
    const brought = plan.replace('the probability by', 'the probability 3/28 by');
    expect(await leaksOf([{ plan: brought, executions }], 'So \\boxed{3/28}.', question)).not.toContain(
      'prompt-needs-sibling',
    );
  });

  it('are found where a prompt works on what a sibling is making', async () => {
    const executions = ['45 = 9k, after both sides are halved twice.', 'Then 45 = 9k, and k = 45/9 = 5.'];
    const leaks = (first: string) => {
      const plan = `[${first}] [Solve the simplified equation for k.]`;
      return leaksOf([{ plan, executions }], null, 'Find k from 180 = 36k.');
    };
    expect(await leaks('Simplify the equation.')).toContain('prompt-needs-sibling');
    expect(await leaks('Draw the line of the equation.')).not.toContain('prompt-needs-sibling');
  });

  it('are found in a later stage that asks for the same check again', async () => {
    const stage = (prompt: string) => ({ plan: `Now. [${prompt}]`, executions: ['It holds.'] });
    const first = stage('Verify the length of the fence.');
    expect(await leaksOf([first, stage('Check the fence length.')])).toEqual(['prompt-repeats']);
    expect(await leaksOf([stage('Find the length of the fence.'), first])).toEqual([]);
  });

  it('are told of work that a longer sibling does as well', async () => {
    const short = '18 · 7 = 126, 126 + 39 = 165, 165 · 4 = 660, 660 − 215 = 445.';
    const long = `${short} Then 445 · 3 = 1335, and 1335 + 21 = 1356.`;
    const other = '29 · 6 = 174, 174 + 52 = 226, 226 · 5 = 1130, 1130 − 318 = 812.';
    const plan = '[Work out the first price.] [Work out the first price and what three of them cost.]';
    expect(await leaksOf([{ plan, executions: [short, long] }])).toContain('redundant-execution');
    expect(await leaksOf([{ plan, executions: [other, long] }])).not.toContain('redundant-execution');
  });

  it('are told of one end and one way, but not where each prompt names something of its own', async () => {
    const executions = ['49 · 31 = 1519, and 1519 − 19 = 1500.', '49 · 31 = 1519. Also 30 · 50 = 1500.'];
    const leaks = (plan: string) => leaksOf([{ plan, executions }]);
    expect(await leaks('[Work out the price.] [Add up the fees.]')).toEqual(['redundant-execution']);
    expect(await leaks('[Evaluate p(x) at x = 7.] [Evaluate p(x) at x = -7.]')).toEqual([]);
  });

  it('are found where a plan solves for a name that it has just handed out', async () => {
    const executions = ['15 + h = 20, so 15 − 15 + h = 5, and h = 5.'];
    const leaks = (plan: string) =>
      leaksOf([{ plan, executions }], null, 'What is h, where 3(5 + h/3) = 20?');
    expect(await leaks('[Solve the equation for h.] So 15 + h = 20. Then h = 5.')).toContain(
      'plan-states-result',
    );
    expect(await leaks('We expand it. [Solve the equation for h.]')).not.toContain('plan-states-result');
  });

  it('are found in words, where a count is said again', async () => {
    const stages = (second: string) => [
      {
        plan: 'Count. [Count the odd divisors of 60.] [Count the divisors of 60 that 7 leaves alone.]',
        executions: ['1, 3, 5 and 15. So four divisors.', second],
      },
    ];
    expect(await leaksOf(stages('1, 3, 5 and 15 stay. So again, four divisors.'))).toContain(
      'sibling-result',
    );
    const own = 'Four divisors are odd: 1, 3, 5 and 15. So again, four divisors.';
    expect(await leaksOf(stages(own))).not.toContain('sibling-result');
  });

  it('are found where an equation is taken for given', async () => {
    const stages = (third: string) => [
      {
        plan: 'Two unknowns. [Solve the first equation for k.] [Find the length of the second rod.]',
        executions: ['6k = 4.5, so k = 0.75.', third],
      },
    ];
    expect(await leaksOf(stages('Since k = 0.75, the rod measures 8k = 6.'))).toContain('sibling-result');
    expect(await leaksOf(stages('If k = 0.75, the rod measures 8k = 6.'))).not.toContain('sibling-result');
    const own = '12k = 9 gives k = 0.75. Since k = 0.75, the rod measures 8k = 6.';
    expect(await leaksOf(stages(own))).not.toContain('sibling-result');
  });

  it('are told of a branch that answers the whole question beside one at its part', async () => {
    const question = 'How many coins does Rosa have?';
    const stages = (second: string) => [
      {
        plan: 'Two boxes. [Find what the red box holds.] [Find what the blue box holds.]',
        executions: ['The red box holds 3 * 17 = 51.', second],
      },
    ];
    const whole = 'The blue box holds 4 * 9 = 36. So Rosa has 87 coins.';
    expect(await leaksOf(stages(whole), 'She has \\boxed{87} coins.', question)).toContain('overreach');
    const part = 'The blue box holds 4 * 9 = 36.';
    expect(await leaksOf(stages(part), 'She has \\boxed{87} coins.', question)).toEqual([]);
  });

  it('are told of a quantity that only a sibling was asked for', async () => {
    const stages = [
      {
        plan: 'Terms. [Calculate x₁₂.] [Calculate x₁₅.]',
        executions: ['The remainder is 2, so x₁₂ = x₂ = 31.', 'x₁₅ = x₅ = 17. Also x₁₂ = 31.'],
      },
    ];
    expect(await leaksOf(stages)).toEqual(['overreach']);
  });
});
