import { describe, expect, it } from 'vitest';
import { type AnswerFault, faultDiagnostics, faultsForModel, faultsInShort } from './answer-faults.ts';

const faultOf = (raw: number): AnswerFault => ({
  code: 'prompt-missing',
  raw,
  problem: (name) => `${name(raw)} has no prompt`,
  mended: () => 'Its description is the prompt.',
  weight: 1,
});
const faults = (count: number) => Array.from({ length: count }, (_, raw) => faultOf(raw));
const byAnswer = (raw: number) => `step ${raw + 1}`;

describe('faults of an answer', () => {
  it('are told to people by the numbers of the result, and one of a step that is gone says so', () => {
    expect(faultDiagnostics(faults(2), (raw) => (raw === 0 ? 5 : null))).toEqual([
      {
        code: 'prompt-missing',
        severity: 'warning',
        message: 'Step 5 has no prompt. Its description is the prompt.',
        step: 5,
      },
      {
        code: 'prompt-missing',
        severity: 'warning',
        message: 'A step that was left out has no prompt. Its description is the prompt.',
      },
    ]);
  });

  it('forty are told one by one, the rest as a number', () => {
    const forty = faultDiagnostics(faults(40), (raw) => raw + 1);
    expect(forty.map(({ code }) => code)).toEqual(Array(40).fill('prompt-missing'));
    const more = faultDiagnostics(faults(43), (raw) => raw + 1);
    expect(more.slice(0, 40)).toEqual(forty);
    expect(more.slice(40)).toEqual([
      { code: 'more-faults', severity: 'warning', message: '3 more faults of these kinds were mended.' },
    ]);
    expect(faultsForModel(faults(43), byAnswer).split('\n').slice(39)).toEqual([
      '- Step 40 has no prompt.',
      '- And 3 more of the same kinds.',
    ]);
    expect(faultsForModel(faults(40), byAnswer).split('\n')).toHaveLength(40);
  });

  it('in short are the first three', () => {
    expect(faultsInShort(faults(3), byAnswer)).toBe(
      'step 1 has no prompt; step 2 has no prompt; step 3 has no prompt.',
    );
    expect(faultsInShort(faults(5), byAnswer)).toMatch(/step 3 has no prompt; and 2 more\.$/);
  });
});
