import * as z from 'zod/mini';
import { LOG_VERSION } from './log-migrations.ts';

/**
 * The event log: the one form in which a session lives, live or at rest (DESIGN.md §3). Every view is
 * `fold(events up to a moment)`. A change that old readers cannot take raises LOG_VERSION and adds a migration.
 */
export { LOG_VERSION } from './log-migrations.ts';

const natural = z.int().check(z.gte(0));
const ordinal = z.int().check(z.gte(1));

export const streamIdSchema = z.union([
  z.templateLiteral(['plan:', ordinal]),
  z.templateLiteral(['execution:', ordinal, '.', ordinal]),
  z.literal('answer'),
  z.literal('thought'),
]);

/** How a started thing ended. A session that still runs has status `running` in the folded state, never in an event. */
export const endStatusSchema = z.enum(['done', 'failed', 'truncated', 'cancelled', 'interrupted']);
export type EndStatus = z.infer<typeof endStatusSchema>;

export const strategySchema = z.enum(['sprint', 'sequential']);
export type Strategy = z.infer<typeof strategySchema>;

export const modeSchema = z.enum(['native', 'prompted']);
/** `native`: text completions continue the transcript. `prompted`: a chat model is told the protocol. */
export type Mode = z.infer<typeof modeSchema>;

export const contextPolicySchema = z.enum(['paper', 'authors']);
export type ContextPolicy = z.infer<typeof contextPolicySchema>;

/** A model as the log names it: no key, no header, no credentials in the URL. */
export const modelInfoSchema = z.object({
  endpointName: z.string(),
  model: z.string(),
  /** Rule-based built-in: every saving shown for it is that of a toy. */
  ruleBased: z.boolean(),
  baseUrl: z.optional(z.string()),
  mode: modeSchema,
  contextWindow: z.optional(ordinal),
  /** What a million tokens cost when the session ran, in whatever currency the user counts in. */
  price: z.optional(z.object({ inputPerMillion: z.number(), outputPerMillion: z.number() })),
  /** Fields that the endpoint's settings added to every request of this role. Holds no key. */
  extraBody: z.optional(z.record(z.string(), z.unknown())),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

export const instructionsSchema = z.object({
  /** Chat, from context layout 2 on: what both roles read first, word for word the same, so that servers can reuse it. */
  shared: z.optional(z.string()),
  planner: z.string(),
  executor: z.string(),
  sequential: z.string(),
});
/** The instruction texts sent with each role; kept in the log so that every context can be rebuilt from it. */
export type Instructions = z.infer<typeof instructionsSchema>;

export const settingsSchema = z.object({
  /** Calls running at once, over all branches. */
  parallelism: ordinal,
  maxStages: ordinal,
  plannerMaxTokens: ordinal,
  executorMaxTokens: ordinal,
  sequentialMaxTokens: ordinal,
  temperature: z.number(),
  /** Attempts per call, the first included. */
  maxAttempts: ordinal,
  contextPolicy: contextPolicySchema,
  /** `prompt`: an executor starts when its prompt closes (default); `plan`: it waits for the whole plan (for comparison). */
  forkAt: z.enum(['prompt', 'plan']),
});
export type SessionSettings = z.infer<typeof settingsSchema>;

export const originSchema = z.object({
  /** `curated`: source or rounds of a curation record, kept from the workbench; no model wrote the rounds as they stand. */
  kind: z.enum(['live', 'imported', 'by-hand', 'built-in', 'curated']),
  /** Who or what wrote it, shown as is: "Written by hand for Sprintscope", "Built-in reasoner, recorded with Sprintscope". */
  author: z.optional(z.string()),
});

export const usageSchema = z.object({
  inputTokens: z.optional(natural),
  outputTokens: z.optional(natural),
  reasoningTokens: z.optional(natural),
  cachedInputTokens: z.optional(natural),
});
/** What the endpoint itself reported; shown beside our counts, never mixed with them. */
export type Usage = z.infer<typeof usageSchema>;

/** Counted with the session's tokenizer. `text` without tags; `withTags` as really decoded; `thinking` apart from both. */
export const pieceTokensSchema = z.object({ text: natural, withTags: natural, thinking: natural });
export type PieceTokens = z.infer<typeof pieceTokensSchema>;

/** An error as the log keeps it: a literal type, a message for people, and what to do. Never holds a key. */
export const errorInfoSchema = z.object({
  type: z.string(),
  message: z.string(),
  remedy: z.optional(z.string()),
  status: z.optional(z.int()),
  url: z.optional(z.string()),
  /** Of a prompt that was too long: the model's window, and the prompt's tokens, as the server named them. */
  contextWindow: z.optional(ordinal),
  promptTokens: z.optional(ordinal),
});
export type ErrorInfo = z.infer<typeof errorInfoSchema>;

export const severitySchema = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof severitySchema>;

/** Where in a trace: a stream and a range of UTF-16 offsets in its text, as far as known. */
export const placeSchema = z.object({
  stream: z.optional(streamIdSchema),
  stage: z.optional(ordinal),
  /** Prompt or execution index within the stage. */
  index: z.optional(ordinal),
  offset: z.optional(natural),
  end: z.optional(natural),
});
export type Place = z.infer<typeof placeSchema>;

const stamp = { seq: natural, at: z.number().check(z.gte(0)) };
const attempt = ordinal;
const start = {
  attempt,
  /** ms since session start at which the request left; `at` of the first delta minus this is the time to first token. */
  requestedAt: z.number(),
  contextSha256: z.optional(z.string()),
  /** Tokens of what was sent, by our estimate; stands in where the endpoint reports no usage. */
  estimatedInputTokens: z.optional(natural),
};
const delta = { attempt, channel: z.enum(['text', 'thinking']), text: z.string() };
const end = {
  attempt,
  status: endStatusSchema,
  finishReason: z.optional(z.string()),
  tokens: pieceTokensSchema,
  usage: z.optional(usageSchema),
  error: z.optional(errorInfoSchema),
};
const planStreamSchema = z.templateLiteral(['plan:', ordinal]);
const executionStreamSchema = z.templateLiteral(['execution:', ordinal, '.', ordinal]);
const answerStreamSchema = z.literal('answer');
const thoughtStreamSchema = z.literal('thought');

export const traceEventSchema = z.discriminatedUnion('type', [
  z.object({
    ...stamp,
    type: z.literal('session-start'),
    logVersion: z.literal(LOG_VERSION),
    question: z.string(),
    strategy: strategySchema,
    mode: modeSchema,
    models: z.object({ planner: modelInfoSchema, executor: modelInfoSchema }),
    instructions: instructionsSchema,
    settings: settingsSchema,
    /** Name of the tokenizer behind every count in this log, for example `qwen3`. */
    tokenizer: z.string(),
    /** UTC, ISO 8601. */
    startedAt: z.string(),
    origin: originSchema,
    /** `wall`: `at` is measured. `tokens`: an import without a clock, timed at 60 tokens a second per stream. */
    clock: z.enum(['wall', 'tokens']),
    /** How contexts are laid out (lib/protocol/contexts/contexts.ts), so that what was sent can be rebuilt. Missing: 1. */
    contextLayout: z.optional(z.union([z.literal(1), z.literal(2)])),
  }),
  z.object({ ...stamp, type: z.literal('stage-start'), stage: ordinal }),
  /** The join: every execution of the stage has ended. */
  z.object({ ...stamp, type: z.literal('stage-end'), stage: ordinal, status: endStatusSchema }),
  z.object({ ...stamp, type: z.literal('plan-start'), stream: planStreamSchema, ...start }),
  z.object({ ...stamp, type: z.literal('plan-delta'), stream: planStreamSchema, ...delta }),
  z.object({
    ...stamp,
    type: z.literal('plan-end'),
    stream: planStreamSchema,
    ...end,
    /** The planner was asked for a plan and gave the final answer: the stage is withdrawn, its thinking and timing pass to the answer. */
    becomes: z.optional(z.literal('answer')),
  }),
  z.object({
    ...stamp,
    type: z.literal('prompt-start'),
    stage: ordinal,
    index: ordinal,
    /** Offset in the plan's text (tags removed) at which the prompt's text starts. */
    offset: natural,
    /** The number as written, where it differs from `stage.index`. */
    written: z.optional(z.string()),
  }),
  /** The fork: execution `stage.index` may start. */
  z.object({
    ...stamp,
    type: z.literal('prompt-end'),
    stage: ordinal,
    index: ordinal,
    /** Offset in the plan's text one past the prompt's last character. */
    offset: natural,
    /** Of P_k (DESIGN.md §1) the plan's text up to here, tags removed; and the same with tags. */
    tokens: natural,
    tokensWithTags: natural,
    /** Of P_k the planner's thinking before the prompt closed. Missing in logs from before thinking counted. */
    thinkingTokens: z.optional(natural),
  }),
  z.object({ ...stamp, type: z.literal('execution-start'), stream: executionStreamSchema, ...start }),
  z.object({ ...stamp, type: z.literal('execution-delta'), stream: executionStreamSchema, ...delta }),
  z.object({ ...stamp, type: z.literal('execution-end'), stream: executionStreamSchema, ...end }),
  z.object({
    ...stamp,
    type: z.literal('answer-start'),
    stream: answerStreamSchema,
    ...start,
    /** Set when the prompt ended with `<Final_answer>`, and why. */
    forced: z.optional(z.enum(['stage-limit', 'context-full', 'repeated-plan', 'endless-plan', 'retry'])),
  }),
  z.object({ ...stamp, type: z.literal('answer-delta'), stream: answerStreamSchema, ...delta }),
  z.object({ ...stamp, type: z.literal('answer-end'), stream: answerStreamSchema, ...end }),
  z.object({ ...stamp, type: z.literal('thought-start'), stream: thoughtStreamSchema, ...start }),
  z.object({ ...stamp, type: z.literal('thought-delta'), stream: thoughtStreamSchema, ...delta }),
  z.object({ ...stamp, type: z.literal('thought-end'), stream: thoughtStreamSchema, ...end }),
  z.object({
    ...stamp,
    type: z.literal('dependency'),
    /** An execution, or a whole stage's executions where `index` is missing ("Based on execution_5:"). */
    from: z.object({ stage: ordinal, index: z.optional(ordinal) }),
    /** The plan that says so. */
    to: planStreamSchema,
    /** Offset of the reference in that plan's text. */
    offset: natural,
  }),
  z.object({
    ...stamp,
    type: z.literal('attempt-failed'),
    stream: streamIdSchema,
    attempt,
    error: errorInfoSchema,
    /** Wait before the next attempt; missing when there is none. */
    retryInMs: z.optional(z.number()),
    /** Tokens of what the attempt had written: *discarded tokens*. */
    tokens: z.optional(pieceTokensSchema),
    usage: z.optional(usageSchema),
  }),
  z.object({
    ...stamp,
    type: z.literal('diagnostic'),
    code: z.string(),
    severity: severitySchema,
    place: placeSchema,
    /** What was found and what was assumed, for people. */
    explanation: z.string(),
  }),
  z.object({
    ...stamp,
    type: z.literal('session-end'),
    status: endStatusSchema,
    error: z.optional(errorInfoSchema),
  }),
]);

export type TraceEvent = z.infer<typeof traceEventSchema>;
export type TraceEventType = TraceEvent['type'];
export type EventOf<T extends TraceEventType> = Extract<TraceEvent, { type: T }>;
/** An event before the log gave it its `seq` and `at`. */
export type UnstampedEvent = TraceEvent extends infer E
  ? E extends TraceEvent
    ? Omit<E, 'seq' | 'at'>
    : never
  : never;
export type DeltaEvent = EventOf<'plan-delta' | 'execution-delta' | 'answer-delta' | 'thought-delta'>;
