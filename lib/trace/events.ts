import * as z from 'zod/mini';
import { LOG_VERSION } from './log-migrations.ts';

/**
 * The event log: the only form of a session, live or at rest (DESIGN.md §3). Every view is `fold(events up to a
 * moment)`. A change that old readers cannot read raises LOG_VERSION and adds a migration.
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

/**
 * How a piece, stage or session ended. A session that still runs has status `running` in the folded state, never in an
 * event.
 */
export const endStatusSchema = z.enum(['done', 'failed', 'truncated', 'cancelled', 'interrupted']);
export type EndStatus = z.infer<typeof endStatusSchema>;

export const strategySchema = z.enum(['sprint', 'sequential']);
export type Strategy = z.infer<typeof strategySchema>;

export const modeSchema = z.enum(['native', 'prompted']);
/** `native`: text completions continue the transcript. `prompted`: we explain the protocol to a chat model. */
export type Mode = z.infer<typeof modeSchema>;

export const contextPolicySchema = z.enum(['paper', 'authors']);
export type ContextPolicy = z.infer<typeof contextPolicySchema>;

/** A model as the log names it: without key, headers, or credentials in the URL. */
export const modelInfoSchema = z.object({
  endpointName: z.string(),
  model: z.string(),
  /** The rule-based built-in: every saving shown for it is that of a toy. */
  ruleBased: z.boolean(),
  baseUrl: z.optional(z.string()),
  mode: modeSchema,
  contextWindow: z.optional(ordinal),
  /** The price of a million tokens when the session ran, in the user's currency. */
  price: z.optional(z.object({ inputPerMillion: z.number(), outputPerMillion: z.number() })),
  /** Fields that the endpoint's settings added to every request of this role. Contains no key. */
  extraBody: z.optional(z.record(z.string(), z.unknown())),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

export const instructionsSchema = z.object({
  /**
   * For chats, from context layout 2 on: the text that both roles read first, word for word the same, so that servers
   * can reuse it.
   */
  shared: z.optional(z.string()),
  planner: z.string(),
  executor: z.string(),
  sequential: z.string(),
});
/** The instruction texts sent with each role; the log keeps them so that we can rebuild every context from it. */
export type Instructions = z.infer<typeof instructionsSchema>;

export const settingsSchema = z.object({
  /** Most calls running at once, over all branches. */
  parallelism: ordinal,
  maxStages: ordinal,
  plannerMaxTokens: ordinal,
  executorMaxTokens: ordinal,
  sequentialMaxTokens: ordinal,
  temperature: z.number(),
  /** Attempts per call, including the first. */
  maxAttempts: ordinal,
  contextPolicy: contextPolicySchema,
  /** `prompt`: an executor starts when its prompt closes (default); `plan`: it waits for the whole plan (for comparison). */
  forkAt: z.enum(['prompt', 'plan']),
});
export type SessionSettings = z.infer<typeof settingsSchema>;

export const originSchema = z.object({
  /**
   * `curated`: source or rounds of a curation record, kept from the workbench; no model wrote the rounds in this form.
   */
  kind: z.enum(['live', 'imported', 'by-hand', 'built-in', 'curated']),
  /**
   * Who or what wrote it, shown verbatim: "Written by hand for Sprintscope", "Built-in reasoner, recorded with
   * Sprintscope".
   */
  author: z.optional(z.string()),
});

export const usageSchema = z.object({
  inputTokens: z.optional(natural),
  outputTokens: z.optional(natural),
  reasoningTokens: z.optional(natural),
  cachedInputTokens: z.optional(natural),
});
/** The endpoint's own report; shown beside our counts, never mixed with them. */
export type Usage = z.infer<typeof usageSchema>;

/**
 * Counted with the session's tokenizer. `text` without tags; `withTags` as really decoded; `thinking` separate from
 * both.
 */
export const pieceTokensSchema = z.object({ text: natural, withTags: natural, thinking: natural });
export type PieceTokens = z.infer<typeof pieceTokensSchema>;

/** An error as the log keeps it: a literal type, a message for people, and what to do. Never contains a key. */
export const errorInfoSchema = z.object({
  type: z.string(),
  message: z.string(),
  remedy: z.optional(z.string()),
  status: z.optional(z.int()),
  url: z.optional(z.string()),
  /** For a prompt that was too long: the model's window, and the prompt's tokens, as the server stated them. */
  contextWindow: z.optional(ordinal),
  promptTokens: z.optional(ordinal),
});
export type ErrorInfo = z.infer<typeof errorInfoSchema>;

export const severitySchema = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof severitySchema>;

/** A place in a trace: a stream and a range of UTF-16 offsets in its text, as far as known. */
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
  /** Tokens of the request, by our estimate; used if the endpoint reports no usage. */
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
    /**
     * We asked the planner for a plan and it gave the final answer: the stage is withdrawn, and its thinking and timing
     * pass to the answer.
     */
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
    /** Part of P_k (DESIGN.md §1): the plan's text up to here, without tags and with tags. */
    tokens: natural,
    tokensWithTags: natural,
    /** Part of P_k: the planner's thinking before the prompt closed. Missing in logs from before thinking counted. */
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
    /** Set if our request ended with `<Final_answer>`, and why it did. */
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
    /** An execution, or all of a stage's executions if `index` is missing ("Based on execution_5:"). */
    from: z.object({ stage: ordinal, index: z.optional(ordinal) }),
    /** The plan that makes the reference. */
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
    /** Tokens that the attempt had written: *discarded tokens*. */
    tokens: z.optional(pieceTokensSchema),
    usage: z.optional(usageSchema),
  }),
  z.object({
    ...stamp,
    type: z.literal('diagnostic'),
    code: z.string(),
    severity: severitySchema,
    place: placeSchema,
    /** What the parser or the orchestrator found and assumed, for people. */
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
/** An event before the log assigns its `seq` and `at`. */
export type UnstampedEvent = TraceEvent extends infer E
  ? E extends TraceEvent
    ? Omit<E, 'seq' | 'at'>
    : never
  : never;
export type DeltaEvent = EventOf<'plan-delta' | 'execution-delta' | 'answer-delta' | 'thought-delta'>;
