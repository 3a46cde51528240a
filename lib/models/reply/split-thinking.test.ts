import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThinkingSplitter } from './split-thinking.ts';

/** Printed by fast-check with a counterexample. */
const SEED = 20261130;

function read(pieces: readonly string[], from: 'text' | 'thinking' = 'text') {
  const marks = createThinkingSplitter(from);
  const said = { text: '', thinking: '' };
  for (const { channel, text } of [...pieces.flatMap((piece) => marks.feed(piece)), ...marks.flush()])
    said[channel] += text;
  return said;
}

const THINKING = 'Is x < 3? I draft <Plan_1> [no] ◁ here.';
const TEXT = '<Plan_1>\nA <thought> of [THINK]ing </thought>.';
const whole = { text: TEXT, thinking: THINKING };
const cases: [string, string, { text: string; thinking: string }][] = [
  ['Gemini', `<thought>${THINKING}</thought>${TEXT}`, whole],
  ['white space around it', `\n <reasoning>\n\n${THINKING} \n</reasoning>${TEXT}`, whole],
  ['Magistral', `[THINK]${THINKING}[/THINK]${TEXT}`, whole],
  ['Kimi-VL', `◁think▷${THINKING}◁/think▷${TEXT}`, whole],
  ['Command A', `<|START_THINKING|>${THINKING}<|END_THINKING|>\n<|START_RESPONSE|>${TEXT}`, whole],
  ['Command A without its second mark', `<|START_THINKING|>${THINKING}<|END_THINKING|>${TEXT}`, whole],
  ['OpenThinker', `<|begin_of_thought|>${THINKING}<|end_of_thought|><|begin_of_solution|>${TEXT}`, whole],
  [
    'gpt-oss',
    `<|channel|>analysis<|message|>${THINKING}<|end|><|start|>assistant<|channel|>final<|message|>${TEXT}`,
    whole,
  ],
  ['an end left over', `</thought>\n${TEXT}`, { text: `\n${TEXT}`, thinking: '' }],
  ['one that never closes', `[THINK]${THINKING}[/THI`, { text: '', thinking: `${THINKING}[/THI` }],
  ['a mark that is none', `<thoughtful>${TEXT}`, { text: `<thoughtful>${TEXT}`, thinking: '' }],
  ['half a mark', ' <thou', { text: ' <thou', thinking: '' }],
  ['a mark further on', TEXT, { text: TEXT, thinking: '' }],
  [
    '<think>, which the parser reads',
    `<think>a</think>${TEXT}`,
    { text: `<think>a</think>${TEXT}`, thinking: '' },
  ],
  ['nothing', '', { text: '', thinking: '' }],
];

describe('thinking in marks of its own', () => {
  it.each(cases)('%s', (_, reply, expected) => {
    expect(read([reply])).toEqual(expected);
  });

  it('however the reply is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        ([, reply, expected], lengths) => {
          const pieces: string[] = [];
          for (let at = 0, n = 0; at < reply.length; n++) {
            const length = lengths[n % lengths.length]!;
            pieces.push(reply.slice(at, at + length));
            at += length;
          }
          expect(read(pieces)).toEqual(expected);
        },
      ),
      { seed: SEED },
    );
  });

  it('text that begins otherwise is not held back', () => {
    const marks = createThinkingSplitter('text');
    expect(marks.feed('<P')).toEqual([{ channel: 'text', text: '<P' }]);
    expect(marks.feed('lan_1>')).toEqual([{ channel: 'text', text: 'lan_1>' }]);
  });

  it('thinking that was sent apart loses its marks, and gives up the text behind them', () => {
    const inside = (reply: string) => read([...reply], 'thinking');
    expect(inside(`<think>\n${THINKING}</think>`)).toEqual({ text: '', thinking: THINKING });
    expect(inside(`<think>${THINKING}</think>${TEXT}`)).toEqual(whole);
    expect(inside(`${THINKING}</think>`)).toEqual({ text: '', thinking: `${THINKING}</think>` });
    expect(inside('')).toEqual({ text: '', thinking: '' });
  });
});
