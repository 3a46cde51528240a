import * as z from 'zod/mini';
import { tokenizerNames } from '#lib/tokens/counter.ts';
import { strategySchema } from '#lib/trace/events.ts';
import { choice, expected, question, shortText, shownName, tags, tokenizer } from './fields.ts';
import { fileFormats, sourceKinds } from './imports.ts';

const kind = z.enum(sourceKinds, 'Must be "log", "transcript" or "sequential"');
const text = z.string('The text of a trace is needed').check(z.minLength(1, 'The text of a trace is needed'));

/** What a caller may say about a trace besides its text. */
const details = {
  /** Path of the file as shown, for example `archive.zip/planner_trajectory_2.txt`. */
  name: z.optional(shownName),
  /** For a text that has none. */
  question: z.optional(question),
  /** The known right answer. */
  expected: z.nullish(expected),
  title: z.nullish(shortText(300)),
  tags: z.optional(tags),
  pairId: z.nullish(shortText(100)),
  /** Who or what wrote it, shown as is. */
  author: z.optional(shortText(300)),
  /**
   * Unguessable, one for each trace: a trace that arrives twice with the same key is stored once. The server derives
   * the id from it.
   */
  importKey: z.optional(shortText(100).check(z.minLength(16, 'At least 16 characters'))),
};

const format = z.optional(choice(fileFormats));
const countedBy = z._default(tokenizer, tokenizerNames[0]);

/** Body of `POST /api/traces` as JSON. */
export const importRequest = z.strictObject({
  ...details,
  text,
  /** Default: recognised by `name` and text. */
  format,
  /** For a text that is one trace: its kind, whatever `format` says. */
  kind: z.optional(kind),
  tokenizer: countedBy,
});
export type ImportTraceInput = z.input<typeof importRequest>;

/** Query of `POST /api/traces` where the body is the file itself. */
export const importQuery = z.object({ name: z.optional(shownName), format, tokenizer: countedBy });
export type ImportQuery = z.output<typeof importQuery>;

export const MOST_IN_A_BATCH = 100;

/** Body of `POST /api/traces/batch`: traces that the sender told apart already (`readTraces`). */
export const importBatchRequest = z.strictObject({
  traces: z
    .array(
      z.strictObject({
        ...details,
        text,
        kind,
        strategy: z.optional(z.enum(strategySchema.options, 'Must be "sprint" or "sequential"')),
        /** Where in the file, from 1. */
        record: z.optional(z.int().check(z.gte(1))),
        line: z.optional(z.int().check(z.gte(1))),
      }),
      'A list of traces is needed',
    )
    .check(
      z.minLength(1, 'At least one trace'),
      z.maxLength(MOST_IN_A_BATCH, `At most ${MOST_IN_A_BATCH} traces`),
    ),
  tokenizer: countedBy,
});
export type ImportBatchRequest = z.output<typeof importBatchRequest>;
/** One trace of a batch, as sent and as parsed. */
export type BatchTrace = z.input<typeof importBatchRequest>['traces'][number];
export interface ImportTracesInput {
  traces: readonly BatchTrace[];
  tokenizer?: ImportBatchRequest['tokenizer'];
}
