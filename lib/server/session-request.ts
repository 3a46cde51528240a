import * as z from 'zod';
import { tokenizerNames } from '#lib/tokens/tokenizer-names.ts';
import { contextPolicySchema, strategySchema } from '#lib/trace/events.ts';

/** About 25,000 tokens: beyond what any executor of the usual windows could be sent beside its context. */
export const MAX_QUESTION = 100_000;
export const MAX_INSTRUCTION = 50_000;

export const shortText = (most: number) =>
  z.string().trim().min(1, 'Must not be empty').max(most, `At most ${most} characters`);
const whole = (least: number, most: number) =>
  z
    .int('Must be a whole number')
    .min(least, `At least ${least}`)
    .max(most, `At most ${most.toLocaleString('en')}`);

const settingsRequest = z.strictObject({
  parallelism: whole(1, 64).optional(),
  maxStages: whole(1, 100).optional(),
  plannerMaxTokens: whole(1, 1_000_000).optional(),
  executorMaxTokens: whole(1, 1_000_000).optional(),
  sequentialMaxTokens: whole(1, 1_000_000).optional(),
  temperature: z.number('Must be a number').min(0, 'At least 0').max(2, 'At most 2').optional(),
  maxAttempts: whole(1, 20).optional(),
  contextPolicy: z.enum(contextPolicySchema.options, 'Must be "paper" or "authors"').optional(),
  forkAt: z.enum(['prompt', 'plan'], 'Must be "prompt" or "plan"').optional(),
});

const instruction = z
  .string()
  .max(MAX_INSTRUCTION, `At most ${MAX_INSTRUCTION.toLocaleString('en')} characters`)
  .optional();

/** An answer, not a solution: what is longer is compared letter by letter at most. */
export const expected = shortText(2000);
export const tokenizer = z.enum(tokenizerNames, `Must be one of: ${tokenizerNames.join(', ')}`);
export const MOST_TAGS = 50;
export const tags = z.array(shortText(60)).max(MOST_TAGS, `At most ${MOST_TAGS} tags`);

/** Body of `POST /api/sessions`. Settings and instructions that are left out keep their defaults. */
export const newSessionRequest = z.strictObject({
  question: z
    .string('A question is needed')
    .max(MAX_QUESTION, `At most ${MAX_QUESTION.toLocaleString('en')} characters`)
    .refine((text) => text.trim() !== '', 'A question is needed'),
  strategy: z.enum(strategySchema.options, 'Must be "sprint" or "sequential"').default('sprint'),
  endpointId: shortText(100).optional(),
  model: shortText(200).optional(),
  executorEndpointId: shortText(100).optional(),
  executorModel: shortText(200).optional(),
  title: shortText(300).nullish(),
  tags: tags.optional(),
  pairId: shortText(100).nullish(),
  expected: expected.nullish(),
  settings: settingsRequest.optional(),
  instructions: z
    .strictObject({
      shared: instruction,
      planner: instruction,
      executor: instruction,
      sequential: instruction,
    })
    .optional(),
  /** Pace of the built-in endpoint, tokens a second per stream; without meaning for others. */
  tokensPerSecond: z
    .number('Must be a number')
    .min(1, 'At least 1')
    .max(100_000, 'At most 100,000')
    .optional(),
  tokenizer: tokenizer.default(tokenizerNames[0]),
});
export type NewSessionRequest = z.infer<typeof newSessionRequest>;

/** Body of `PATCH /api/sessions/:id`: what is left out stays, null clears. */
export const sessionChange = z.strictObject({
  title: shortText(300).nullish(),
  tags: tags.optional(),
  pairId: shortText(100).nullish(),
  expected: expected.nullish(),
});

/** Query of `GET /api/sessions`. */
export const sessionListQuery = z.object({
  limit: z.coerce
    .number('Must be a number')
    .int('Must be a whole number')
    .min(1, 'At least 1')
    .max(200, 'At most 200')
    .default(50),
  cursor: z.string().max(400).optional(),
  pairId: z.string().max(100).optional(),
});
