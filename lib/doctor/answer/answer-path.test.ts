import { describe, expect, it } from 'vitest';
import { spokenText } from '#lib/trace/pieces.ts';
import { sequentialTrace } from '../testing/sequential-trace.ts';
import { traceOf } from '../testing/trace-of.ts';
import { transcript } from '../testing/transcript.ts';
import { answerLine } from './answer-line.ts';

const question = 'A rectangle is 9 cm by 13 cm. What is the area of the rectangle?';

const lineOf = async (
  executions: readonly string[][],
  answer: string | null,
  expected: string | null = '117',
) =>
  answerLine(
    await traceOf(
      transcript(
        executions.map((texts) => ({
          plan: texts.map((_, at) => `[Do part ${at}.]`).join(' '),
          executions: texts,
        })),
        answer,
      ),
      question,
    ),
    { expected },
  );

const marks = { equal: '+', different: '-', undecided: '?', left: '>', none: '.' } as const;
const shown = (line: Awaited<ReturnType<typeof lineOf>>) =>
  line.path.pieces.map(({ standing }) => marks[standing]).join('');

describe('the path of an answer', () => {
  it('right throughout', async () => {
    const line = await lineOf(
      [['The area is 117.', 'So the area of the rectangle is 9 * 13 = 117.']],
      'It is \\boxed{117}.',
    );
    expect(shown(line)).toBe('.+++');
    expect(line.path).toMatchObject({ against: 'expected', course: 'right-throughout', lostAt: null });
  });

  it('found, after others had stated something else', async () => {
    const line = await lineOf(
      [['So the area of the rectangle is 107.', 'Therefore, the area is 117.']],
      '\\boxed{117}',
    );
    expect(shown(line)).toBe('.-++');
    expect(line.path).toMatchObject({ course: 'found', firstEqual: { stream: 'execution:1.2' } });
    expect(line.changes).toBe(1);
  });

  it('found and lost: where, and since when the final answer stands', async () => {
    const line = await lineOf(
      [
        ['So the area of the rectangle is 117.', 'It has four sides.'],
        ['Therefore, the area is 107.', 'Yes, the answer is 107.'],
      ],
      'It is \\boxed{107}.',
    );
    expect(shown(line)).toBe('.+..---');
    expect(line.path).toMatchObject({
      course: 'lost',
      isSaid: true,
      firstEqual: { stream: 'execution:1.1', answer: '117' },
      lostAt: { stream: 'execution:2.1', answer: '107' },
    });
    expect(line.first).toMatchObject({ stream: 'execution:2.1' });
    expect(line.verdict).toBe('different');
  });

  it('perhaps found: the number ends a piece, and nobody says of what', async () => {
    const line = await lineOf(
      [['Both together are 100 + 17 = 117.', 'Therefore, the area is 107.']],
      '\\boxed{107}',
    );
    expect(line.path).toMatchObject({ course: 'lost', isSaid: false });
  });

  it('stated and left within one piece', async () => {
    const line = await lineOf(
      [['So the area of the rectangle is 117. Wait. Therefore, the answer is 107.']],
      '\\boxed{107}',
    );
    expect(shown(line)).toBe('.>-');
    expect(line.path.pieces[1]?.at).toMatchObject({ answer: '107' });
  });

  it('never right; a value on the way is no answer', async () => {
    const line = await lineOf(
      [['Half of the way round is 9 + 13 = 22.', '9 * 13 = 107. So the area is 107.']],
      '\\boxed{107}',
    );
    expect(shown(line)).toBe('..--');
    expect(line.path.course).toBe('never-right');
  });

  it('without a right answer: against the final one', async () => {
    const line = await lineOf(
      [['So the area of the rectangle is 117.', 'So the area is 107.']],
      '\\boxed{107}',
      null,
    );
    expect(shown(line)).toBe('.-++');
    expect(line.path).toMatchObject({
      against: 'final',
      course: 'unknown',
      firstEqual: { stream: 'execution:1.2' },
    });
  });

  it('neither right nor wrong: one of several roots', async () => {
    const trace = await traceOf(
      transcript(
        [{ plan: '[Go.] [On.]', executions: ['So \\boxed{4}.', 'So \\boxed{9}.'] }],
        '\\boxed{4, 9}',
      ),
      'Find all roots of $x^2 - 13x + 36$.',
    );
    const line = answerLine(trace, { expected: '9, 4' });
    expect(line.path.pieces.map(({ standing }) => standing).slice(1, 3)).toEqual(['undecided', 'undecided']);
  });

  it('boxes that say the answer together are one', async () => {
    const trace = await traceOf(
      transcript(
        [
          {
            plan: '[Go.] [On.]',
            executions: ['One is \\boxed{4}.', 'So $x = \\boxed{4}$ or $x = \\boxed{9}$.'],
          },
        ],
        'They are $\\boxed{9}$ and $\\boxed{4}$.',
      ),
      'Find all roots of $x^2 - 13x + 36$.',
    );
    const line = answerLine(trace, { expected: '4, 9' });
    expect(line.path.pieces.map(({ standing }) => standing)).toEqual(['none', 'undecided', 'equal', 'equal']);
    expect(line).toMatchObject({ answer: '9, 4', changes: 0, path: { course: 'right-throughout' } });
    expect(line.first).toMatchObject({ stream: 'execution:1.2' });
  });

  it('a person may have judged the final answer otherwise', async () => {
    const trace = await traceOf(
      transcript([{ plan: '[Go.]', executions: ['So \\boxed{4}.'] }], '\\boxed{4}'),
      question,
    );
    expect(answerLine(trace, { expected: '5', verdict: 'equal' }).path.course).toBe('found');
    expect(answerLine(trace, { expected: '5', verdict: 'undecided' }).path.course).toBe('unknown');
  });

  it('reads a sequential run that is all thinking', () => {
    const thinking = 'So the area of the rectangle is 117. Hmm. Therefore, the answer is 107.\n</think>';
    const state = sequentialTrace({ question, thinking });
    const line = answerLine(state, { expected: '117' });
    expect(line).toMatchObject({ answer: '107', verdict: 'different', path: { course: 'lost' } });
    const text = state.thought ? spokenText(state.thought) : '';
    for (const { answer, offset, end } of line.candidates) expect(text.slice(offset, end)).toBe(answer);
  });

  it('has none for a text that owes no answer', async () => {
    const speech = transcript(
      [{ plan: '[Go.]', executions: ['Dear Ada, 40 lamps = 40 lives.'] }],
      'Dear Ada, it is **40**.',
    );
    const line = answerLine(await traceOf(speech, 'Write a farewell speech for a lighthouse keeper.'));
    expect(line).toMatchObject({ answer: null, path: { against: null, course: 'unknown' } });
  });
});
