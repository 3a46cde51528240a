import * as z from 'zod/mini';
import { judgementSchema, rulingSchema } from '#lib/answers/judged-answer.ts';
import { endStatusSchema, errorInfoSchema, modeSchema, strategySchema } from '#lib/trace/events.ts';
import { findingCountSchema, pairMemberSchema } from './library-schemas.ts';

/** What the API answers, as far as the browser uses it; unknown members are let through. */

export const sessionStatusSchema = z.union([z.literal('running'), endStatusSchema]);
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

const metricsSchema = z.looseObject({
  totalTokens: z.optional(z.nullable(z.number())),
  /** By definition: `authors`, `paper`, `with-tags`, `barrier`. */
  sequentialTokens: z.optional(z.nullable(z.record(z.string(), z.number()))),
  isEstimate: z.optional(z.boolean()),
  /** Behind the counts. */
  tokenizer: z.optional(z.nullable(z.string())),
  /** The same of the visible text alone. */
  visible: z.optional(
    z.looseObject({ sequentialTokens: z.optional(z.nullable(z.record(z.string(), z.number()))) }),
  ),
});

export const sessionSummarySchema = z.looseObject({
  id: z.string(),
  status: sessionStatusSchema,
  question: z.string(),
  /** Null until a person names it. */
  title: z.nullable(z.string()),
  strategy: strategySchema,
  model: z.string(),
  executorModel: z.string(),
  ruleBased: z.boolean(),
  tags: z.array(z.string()),
  pairId: z.nullable(z.string()),
  /** Null before the log has any. */
  metrics: z.nullable(metricsSchema),
  answer: z.nullable(z.string()),
  answerIsInferred: z.boolean(),
  error: z.nullable(errorInfoSchema),
  /** UTC, ISO 8601, like the two below. */
  createdAt: z.string(),
  startedAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  /** The file it was imported from. */
  sourceName: z.optional(z.nullable(z.string())),
  /** The known right answer. */
  expected: z.optional(z.nullable(z.string())),
  /** Of `answer` and `expected`; null where one of them is missing, and until they are judged. */
  verdict: z.optional(z.nullable(judgementSchema)),
  ruling: z.optional(z.nullable(rulingSchema)),
  /** The ruling, else the verdict, as right or wrong; null where it is neither. */
  correct: z.optional(z.nullable(z.boolean())),
  /** How often each check of the doctor fired; empty while it runs. */
  findings: z.optional(z.array(findingCountSchema)),
  /** The others with the same `pairId`, newest first; not in lists. */
  pair: z.optional(z.array(pairMemberSchema)),
  /** Names of what is unreadable in its stored row; stand-ins are in place of it. */
  damaged: z.optional(z.array(z.string())),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;

export const sessionPageSchema = z.object({
  sessions: z.array(sessionSummarySchema),
  nextCursor: z.optional(z.nullable(z.string())),
});
export type SessionPage = z.infer<typeof sessionPageSchema>;

export const createdSchema = z.looseObject({ id: z.string() });

export const endpointSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['built-in', 'openai-compatible']),
  baseUrl: z.string(),
  model: z.string(),
  mode: modeSchema,
  contextWindow: z.nullable(z.number()),
  timeouts: z.object({ firstTokenMs: z.number(), stallMs: z.number(), totalMs: z.number() }),
  thinkingTag: z.enum(['auto', 'opened', 'none']),
  tokensPerSecond: z.nullable(z.number()),
  source: z.enum(['built-in', 'environment', 'settings']),
  hasKey: z.boolean(),
  learned: z.optional(
    z.array(
      z.object({
        code: z.string(),
        explanation: z.string(),
        since: z.string(),
        model: z.string(),
        api: z.enum(['chat', 'completion']),
      }),
    ),
  ),
});

export const endpointListSchema = z.looseObject({
  endpoints: z.array(endpointSchema),
  /** What a session without `endpointId` uses. */
  defaultEndpointId: z.optional(z.nullable(z.string())),
  /** Stored ones that cannot be read: all that can be done with them is to delete them. */
  damaged: z.optional(
    z.array(z.object({ id: z.string(), createdAt: z.string(), damaged: z.array(z.string()) })),
  ),
});

/** One small request, measured. A failed one is a problem instead, with its remedy. */
export const endpointTestSchema = z.looseObject({
  /** Null when no text came. */
  timeToFirstTokenMs: z.nullable(z.number()),
  /** Null when too little came to tell. */
  tokensPerSecond: z.nullable(z.number()),
  text: z.string(),
  thinking: z.string(),
  notices: z.array(z.object({ code: z.string(), explanation: z.string() })),
});
export type EndpointTest = z.infer<typeof endpointTestSchema>;

export const discoveredServerSchema = z.looseObject({
  name: z.string(),
  baseUrl: z.string(),
  models: z.array(z.looseObject({ id: z.string(), contextWindow: z.optional(z.nullable(z.number())) })),
});
export type DiscoveredServer = z.infer<typeof discoveredServerSchema>;

export const discoverySchema = z.looseObject({ servers: z.array(discoveredServerSchema) });

const storageStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ok') }),
  z.object({ state: z.literal('failing'), message: z.string(), remedy: z.string() }),
]);
export type StorageState = z.output<typeof storageStateSchema>;

/** Of /api/health, what pages look at; older servers say nothing of their store. */
export const healthSchema = z.object({ storage: z.optional(storageStateSchema) });
