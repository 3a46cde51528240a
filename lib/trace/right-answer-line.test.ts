import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationsIn, rightAnswerIn, writeRightAnswer } from './annotation-lines.ts';

describe('the right answer behind a log', () => {
  it('comes back as it was written, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (expected) => {
        const log = `{"seq":0}\n${writeRightAnswer(expected)}`;
        expect(rightAnswerIn(log)).toBe(expected.trim() === '' ? null : expected);
      }),
    );
  });

  it('is no annotation of a person', () => {
    expect(annotationsIn(writeRightAnswer('42'))).toEqual([]);
  });

  it.each([
    '',
    '{"seq":0}\n',
    '{"seq":0}\n{"type":"annotation","kind":"right-answer",',
    '{"seq":0}\n{"type":"annotation","kind":"right-answer","expected":7}\n',
    '{"seq":0,"text":"{\\"type\\":\\"annotation\\",\\"kind\\":\\"right-answer\\",\\"expected\\":\\"1\\"}"}\n',
  ])('is absent from %j', (log) => {
    expect(rightAnswerIn(log)).toBeNull();
  });

  it('writes nothing where none is known', () => {
    expect([writeRightAnswer(null), writeRightAnswer(undefined), writeRightAnswer(' ')]).toEqual([
      '',
      '',
      '',
    ]);
  });
});
