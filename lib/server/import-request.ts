import * as z from 'zod';
import { fileFormats } from '#lib/formats/source-trace.ts';
import { tokenizerNames } from '#lib/tokens/tokenizer-names.ts';
import { strategySchema } from '#lib/trace/events.ts';
import { expected, shortText, tags, tokenizer } from './session-request.ts';

const MAX_QUESTION = 100_000;

const kind = z.enum(['log', 'transcript', 'sequential'], 'Must be "log", "transcript" or "sequential"');
const text = z.string('The text of a trace is needed').min(1, 'The text of a trace is needed');
/** Shown as it is; a path may be long, but holds nothing unseen and nothing that turns the reading direction. */
const name = z
  .string()
  .max(1000, 'At most 1,000 characters')
  .transform((given) => given.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').trim())
  .optional();

const details = {
  name,
  question: z
    .string()
    .max(MAX_QUESTION, `At most ${MAX_QUESTION.toLocaleString('en')} characters`)
    .optional(),
  expected: expected.nullish(),
  title: shortText(300).nullish(),
  tags: tags.optional(),
  pairId: shortText(100).nullish(),
  author: shortText(300).optional(),
  /** The id is made of it: what is short could be guessed. */
  importKey: shortText(100).min(16, 'At least 16 characters').optional(),
};

const formatName = z.enum(fileFormats, `Must be one of: ${fileFormats.join(', ')}`);

/** Body of `POST /api/traces` as JSON. */
export const importRequest = z.strictObject({
  ...details,
  text,
  format: formatName.optional(),
  kind: kind.optional(),
  tokenizer: tokenizer.default(tokenizerNames[0]),
});

/** Query of `POST /api/traces` where the body is the file itself. */
export const importQuery = z.object({
  name,
  format: formatName.optional(),
  tokenizer: tokenizer.default(tokenizerNames[0]),
});

export const MOST_IN_A_BATCH = 100;

/** Body of `POST /api/traces/batch`. */
export const importBatchRequest = z.strictObject({
  traces: z
    .array(
      z.strictObject({
        ...details,
        text,
        kind,
        strategy: z.enum(strategySchema.options, 'Must be "sprint" or "sequential"').optional(),
        record: z.int().min(1).optional(),
        line: z.int().min(1).optional(),
      }),
      'A list of traces is needed',
    )
    .min(1, 'At least one trace')
    .max(MOST_IN_A_BATCH, `At most ${MOST_IN_A_BATCH} traces`),
  tokenizer: tokenizer.default(tokenizerNames[0]),
});
export type BatchTrace = z.infer<typeof importBatchRequest>['traces'][number];
