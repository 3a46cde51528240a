import { describe, expect, it } from 'vitest';
import {
  changedInstructions,
  defaultDraft,
  numberProblem,
  readDraft,
  withInstruction,
} from './settings-draft.ts';
import { standardTexts } from './standard-texts.ts';

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

describe('instructions', () => {
  it('sends only texts that differ from ours', () => {
    expect(changedInstructions(defaultDraft)).toBeUndefined();
    const draft = withInstruction(defaultDraft, 'planner', 'Plan well.', 'ours');
    expect(changedInstructions(draft)).toEqual({ planner: 'Plan well.' });
    // An empty text is a choice: a tuned model may want none.
    expect(changedInstructions(withInstruction(draft, 'executor', '', 'ours'))).toEqual({
      planner: 'Plan well.',
      executor: '',
    });
  });

  it('sends the shared part along with texts for both roles: they would be whole without it', () => {
    const one = withInstruction(defaultDraft, 'planner', 'Plan well.', 'ours');
    expect(changedInstructions(one, 'Ours, shared.')).toEqual({ planner: 'Plan well.' });
    const both = withInstruction(one, 'executor', 'Do it.', 'ours');
    const texts = { planner: 'Plan well.', executor: 'Do it.' };
    expect(changedInstructions(both, 'Ours, shared.')).toEqual({ shared: 'Ours, shared.', ...texts });
    expect(changedInstructions(both)).toEqual(texts);
    const own = withInstruction(both, 'shared', '', 'Ours, shared.');
    expect(changedInstructions(own, 'Ours, shared.')).toEqual({ shared: '', ...texts });
  });

  it('returns to ours when reset, or when our words are typed again', () => {
    const draft = withInstruction(defaultDraft, 'planner', 'Plan well.', 'ours');
    expect(changedInstructions(withInstruction(draft, 'planner', null, 'ours'))).toBeUndefined();
    expect(changedInstructions(withInstruction(draft, 'planner', 'ours', 'ours'))).toBeUndefined();
  });
});

describe('standardTexts', () => {
  const prompted = { planner: 'prompted', executor: 'prompted' } as const;

  it('are ours but for those that an endpoint has saved, each role from its own', () => {
    const ours = standardTexts(prompted);
    expect(ours.shared).toEqual(expect.any(String));
    const saved = {
      planner: { shared: '', planner: 'Plan.', executor: 'Not its own.' },
      executor: { planner: 'Not its own.', executor: 'Do.' },
    };
    expect(standardTexts(prompted, saved)).toEqual({
      shared: '',
      planner: 'Plan.',
      executor: 'Do.',
      sequential: ours.sequential,
    });
    const native = { planner: 'native', executor: 'native' } as const;
    expect(standardTexts(native, { planner: { shared: 'Both.' } })).not.toHaveProperty('shared');
  });
});
