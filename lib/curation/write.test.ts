import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profiles } from '#lib/contract/curation-settings.ts';
import { parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { curate } from './curate.ts';
import { textOf } from './source-text.ts';
import { arbitraryInput } from './testing/arbitrary-input.ts';
import { type SampleStep, sampleInput } from './testing/sample-steps.ts';
import { plainPlanText, plainText } from './write.ts';

const text = Array.from({ length: 20 }, (_, index) => `Line ${index + 1} here.`).join('\n');
const written = (steps: readonly SampleStep[], settings = {}) =>
  curate(sampleInput(text, steps, settings)).trajectory;

const three: readonly SampleStep[] = [
  { plan: [1, 1], execution: [2, 4], comment: [5, 5], prompt: 'First task.' },
  { plan: [6, 6], execution: [7, 9], parents: [1], prompt: 'Second task.' },
  { plan: [10, 10], execution: [11, 13], prompt: 'Third task.' },
];

describe('a trajectory', () => {
  test('has plans with their prompts, executions, and the final answer, in the envelope', () => {
    expect(written(three)).toBe(`<Question>
How much is it?
</Question>

<think>

<Plan_1>
Line 1 here.

<prompt_1.1> First task. </prompt_1.1>
-----

Line 10 here.

<prompt_1.2> Third task. </prompt_1.2>
</Plan_1>

<Execution_1>
<execution_1.1>
Line 2 here.
Line 3 here.
Line 4 here.
</execution_1.1>

<execution_1.2>
Line 11 here.
Line 12 here.
Line 13 here.
</execution_1.2>
</Execution_1>

<Plan_2>
Based on execution_1.1:
Observation about execution_1.1: Line 5 here.
Line 6 here.

<prompt_2.1> Second task. </prompt_2.1>
</Plan_2>

<Execution_2>
<execution_2.1>
Line 7 here.
Line 8 here.
Line 9 here.
</execution_2.1>
</Execution_2>

<Final_answer>
It is \\boxed{42}.
</Final_answer>
</think>
`);
  });

  test('by the authors’ profile: no <think>, no comments', () => {
    const trajectory = written(
      [
        { plan: [1, 1], execution: [2, 5], comment: [6, 6] },
        { plan: [7, 7], parents: [1] },
      ],
      profiles.authors,
    );
    expect(trajectory).not.toMatch(/think|Observation|Line 6 /);
    expect(trajectory).toContain('Based on execution_1.1:\nLine 7 here.');
  });

  test('a stage of nothing but plan says that there is no prompt', () => {
    expect(written([{ plan: [1, 2] }])).toContain(
      '<Plan_1>\nLine 1 here.\nLine 2 here.\n</Plan_1>\n\n<Execution_1>\nNo prompt to execute.\n</Execution_1>',
    );
  });

  test('a short execution follows its plan, and with observations its comment too', () => {
    const steps = [{ plan: [1, 1], execution: [2, 2], comment: [3, 3] }] as const;
    expect(written(steps)).toContain('<Plan_1>\nLine 1 here.\nLine 2 here.\nLine 3 here.\n</Plan_1>');
    expect(written(steps, { comments: 'dropped' })).toContain(
      '<Plan_1>\nLine 1 here.\nLine 2 here.\n</Plan_1>',
    );
  });

  test('“Based on” is said where the executions differ from those of the step before, not where there are none', () => {
    const trajectory = written([
      { plan: [1, 1], execution: [2, 4] },
      { plan: [5, 5], execution: [6, 8] },
      { plan: [9, 9], parents: [1] },
      { plan: [10, 10], parents: [1] },
      { plan: [11, 11], parents: [1, 2] },
      { plan: [12, 12], parents: [3] },
      { plan: [13, 13], parents: [1] },
    ]);
    const plan = trajectory.slice(trajectory.indexOf('<Plan_2>'), trajectory.indexOf('</Plan_2>'));
    expect(plan.match(/Based on .*|Line \d+/g)).toEqual([
      'Based on execution_1.1:',
      'Line 9',
      'Line 10',
      'Based on execution_1.1, execution_1.2:',
      'Line 11',
      'Line 12',
      'Based on execution_1.1:',
      'Line 13',
    ]);
  });

  test('an observation is made once, in the first plan that builds on the execution', () => {
    const trajectory = written([
      { plan: [1, 1], execution: [2, 4], comment: [5, 5] },
      { plan: [6, 6], execution: [7, 9], parents: [1] },
      { plan: [10, 10], execution: [11, 13], parents: [1, 2] },
    ]);
    expect(trajectory.match(/Observation about/g)).toHaveLength(1);
  });

  test('a step that writes nothing has no dashes around it, and those of its neighbours are kept', () => {
    const steps: SampleStep[] = [
      { comment: [1, 1] },
      { plan: [2, 2], execution: [3, 5] },
      { plan: [6, 6], execution: [7, 9], parents: [2] },
      { comment: [10, 10] },
      { plan: [11, 11], parents: [3] },
      { plan: [12, 12] },
    ];
    const plan = written(steps, { comments: 'dropped' }).split('</Plan_1>')[0];
    expect(plan).toMatch(
      /<Plan_1>\nLine 2 here\.\n\n<prompt_1\.1> .* <\/prompt_1\.1>\n-----\n\nLine 12 here\.\n$/,
    );
  });

  test('steps that follow each other in the source stand without dashes', () => {
    expect(written([{ plan: [1, 1] }, { plan: [2, 2] }])).not.toContain('-----');
  });

  test('a step without a prompt has its description as its task', () => {
    expect(written([{ execution: [1, 3], prompt: ' ', description: 'Count.' }])).toContain(
      '<prompt_1.1> Count. </prompt_1.1>',
    );
    expect(written([{ execution: [1, 3], prompt: '', description: '' }])).toMatch(/<prompt_1.1> \S/);
  });
});

describe('text of the source', () => {
  test.each([
    ['</Plan_1>', '< /Plan_1>'],
    ['a <prompt 1> b', 'a < prompt 1> b'],
    ['<FINAL-ANSWER>', '< FINAL-ANSWER>'],
    ['see execution_1.2.', 'see execution 1.2.'],
    ['a < b and <b>, <plan of it>, my_execution_1', 'a < b and <b>, <plan of it>, my_execution_1'],
  ])('%j is written %j', (given, expected) => {
    expect(plainText(given)).toBe(expected);
  });

  test('a line of dashes in a plan is none of ours', () => {
    expect(plainPlanText('a\n-----\nb\n --\n------- c')).toBe('a\n---\nb\n --\n------- c');
  });
});

test('read back, any trajectory has just its plans, prompts and executions, whatever its lines say', () => {
  /** Remarks that a regular text can cause too. */
  const expected = new Set(['many-prompts', 'early-answer', 'stray-code-tag', 'empty-plan']);
  fc.assert(
    fc.property(arbitraryInput, (input) => {
      const { trajectory, steps, stages } = curate(input, { leaks: false });
      const parsed = parseTranscript(trajectory);
      expect(parsed.diagnostics.filter(({ code }) => !expected.has(code))).toEqual([]);
      expect(parsed.thought).toBeNull();
      expect(parsed.stages).toHaveLength(stages.length);
      expect(parsed.answer).not.toBeNull();
      for (const [index, stage] of stages.entries()) {
        const { plan, executions } = parsed.stages[index] ?? {};
        expect([...(executions ?? [])].map(([, execution]) => execution.text)).toEqual(
          stage.prompts.map(({ step }) =>
            plainText(textOf(input.source, input.decomposition.steps[step - 1]?.execution ?? [])).trim(),
          ),
        );
        expect(plan?.prompts.map(({ start, end }) => plan.text.slice(start, end ?? -1))).toHaveLength(
          stage.prompts.length,
        );
        // Every reference in a plan must be one that we wrote.
        const told = stage.steps.flatMap((number) => steps[number - 1]?.basedOn ?? []);
        const referred = plan?.dependencies.map(({ from }) => `${from.stage}.${from.index}`) ?? [];
        const parents = stage.steps.flatMap((number) =>
          (steps[number - 1]?.parents ?? []).map((parent) => steps[parent - 1]?.promptName),
        );
        expect(told.every((name) => referred.includes(name))).toBe(true);
        expect(referred.every((name) => parents.includes(name))).toBe(true);
        const dashes = stage.steps.filter((step, place) => place > 0 && stage.steps[place - 1] !== step - 1);
        const written = plan?.text.match(/^-----$/gm)?.length ?? 0;
        const says = (number: number) => {
          const step = input.decomposition.steps[number - 1];
          if (steps[number - 1]?.promptName || (steps[number - 1]?.basedOn.length ?? 0) > 0) return true;
          const { comments } = input.settings;
          const ranges = [step?.plan, step?.execution, comments === 'observations' ? step?.comment : []];
          return ranges.some((own) => textOf(input.source, own ?? []) !== '');
        };
        expect(written).toBeLessThanOrEqual(dashes.length);
        if (stage.steps.every(says)) expect(written).toBe(dashes.length);
        expect(plan?.text).not.toMatch(/^-----\s+-----$/m);
      }
    }),
    { numRuns: 500 },
  );
}, 60_000);
