import { api } from '#components/api/client.ts';
import type { Strategy } from '#lib/trace/events.ts';
import { isWhole } from '#lib/trace/saving.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { listExamples, partnerExample } from './example-list.ts';
import { type SideSource, sideId } from './side-source.ts';

/** Another session on the same question that is paired with this one. */
export interface Partner {
  /** The id that the compare page uses. */
  readonly id: string;
  readonly strategy: Strategy;
  readonly model: string;
  readonly isExample: boolean;
}

/**
 * A session that is started against an example stores the example's name as its pair: an example itself cannot be
 * changed.
 */
export const examplePairId = (slug: string): string => `example:${slug}`;

/** Everything that is paired with a side, the other strategy first; empty where nothing is. Throws ApiError. */
export async function loadPartners(source: SideSource, signal: AbortSignal): Promise<Partner[]> {
  // The other side of a preview belongs to its record and is stored nowhere.
  if (source.kind === 'curation') return [];
  const partners =
    source.kind === 'example'
      ? await partnersOfExample(source.slug, signal)
      : await partnersOfSession(source.id, signal);
  return partners.filter(({ id }) => id !== sideId(source));
}

async function partnersOfSession(id: string, signal: AbortSignal): Promise<Partner[]> {
  const { pair = [], pairId, strategy } = await api.getSession(id, signal);
  const partners: Partner[] = pair.map((other) => ({
    id: other.id,
    strategy: other.strategy,
    model: other.model,
    isExample: false,
  }));
  const example = (await listExamples()).find(({ slug }) => examplePairId(slug) === pairId);
  if (example) partners.push(ofExample(example));
  return otherStrategyFirst(partners, strategy);
}

async function partnersOfExample(slug: string, signal: AbortSignal): Promise<Partner[]> {
  const [examples, { sessions }] = await Promise.all([
    listExamples(),
    api.listSessions({ pairId: examplePairId(slug), limit: 20 }, signal),
  ]);
  const partner = partnerExample(examples, slug);
  const own = examples.find((example) => example.slug === slug);
  const partners: Partner[] = sessions.map(({ id, strategy, model }) => ({
    id,
    strategy,
    model,
    isExample: false,
  }));
  if (partner) partners.unshift(ofExample(partner));
  return otherStrategyFirst(partners, own?.strategy ?? 'sprint');
}

const ofExample = (example: { slug: string; strategy: Strategy; author: string }): Partner => ({
  id: examplePairId(example.slug),
  strategy: example.strategy,
  model: example.author,
  isExample: true,
});

const otherStrategyFirst = (partners: Partner[], own: Strategy): Partner[] =>
  [...partners].sort((a, b) => Number(a.strategy === own) - Number(b.strategy === own));

/** The sequential tokens of a partner that has ended, by reading and definition; unknown ones are missing. */
export interface PartnerTokens {
  readonly tokens: Partial<Record<Reading, Partial<Record<SequentialDefinition, number>>>>;
  readonly tokenizer: string | null;
  readonly model: string;
  /** Whether it reached its end. */
  readonly isWhole: boolean;
}

/** Throws ApiError. */
export async function loadPartnerTokens(
  partner: Partner,
  signal: AbortSignal,
): Promise<PartnerTokens | null> {
  if (partner.isExample) {
    const example = (await listExamples()).find(({ slug }) => examplePairId(slug) === partner.id);
    if (!example) return null;
    // A single stream without stages has the same count under all definitions but the one that counts tags.
    const { sequentialTokens: tokens } = example;
    const counted = { authors: tokens, paper: tokens, barrier: tokens };
    return {
      // No example thinks (bin/traces/index-entry.ts): both readings are one.
      tokens: { decoded: counted, visible: counted },
      tokenizer: 'qwen3',
      model: partner.model,
      isWhole: true,
    };
  }
  const { metrics, status, model } = await api.getSession(partner.id, signal);
  if (status === 'running' || !metrics?.sequentialTokens) return null;
  const tokens = {
    decoded: metrics.sequentialTokens,
    visible: metrics.visible?.sequentialTokens ?? undefined,
  };
  return { tokens, tokenizer: metrics.tokenizer ?? null, model, isWhole: isWhole(status) };
}
