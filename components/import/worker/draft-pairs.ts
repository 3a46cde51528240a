import { pairTraces } from '#lib/formats/traces/pairs.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';

export interface PairInput {
  readonly id: number;
  readonly source: SourceTrace;
}

export interface ResolvedTrace {
  /** Its own question, or its partner's. */
  readonly question: string | null;
  /** Names its pair; null where it stands alone. */
  readonly pair: string | null;
}

/** The recognised pairs, corrected by hand: who joined whom, who left. A correction outlasts every new recognition. */
export function createDraftPairs() {
  /** By trace: the pair that a person put it into, null for one that they took out. */
  const byHand = new Map<number, string | null>();
  let lastPair = 0;

  return {
    /** Puts a trace into its partner's pair (`partnerPair`, null where the partner had none). */
    join(id: number, partnerId: number, partnerPair: string | null): void {
      const pair = partnerPair ?? `hand ${++lastPair}`;
      byHand.set(partnerId, pair);
      byHand.set(id, pair);
    },

    leave(id: number): void {
      byHand.set(id, null);
    },

    resolve(traces: readonly PairInput[]): ReadonlyMap<number, ResolvedTrace> {
      const paired = pairTraces(traces.map(({ source }) => source));
      const pairOf = new Map<number, string | null>();
      const members = new Map<string, number>();
      const questions = new Map<string, string>();
      for (const [index, { id, source }] of traces.entries()) {
        const key = paired[index]?.pairKey ?? null;
        const hand = byHand.get(id);
        const pair = hand === undefined ? (key === null ? null : `key ${key}`) : hand;
        pairOf.set(id, pair);
        if (pair === null) continue;
        members.set(pair, (members.get(pair) ?? 0) + 1);
        if (source.question !== null && !questions.has(pair)) questions.set(pair, source.question);
      }
      return new Map(
        traces.map(({ id, source }) => {
          const pair = pairOf.get(id) ?? null;
          const together = pair !== null && (members.get(pair) ?? 0) > 1;
          const partners = together ? (questions.get(pair) ?? null) : null;
          return [id, { question: source.question ?? partners, pair: together ? pair : null }];
        }),
      );
    },
  };
}
