import * as z from 'zod/mini';
import { modeSchema } from '#lib/trace/events.ts';

const timeoutsSchema = z.object({ firstTokenMs: z.number(), stallMs: z.number(), totalMs: z.number() });
const instruction = z.optional(z.string());

/** The public view of an endpoint: it shows only that key and headers exist, not their values. */
export const endpointSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['built-in', 'openai-compatible']),
  baseUrl: z.string(),
  model: z.string(),
  mode: modeSchema,
  /** Tokens of prompt and reply together; null = unknown. */
  contextWindow: z.nullable(z.number()),
  timeouts: timeoutsSchema,
  thinkingTag: z.enum(['auto', 'opened', 'none']),
  /** Only the built-in: tokens a second per stream. */
  tokensPerSecond: z.nullable(z.number()),
  source: z.enum(['built-in', 'environment', 'settings']),
  hasKey: z.boolean(),
  headerNames: z.optional(z.array(z.string())),
  /** Id of a preset: the kind of server, where the address does not show it. */
  preset: z.optional(z.string()),
  extraBody: z.optional(
    z.object({
      planner: z.optional(z.record(z.string(), z.unknown())),
      executor: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
  price: z.optional(z.object({ inputPerMillion: z.number(), outputPerMillion: z.number() })),
  reasoningEffort: z.optional(z.enum(['default', 'none', 'minimal', 'low', 'medium', 'high'])),
  instructions: z.optional(
    z.object({ shared: instruction, planner: instruction, executor: instruction, sequential: instruction }),
  ),
  /** What we learned about it; only in lists. */
  learned: z.optional(
    z.array(
      z.object({
        code: z.string(),
        explanation: z.string(),
        /** UTC, ISO 8601. */
        since: z.string(),
        model: z.string(),
        api: z.enum(['chat', 'completion']),
      }),
    ),
  ),
});

export const endpointListSchema = z.object({
  endpoints: z.array(endpointSchema),
  /** The endpoint of a session without `endpointId`. */
  defaultEndpointId: z.string(),
  /** Stored endpoints that cannot be read: a person can only delete them. */
  damaged: z.optional(
    z.array(z.object({ id: z.string(), createdAt: z.string(), damaged: z.array(z.string()) })),
  ),
});
export type EndpointList = z.infer<typeof endpointListSchema>;

/** One small request, measured. A failed one returns a problem instead, with its remedy. */
export const endpointTestSchema = z.object({
  ok: z.boolean(),
  /** Null when no text came. */
  timeToFirstTokenMs: z.nullable(z.number()),
  totalMs: z.number(),
  /** Null when too little text came to measure it. */
  tokensPerSecond: z.nullable(z.number()),
  outputTokens: z.number(),
  /** `pieces`: the endpoint reported no usage. */
  countedBy: z.enum(['endpoint', 'pieces']),
  text: z.string(),
  thinking: z.string(),
  notices: z.array(z.object({ code: z.string(), explanation: z.string() })),
});
export type EndpointTest = z.infer<typeof endpointTestSchema>;

/** A server found on this machine. */
export const discoveredServerSchema = z.object({
  name: z.string(),
  baseUrl: z.string(),
  models: z.array(z.object({ id: z.string(), contextWindow: z.nullable(z.number()) })),
});
export type DiscoveredServer = z.infer<typeof discoveredServerSchema>;

export const discoverySchema = z.object({ servers: z.array(discoveredServerSchema) });
