import * as z from 'zod/mini';
import { tokenizerNames } from '#lib/tokens/counter.ts';
import { contextPolicySchema, strategySchema } from '#lib/trace/events.ts';
import {
  endpointChoice,
  expected,
  MAX_INSTRUCTION,
  MAX_QUESTION,
  pageQuery,
  shortText,
  tags,
  text,
  tokenizer,
  whole,
} from './fields.ts';

const settingsRequest = z.strictObject({
  parallelism: z.optional(whole(1, 64)),
  maxStages: z.optional(whole(1, 100)),
  plannerMaxTokens: z.optional(whole(1, 1_000_000)),
  executorMaxTokens: z.optional(whole(1, 1_000_000)),
  sequentialMaxTokens: z.optional(whole(1, 1_000_000)),
  temperature: z.optional(z.number('Must be a number').check(z.gte(0, 'At least 0'), z.lte(2, 'At most 2'))),
  maxAttempts: z.optional(whole(1, 20)),
  contextPolicy: z.optional(z.enum(contextPolicySchema.options, 'Must be "paper" or "authors"')),
  forkAt: z.optional(z.enum(['prompt', 'plan'], 'Must be "prompt" or "plan"')),
});

const instruction = z.optional(text(MAX_INSTRUCTION));
/** Texts that replace ours; a text that is left out keeps the default of its mode. */
export const instructionsRequest = z.strictObject({
  shared: instruction,
  planner: instruction,
  executor: instruction,
  sequential: instruction,
});

/** Body of `POST /api/sessions`. Settings and instructions that are left out keep their defaults. */
export const newSessionRequest = z.strictObject({
  question: z.string('A question is needed').check(
    z.maxLength(MAX_QUESTION, `At most ${MAX_QUESTION.toLocaleString('en')} characters`),
    z.refine((given) => given.trim() !== '', 'A question is needed'),
  ),
  strategy: z._default(z.enum(strategySchema.options, 'Must be "sprint" or "sequential"'), 'sprint'),
  ...endpointChoice,
  executorEndpointId: z.optional(shortText(100)),
  executorModel: z.optional(shortText(200)),
  title: z.nullish(shortText(300)),
  tags: z.optional(tags),
  pairId: z.nullish(shortText(100)),
  expected: z.nullish(expected),
  settings: z.optional(settingsRequest),
  instructions: z.optional(instructionsRequest),
  /** Pace of the built-in endpoint, tokens a second per stream; without meaning for others. */
  tokensPerSecond: z.optional(
    z.number('Must be a number').check(z.gte(1, 'At least 1'), z.lte(100_000, 'At most 100,000')),
  ),
  /** Used for every count in its log. */
  tokenizer: z._default(tokenizer, tokenizerNames[0]),
});
export type NewSession = z.input<typeof newSessionRequest>;
export type NewSessionRequest = z.output<typeof newSessionRequest>;

/** Query of `GET /api/sessions`. */
export const sessionListQuery = z.object({
  ...pageQuery(200, 50),
  pairId: z.optional(z.string().check(z.maxLength(100))),
});
