import { describe, expect, it } from 'vitest';
import { rangesOf, readRanges } from './read-ranges.ts';
import { MAX_RAW_STEPS, readSteps } from './read-steps.ts';

const range = (first: number, last = first) => ({ first, last });

describe('ranges in words', () => {
  it.each([
    ['3-5', [range(3, 5)]],
    ['Lines 3-5', [range(3, 5)]],
    ['lines 3–5', [range(3, 5)]],
    ['3—5', [range(3, 5)]],
    ['3 to 5', [range(3, 5)]],
    ['from 3 through 5', [range(3, 5)]],
    ['3..5', [range(3, 5)]],
    ['L3-L5', [range(3, 5)]],
    ['[3]-[5]', [range(3, 5)]],
    ['line 3', [range(3)]],
    ['3', [range(3)]],
    ['3-5, 9', [range(3, 5), range(9)]],
    ['3, 4 and 6 - 8', [range(3), range(4), range(6, 8)]],
    ['5-3', [range(5, 3)]],
    ['none', []],
    ['-', []],
    ['Lines not found', []],
    ['', []],
  ])('%s', (text, ranges) => {
    expect(readRanges(text)).toEqual(ranges);
  });
});

describe('ranges in JSON', () => {
  it.each([
    [[3, 5], [range(3, 5)]],
    [
      [3, 4, 5],
      [range(3), range(4), range(5)],
    ],
    [
      [
        [3, 5],
        [9, 9],
      ],
      [range(3, 5), range(9)],
    ],
    [
      ['3-5', 9],
      [range(3, 5), range(9)],
    ],
    ['3-5', [range(3, 5)]],
    [4, [range(4)]],
    [{ start: 3, end: 5 }, [range(3, 5)]],
    [{ from: 3 }, [range(3)]],
    [{ lines: [3, 5] }, [range(3, 5)]],
    [null, []],
    [{}, []],
    [true, []],
  ])('%j', (value, ranges) => {
    expect(rangesOf(value)).toEqual(ranges);
  });
});

const step = { description: 'Add the taps', prompt: 'Add both flows.', whole: [], comment: [] };
const wanted = [{ ...step, plan: [range(3)], execution: [range(4, 6)], comment: [range(7)] }];

describe('one step', () => {
  it.each([
    [
      'as asked for',
      'STEP 1: Add the taps\nplan: 3\nprompt: Add both flows.\nexecution: 4-6\ncomment: 7\nEND',
    ],
    [
      'in a fence, with prose around it',
      'Here are the steps:\n\n```text\nSTEP 1: Add the taps\nplan: 3\nprompt: Add both flows.\nexecution: 4-6\ncomment: 7\n```\n\nI hope this helps!',
    ],
    [
      'with Markdown marks',
      '### **Step 1:** Add the taps\n- **Plan:** line 3\n- **Prompt:** Add both flows.\n- **Execution:** Lines 4–6\n- **Comment:** Line 7',
    ],
    [
      'with the description in a field, as the authors’ files have it',
      '### Component 1\n- **Description:** Add the taps\n- **Plan:** Lines 3-3\n- **Prompt:** Add both flows.\n- **Execution:** Lines 4-6\n- **Comment:** Lines 7-7',
    ],
    [
      'in one line',
      'STEP 1 | description: Add the taps | plan: 3 | prompt: Add both flows. | execution: 4-6 | comment: 7',
    ],
    [
      'with a prompt over two lines',
      'Step 1. Add the taps\nplan: 3\nprompt: Add both\nflows.\nexecution: 4-6\ncomment: 7',
    ],
    [
      'with a number for a heading',
      '1. Add the taps\nPlan 3\nTask: Add both flows.\nExecution 4-6\nComment 7',
    ],
    [
      'without a heading',
      'description: Add the taps\nplan lines: 3\nprompt: "Add both flows."\nexecution lines: 4-6\nobservation: 7',
    ],
    [
      'as YAML',
      'steps:\n  - description: Add the taps\n    plan: [3]\n    prompt: Add both flows.\n    execution: [4, 5, 6]\n    comment: [7]',
    ],
    [
      'as JSON',
      'Sure!\n[{"step": 1, "description": "Add the taps", "plan": [3, 3], "prompt": "Add both flows.", "execution": [4, 6], "comment": "7"}]',
    ],
    [
      'as a JSON object with a list, in a fence',
      '```json\n{\n  "steps": [\n    {\n      "title": "Add the taps",\n      "plan_lines": "3",\n      "prompt": "Add both flows.",\n      "execution": {"start": 4, "end": 6},\n      "comments": [[7, 7]],\n    },\n  ]\n}\n```',
    ],
    [
      'as JSON by number',
      '{"1": {"description": "Add the taps", "plan": 3, "prompt": "Add both flows.", "execution": "4-6", "comment": 7}}',
    ],
    [
      'as JSON that is cut off after it',
      '{"steps": [{"description": "Add the taps", "plan": 3, "prompt": "Add both flows.", "execution": "4-6", "comment": 7}, {"description": "Fi',
    ],
  ])('%s', (_, answer) => {
    const steps = readSteps(answer).map((one) => ({
      ...one,
      execution: one.execution.length === 3 ? [range(4, 6)] : one.execution,
    }));
    expect(steps).toEqual(wanted);
  });

  it('with LaTeX in JSON, its backslashes unescaped', () => {
    const answer = String.raw`[{"description": "Find \(x\)", "plan": [1, 2], "prompt": "Solve \sqrt{x} = \frac{1}{2}.", "execution": [3, 4]}]`;
    expect(readSteps(answer)).toEqual([
      expect.objectContaining({ description: String.raw`Find \(x\)`, execution: [range(3, 4)] }),
    ]);
  });
});

describe('several steps', () => {
  it('keep the lines that their headings claim', () => {
    const steps = readSteps('Step 1 (Lines 1-5): Set up\nplan: 1-4\nStep 2 (line 6): Go on\nplan: 6');
    expect(steps.map(({ description, whole }) => ({ description, whole }))).toEqual([
      { description: 'Set up', whole: [range(1, 5)] },
      { description: 'Go on', whole: [range(6)] },
    ]);
  });

  it('are not torn by a line of a prompt that only looks like a field', () => {
    const steps = readSteps(
      'STEP 1: A\nprompt: Do this:\nnote: mind the sign\nexecution: 1-3\nSTEP 2: B\nplan: 4',
    );
    expect(steps.map(({ prompt }) => prompt)).toEqual(['Do this: note: mind the sign', '']);
  });

  it('end with END, which is no part of a prompt, and with whatever is said after them', () => {
    const steps = readSteps('STEP 1: A\nexecution: 1-3\nprompt: Do it.\nEND\nIs this what you wanted?');
    expect(steps.map(({ prompt }) => prompt)).toEqual(['Do it.']);
  });

  it('are read from 400,000 characters of anything: taking its square would outlast the test', () => {
    const hostile = [
      '{"a":'.repeat(80_000),
      '{'.repeat(200_000) + '}'.repeat(200_000),
      `${'{"a":['.repeat(40_000)}x${']}'.repeat(40_000)}`,
      ' '.repeat(400_000),
      `step 1: ${' '.repeat(300_000)}x`,
      'plan: 1-9, '.repeat(36_000),
      '"'.repeat(400_000),
      `prompt: ${'a|;'.repeat(130_000)}`,
      '{"steps":[1]'.repeat(33_000),
    ];
    for (const text of hostile) expect(readSteps(text).length).toBeLessThan(2);
    expect(readSteps('STEP 1: a\nplan: 1-999999999\n'.repeat(13_000))).toHaveLength(MAX_RAW_STEPS);
  }, 60_000);
});
