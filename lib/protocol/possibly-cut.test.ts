import { describe, expect, test } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { cutSign } from './possibly-cut.ts';
import { wordCounter } from './testing/word-counter.ts';
import { logFromTranscript } from './transcript-log/transcript-log.ts';

const piece = (text: string, cut = false) => ({ text, cut });

describe('[P66] possibly-cut', () => {
  test.each([
    'Now we use that a_1 = 2, so the',
    'Which is the case here. Then a',
    'Alternatively, take the conjugates. If we let',
    'Adding both sides gives 3 +',
    'The numbers are 1, 2, 3,',
    'So it is \\frac{90',
    'We know that \\(x = 3',
    'The total is $\\frac',
    '\\begin{align} a &= b',
  ])('%j breaks off', (text) => {
    expect(cutSign(piece(text), 50)).toMatch(/^It breaks off/);
  });

  test.each([
    'So x = 3.',
    'Therefore d = -a',
    'f = 2k - c',
    'π/9 + 5π/9 + 17π/9',
    'Term 8 is 243/625 ✔️',
    '- apples\n- pears',
    'That costs $5 and $10 in all',
    'It costs $5.',
    'Hence \\boxed{\\frac{1}{2}}',
    '**Final Answer**',
    'First part.\n\n-----',
    'So the plan is as follows:',
    '| a | b |',
    'The last is \\(x = 3\\)',
    'It must be east',
    'The line is y = x +\n2',
    '',
  ])('%j does not', (text) => {
    expect(cutSign(piece(text), 50)).toBeNull();
  });

  test('a long piece of prose without a full stop is told, a short one is not', () => {
    const text = 'We go through every case and find that none of them works out nicely';
    expect(cutSign(piece(text), 1_000)).toMatch(/^It is long/);
    expect(cutSign(piece(text), 999)).toBeNull();
    expect(cutSign(piece('Together the four numbers add up to c = 12'), 1_000)).toBeNull();
  });

  test('a piece in which the transcript ends is told in the log, where it ends; others are not', async () => {
    const text =
      '<Plan_1>\n<prompt_1.1> Do A. </prompt_1.1>\n</Plan_1>\n<Execution_1>\n<execution_1.1>\nA is 1.';
    const read = (whole: string) =>
      logFromTranscript(whole, {
        counter: wordCounter,
        origin: { kind: 'imported' },
        startedAt: '2026-01-01T00:00:00Z',
      });
    const cut = foldEvents(await read(text)).diagnostics.filter(({ code }) => code === 'possibly-cut');
    expect(cut.map(({ place }) => place)).toEqual([
      { stream: 'execution:1.1', stage: 1, index: 1, offset: 'A is 1.'.length },
    ]);
    const closed = `${text}\n</execution_1.1>\n</Execution_1>\n<Final_answer> 1 </Final_answer>`;
    expect(foldEvents(await read(closed)).diagnostics).toEqual([]);
  });

  test('mathematics of a megabyte is no trouble', () => {
    expect(cutSign(piece('\\begin{'.repeat(150_000)), 400_000)).not.toBeNull();
    expect(cutSign(piece('$'.repeat(1_000_001)), 400_000)).toBeNull();
  });
});
