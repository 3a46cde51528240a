import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { type CountdownPuzzle, checkCountdown } from '#lib/answers/countdown.ts';
import { parseCountdown } from '#lib/answers/countdown-question.ts';
import { evaluate, parseExpression } from '#lib/answers/expression.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { sameRational } from '#lib/answers/rational.ts';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { tokenPieces } from './model.ts';
import { replyTo } from './reply.ts';
import { type DrivenSession, driveSession } from './testing/drive.ts';
import { anyPuzzle, isSolvable, questionOf } from './testing/puzzles.ts';

// About 20 ms a session, several times that with six numbers; a busy machine needs more time.
vi.setConfig({ testTimeout: 120_000 });

function puzzleOf(question: string): CountdownPuzzle {
  const puzzle = parseCountdown(question);
  if (!puzzle) throw new Error(`Not read: ${question}`);
  return puzzle;
}

const boxOf = (text: string): string => {
  const answer = extractAnswer(text);
  expect(answer?.inferred).toBe(false);
  return answer?.answer ?? '';
};

/** Every `calculation = number` in a text is true. */
function expectTrueEquations(text: string): void {
  for (const match of text.matchAll(/([\d(][\d()\s+−×÷/]*?)\s=\s(−?\d+(?:\/\d+)?)(?![\d/]|\s[+−×÷])/g)) {
    const [left, right] = [parseExpression(match[1] ?? ''), parseExpression(match[2] ?? '')];
    expect(left.ok && right.ok, match[0]).toBe(true);
    if (!left.ok || !right.ok) continue;
    const [a, b] = [evaluate(left.expression), evaluate(right.expression)];
    expect(a && b && sameRational(a, b), match[0]).toBe(true);
  }
}

/** Whether a text states a solution, in words or boxes. */
const statesSolution = (puzzle: CountdownPuzzle, text: string): boolean =>
  [...text.matchAll(/[\d(][\d()\s+−×÷]*[\d)](?=\s=\s)/g)].some(
    (match) => checkCountdown(puzzle, match[0]).ok,
  );

describe('a whole session, played through the tags', () => {
  it('200 random puzzles end right, within 6 stages and bounded lengths, with true sentences', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 6), (puzzle) => {
        const session = driveSession(questionOf(puzzle));
        expect(session.stages).toBeLessThanOrEqual(6);
        const box = boxOf(session.answer);
        if (!box.includes('no solution'))
          expect(checkCountdown(puzzle, box), box).toMatchObject({ ok: true });
        for (const { text } of session.executions) {
          const length = tokenPieces(text).length;
          expect(length).toBeGreaterThanOrEqual(40);
          expect(length).toBeLessThanOrEqual(600);
        }
        expectTrueEquations(session.transcript);
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('“no solution” agrees with brute force, and so does every solution (3 and 4 numbers)', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 4), (puzzle) => {
        const box = boxOf(driveSession(questionOf(puzzle)).answer);
        expect(box.includes('no solution')).toBe(!isSolvable(puzzle, false));
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('“no solution” agrees with brute force for 5 numbers with whole steps', () => {
    const puzzle = anyPuzzle(5, 5).map(
      (one): CountdownPuzzle => ({ ...one, wholeSteps: true, operators: ['+', '-', '*'] }),
    );
    fc.assert(
      fc.property(puzzle, (one) => {
        const box = boxOf(driveSession(questionOf(one)).answer);
        expect(box.includes('no solution')).toBe(!isSolvable(one, false));
      }),
      { numRuns: propertyRuns(12) },
    );
  });

  it('no plan states a solution before an execution has found it', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 5), (puzzle) => {
        const { plans, executions } = driveSession(questionOf(puzzle));
        const first = executions.find(({ text }) => statesSolution(puzzle, text));
        const until = first ? plans.slice(0, first.stage) : plans;
        for (const plan of until) expect(statesSolution(puzzle, plan)).toBe(false);
      }),
      { numRuns: propertyRuns(60) },
    );
  });

  it('is the same every time', () => {
    const question = 'Use 7, 9, 4, 16, 21, each once, to make 137.';
    expect(driveSession(question)).toEqual(driveSession(question));
  });
});

describe('independence', () => {
  it('an execution does not change with anything its siblings say, nor with the plan after its prompt', () => {
    fc.assert(
      fc.property(anyPuzzle(4, 5), (puzzle) => {
        const question = questionOf(puzzle);
        const session = driveSession(question);
        for (const { stage, index, text, prompt } of session.executions) {
          // Policy `authors`: the executor's own prompt has number 1, its siblings follow, and everything before the
          // stage stays.
          const before = session.transcript.slice(0, session.transcript.indexOf(`<Plan_${stage}>`));
          const alone = `${before}<Plan_${stage}>\nEarlier pieces.\n\n<prompt_${stage}.1> ${prompt} </prompt_${stage}.1>\n\n<prompt_${stage}.2> Something else. </prompt_${stage}.2>\n</Plan_${stage}>\n\n<Execution_${stage}>\n<execution_${stage}.1>\n`;
          expect(replyTo(alone), `${stage}.${index}`).toBe(`${text}\n</execution_${stage}.1>`);
        }
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('the prompts of a stage are different tasks', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 6), (puzzle) => {
        const { executions } = driveSession(questionOf(puzzle));
        const keys = executions.map(({ stage, prompt }) => `${stage} ${prompt}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: propertyRuns(40) },
    );
  });
});

describe('trouble on the way', () => {
  const question = 'Use 7, 9, 4, 16, 21, each once, to make 137.';
  const failed = '(This execution failed: the endpoint gave status 500. No result.)';

  it('a failed execution leaves its part open, and it is asked for again', () => {
    const session = driveSession('Use 3, 5, 7, 11, each once, to make 42.', {
      replace: ({ stage, index, text }) => (stage === 2 && index === 3 ? failed : text),
    });
    const lost = session.executions.find(({ stage, index }) => stage === 2 && index === 3);
    expect(
      session.executions.filter(({ prompt }) => prompt === lost?.prompt).map(({ stage }) => stage),
    ).toEqual([2, 3]);
    expect(session.plans[2]).toContain('Execution_2.3 gave no result');
    expect(boxOf(session.answer)).toContain('no solution');
  });

  it('when executions never work it gives up without a claim', () => {
    const session = driveSession(question, { replace: () => failed });
    expect(session.stages).toBeLessThanOrEqual(8);
    expect(session.answer).toContain('not shown that there is none');
    expect(extractAnswer(session.answer)).toBeNull();
  });

  it('does not believe a false “ruled out” of another model', () => {
    const liar = driveSession(question, { replace: () => 'I looked at everything: this part is ruled out.' });
    expect(liar.answer).not.toContain('no solution');
    expect(extractAnswer(liar.answer)).toBeNull();
  });

  it('does not believe a false equation, but takes a true one wherever it stands', () => {
    const told = (text: string): DrivenSession =>
      driveSession(question, { replace: (one) => (one.stage === 1 ? text : one.text) });
    expect(told('Clearly 7 + 9 + 4 + 16 + 21 = 137.').plans[1]).not.toContain('There it is');
    const found = told('I think that $(16 \\times 9) - 7 \\cdot 4 + 21 = 137$ does it.');
    expect(found.plans[1]).toContain('There it is: 16 × 9 − 7 × 4 + 21 = 137');
    expect(checkCountdown(puzzleOf(question), boxOf(found.answer)).ok).toBe(true);
  });

  it.each([0, 1, 2, 3, 4])(
    'forced to answer after %i stages it is right or says that it does not know',
    (maxStages) => {
      const { answer } = driveSession(question, { maxStages });
      const box = extractAnswer(answer);
      if (box) expect(checkCountdown(puzzleOf(question), box.answer).ok).toBe(true);
      else expect(answer).toMatch(/no answer|not found a solution/);
    },
  );
});

describe('known puzzles', () => {
  it.each([
    ['make 952 from 25 50 75 100 3 6', 'solved'],
    ['Use 3, 3, 8, 8 to make 24', 'solved'],
    ['Use 1, 3, 4, 6 to make 24', 'solved'],
    ['Use 1, 5, 5, 5 to make 24', 'solved'],
    ['Use 3, 3, 8, 8 to make 24, no fractions', 'unsolvable'],
    ['Use 3, 5, 7, 11, each once, to make 42', 'unsolvable'],
    ['Use 3, 5, 7, 11, each at most once, to make 42', 'solved'],
    ['Use 1, 1, 1, 1 to make 24', 'unsolvable'],
    ['Use 2, 3, 7 without multiplication to make 42', 'unsolvable'],
    ['Use 5, 3, 7 to make 9 using only - and *', 'solved'],
    ['Use 42, 3, 5, at most once each, to make 42', 'solved'],
    ['Use 5, 5, 7, 42 to make 42', 'solved'],
    ['Use 999, 998, 997, 996, 995, 994 to make 1', 'solved'],
  ])('%s: %s', (question, outcome) => {
    const puzzle = puzzleOf(question);
    const { answer } = driveSession(question);
    const box = boxOf(answer);
    if (outcome === 'unsolvable') expect(box).toBe('\\text{no solution}');
    else expect(checkCountdown(puzzle, box)).toMatchObject({ ok: true });
    const alone = boxOf(replyTo(question));
    if (outcome === 'unsolvable') expect(alone).toBe('\\text{no solution}');
    else expect(checkCountdown(puzzle, alone)).toMatchObject({ ok: true });
  });
});

describe('the sequential voice', () => {
  it('ends with a right answer or a right “no solution”, in true sentences and without tags', () => {
    fc.assert(
      fc.property(anyPuzzle(3, 5), (puzzle) => {
        const text = replyTo(questionOf(puzzle));
        const box = boxOf(text);
        expect(text).not.toMatch(/<\/?(?:Plan|prompt|execution|Final)/i);
        expectTrueEquations(text);
        if (!box.includes('no solution'))
          expect(checkCountdown(puzzle, box), box).toMatchObject({ ok: true });
        else expect(driveSession(questionOf(puzzle)).answer).toContain('no solution');
      }),
      { numRuns: propertyRuns(80) },
    );
  });
});

describe('any other question', () => {
  it.each(['What is love?', 'Solve x^2 = 4.', '', 'Use 3 and 5 to make 8'])(
    '%j: says what it can do, without a box',
    (question) => {
      const planned = replyTo(`<Question>\n${question}\n</Question>\n\n<think>\n`);
      expect(planned).toMatch(/^<Final_answer>\n[\s\S]*\n<\/Final_answer>$/);
      for (const text of [planned, replyTo(question)]) {
        expect(text).toContain('rule-based, not a language model');
        expect(text).toContain('SPRINT_BASE_URL');
        expect(extractAnswer(text.replace(/<\/?Final_answer>/g, ''))).toBeNull();
      }
    },
  );

  it('its example is a puzzle that it solves', () => {
    const example = /For example: (.+)/.exec(replyTo('What is love?'))?.[1] ?? '';
    expect(checkCountdown(puzzleOf(example), boxOf(driveSession(example).answer)).ok).toBe(true);
  });
});
