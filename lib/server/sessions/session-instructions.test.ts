import { describe, expect, it } from 'vitest';
import type { SavedInstructions } from '#lib/models/endpoint.ts';
import { endpointOf } from '#lib/models/testing/calls.ts';
import { defaultInstructions } from '#lib/protocol/instructions/default-instructions.ts';
import { sessionInstructions } from './session-instructions.ts';

const ours = defaultInstructions('prompted');
const chat = (instructions?: SavedInstructions) =>
  endpointOf('http://model.invalid/v1', { mode: 'prompted', ...(instructions && { instructions }) });

describe('the texts of a session', () => {
  it('are ours, then what the endpoints have saved, then what the request says', () => {
    const planner = chat({ shared: 'Saved.', planner: 'Saved plan.', executor: 'Not its own.' });
    const executor = chat({ shared: 'Unread.', executor: 'Saved work.' });
    expect(sessionInstructions({ planner, executor })).toEqual({
      shared: 'Saved.',
      planner: 'Saved plan.',
      executor: 'Saved work.',
      sequential: ours.sequential,
    });
    expect(sessionInstructions({ planner, executor }, { planner: 'Asked.' }).planner).toBe('Asked.');
    expect(sessionInstructions({ planner: chat(), executor: chat() })).toEqual(ours);
  });

  it('have our shared part beside one replaced role, and beside texts that an endpoint has saved', () => {
    const one = sessionInstructions({ planner: chat(), executor: chat() }, { planner: 'Asked.' });
    expect(one).toEqual({ ...ours, planner: 'Asked.' });
    const saved = chat({ planner: 'Saved plan.', executor: 'Saved work.' });
    expect(sessionInstructions({ planner: saved, executor: saved }).shared).toBe(ours.shared);
  });

  it('are whole where a request replaces both roles without a shared part, as older clients do', () => {
    const saved = chat({ shared: 'Saved.' });
    const texts = { planner: 'All a planner reads.', executor: 'All an executor reads.' };
    const whole = { ...texts, sequential: ours.sequential };
    for (const planner of [chat(), saved])
      expect(sessionInstructions({ planner, executor: chat() }, texts)).toEqual(whole);
    const shared = { shared: 'Asked.', ...texts };
    expect(sessionInstructions({ planner: saved, executor: saved }, shared).shared).toBe('Asked.');
  });
});
