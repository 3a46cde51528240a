import * as z from 'zod/mini';
import { tokenizerNames } from '#lib/tokens/counter.ts';

/**
 * Fields that several requests share, with the messages for invalid values: docs/api.md promises statuses, pages show
 * the messages.
 */

/** About 25,000 tokens: more than an executor with a usual window could receive beside its context. */
export const MAX_QUESTION = 100_000;
export const MAX_INSTRUCTION = 50_000;
export const MOST_TAGS = 50;

const characters = (most: number) => `At most ${most.toLocaleString('en')} characters`;

export const text = (most: number) => z.string().check(z.maxLength(most, characters(most)));
/** Trimmed, and not empty. */
export const shortText = (most: number) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, 'Must not be empty'), z.maxLength(most, `At most ${most} characters`));
export const whole = (least: number, most: number) =>
  z
    .int('Must be a whole number')
    .check(z.gte(least, `At least ${least}`), z.lte(most, `At most ${most.toLocaleString('en')}`));
export const natural = z.int('Must be a whole number').check(z.gte(0, 'At least 0'));
export const ordinal = z.int('Must be a whole number').check(z.gte(1, 'At least 1'));
export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `Must be one of: ${values.join(', ')}`);

export const question = text(MAX_QUESTION);
/** An answer, not a solution: a longer text could at most be compared letter by letter. */
export const expected = shortText(2000);
export const tokenizer = z.enum(tokenizerNames, `Must be one of: ${tokenizerNames.join(', ')}`);
export const tags = z.array(shortText(60)).check(z.maxLength(MOST_TAGS, `At most ${MOST_TAGS} tags`));

/**
 * Shown unchanged; a path may be long, but contains nothing invisible and nothing that reverses the reading direction.
 */
export const shownName = z.pipe(
  z.string().check(z.maxLength(1000, characters(1000))),
  z.transform((given: string) => given.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').trim()),
);

/** A whole number in a query, where everything is text. */
export const wholeInQuery = (least: number, most: number) =>
  z.coerce
    .number('Must be a number')
    .check(
      z.int('Must be a whole number'),
      z.gte(least, `At least ${least}`),
      z.lte(most, `At most ${most.toLocaleString('en')}`),
    );

/** Parameters of a list, a page at a time. */
export const pageQuery = (most: number, usual: number) => ({
  limit: z._default(wholeInQuery(1, most), usual),
  cursor: z.optional(z.string().check(z.maxLength(400))),
});

/** The endpoint and model that a session or record should use. */
export const endpointChoice = { endpointId: z.optional(shortText(100)), model: z.optional(shortText(200)) };
