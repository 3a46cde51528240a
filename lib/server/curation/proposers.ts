import type { Clock } from '#lib/base/clock.ts';
import type { BatchProposer } from '#lib/contract/curation-batch.ts';
import { type Proposer, proposerOf } from '#lib/curation/propose/proposer.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { Endpoints } from '../endpoints.ts';

export interface Proposers {
  /** The proposer that a request names; rules if it names none. Throws ServerError `endpoint-not-found`. */
  choose(wanted: {
    endpointId?: string;
    model?: string;
  }): Promise<{ chosen: BatchProposer; proposer: Proposer }>;
  /** The stored proposer, with today's key. Throws ServerError `endpoint-not-found`. */
  open(chosen: BatchProposer): Promise<Proposer>;
}

export interface ProposersDeps {
  endpoints: Pick<Endpoints, 'choose'>;
  clock: Clock;
  random(): number;
  memory: LearnedMemory;
  fetch?: Fetch;
  counter(): TokenCounter;
}

export function createProposers({ endpoints, counter, ...deps }: ProposersDeps): Proposers {
  const at = async (endpointId: string | undefined, model: string | undefined) => {
    const { planner } = await endpoints.choose({ endpointId, model });
    return { endpoint: planner, proposer: proposerOf(planner, { ...deps, counter: counter() }) };
  };
  return {
    async choose({ endpointId, model }) {
      if (endpointId === undefined && model === undefined)
        return { chosen: { kind: 'rules' }, proposer: { kind: 'rules' } };
      const { endpoint, proposer } = await at(endpointId, model);
      if (proposer.kind === 'rules') return { chosen: { kind: 'rules' }, proposer };
      const { id, name } = endpoint;
      return { chosen: { kind: 'model', endpointId: id, endpoint: name, model: endpoint.model }, proposer };
    },
    async open(chosen) {
      if (chosen.kind === 'rules') return chosen;
      return (await at(chosen.endpointId, chosen.model)).proposer;
    },
  };
}
