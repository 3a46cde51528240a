import { describe, expect, it } from 'vitest';
import { defaultDraft, numberProblem, readDraft } from './settings-draft.ts';

const withNumbers = (numbers: Partial<typeof defaultDraft.numbers>) => ({
  ...defaultDraft,
  numbers: { ...defaultDraft.numbers, ...numbers },
});

describe('readDraft', () => {
  it('sends nothing for an untouched draft', () => {
    expect(readDraft(defaultDraft)).toEqual({ ok: true, settings: {} });
  });

  it('sends only what differs from the defaults', () => {
    const draft = {
      ...withNumbers({ parallelism: '3', temperature: '0' }),
      contextPolicy: 'authors' as const,
    };
    expect(readDraft(draft)).toEqual({
      ok: true,
      settings: { parallelism: 3, temperature: 0, contextPolicy: 'authors' },
    });
  });

  it('names every field that cannot be read, and sends none', () => {
    const reading = readDraft(withNumbers({ parallelism: '0', maxStages: 'many', plannerMaxTokens: '' }));
    expect(reading).toEqual({
      ok: false,
      problems: {
        parallelism: 'Between 1 and 64.',
        maxStages: 'Enter a number.',
        plannerMaxTokens: 'Enter a number.',
      },
    });
  });
});

describe('numberProblem', () => {
  it('wants whole numbers of things that are counted, not of a temperature', () => {
    expect(numberProblem('maxStages', '2.5')).toBe('Enter a whole number.');
    expect(numberProblem('temperature', '0.65')).toBeNull();
  });
});
