import * as z from 'zod/mini';
import { endStatusSchema, modeSchema, strategySchema } from '#lib/trace/events.ts';

/** What the API answers, as far as the browser uses it; unknown members are let through. */

export const sessionStatusSchema = z.union([z.literal('running'), endStatusSchema]);
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

const metricsSchema = z.looseObject({
  totalTokens: z.optional(z.nullable(z.number())),
  sequentialTokens: z.optional(z.nullable(z.union([z.number(), z.record(z.string(), z.number())]))),
});

export const sessionSummarySchema = z.looseObject({
  id: z.string(),
  status: sessionStatusSchema,
  question: z.string(),
  title: z.optional(z.nullable(z.string())),
  strategy: strategySchema,
  model: z.optional(z.nullable(z.string())),
  executorModel: z.optional(z.nullable(z.string())),
  ruleBased: z.optional(z.boolean()),
  tags: z.optional(z.array(z.string())),
  metrics: z.optional(z.nullable(metricsSchema)),
  answer: z.optional(z.nullable(z.string())),
  answerIsInferred: z.optional(z.nullable(z.boolean())),
  /** UTC, ISO 8601. */
  createdAt: z.optional(z.nullable(z.string())),
  startedAt: z.optional(z.nullable(z.string())),
  endedAt: z.optional(z.nullable(z.string())),
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
  tokensPerSecond: z.nullable(z.number()),
  source: z.enum(['built-in', 'environment', 'settings']),
  hasKey: z.boolean(),
});

export const endpointListSchema = z.looseObject({
  endpoints: z.array(endpointSchema),
  /** What a session without `endpointId` uses. */
  defaultEndpointId: z.optional(z.nullable(z.string())),
});

export const endpointTestSchema = z.looseObject({
  ok: z.optional(z.boolean()),
  timeToFirstTokenMs: z.optional(z.nullable(z.number())),
  tokensPerSecond: z.optional(z.nullable(z.number())),
  text: z.optional(z.nullable(z.string())),
  models: z.optional(z.array(z.string())),
});
export type EndpointTest = z.infer<typeof endpointTestSchema>;

export const discoveredServerSchema = z.looseObject({
  name: z.string(),
  baseUrl: z.string(),
  models: z.array(z.looseObject({ id: z.string(), contextWindow: z.optional(z.nullable(z.number())) })),
});
export type DiscoveredServer = z.infer<typeof discoveredServerSchema>;

export const discoverySchema = z.looseObject({ servers: z.array(discoveredServerSchema) });
