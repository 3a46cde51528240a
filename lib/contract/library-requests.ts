import * as z from 'zod/mini';
import { exportFormatIds } from './exports.ts';
import { choice, expected, pageQuery, question, shortText, tags } from './fields.ts';
import { findingKindSchema } from './findings.ts';

/** Query of `GET /api/library`. */
export const libraryQuery = z.object(pageQuery(2000, 500));

/** Query of `GET /api/findings`. */
export const findingsQuery = z.object({
  kind: z.optional(z.enum(findingKindSchema.options, 'Must be one of: fault, leak, note')),
  ...pageQuery(200, 100),
});

/** Query of `GET /api/annotations`. */
export const annotationRowsQuery = z.object({
  kind: z._default(choice(['dismissal', 'note']), 'dismissal'),
});

const MOST_SESSIONS = 2000;

const sessionIds = z.pipe(
  z
    .array(z.string().check(z.maxLength(100)), 'A list of ids is needed')
    .check(
      z.minLength(1, 'At least one id'),
      z.maxLength(MOST_SESSIONS, `At most ${MOST_SESSIONS.toLocaleString('en')} ids`),
    ),
  z.transform((ids: string[]) => [...new Set(ids)]),
);

/** Body of `POST /api/sessions/bulk`. `pair` gives all of them one common pairId. */
export const bulkRequest = z.discriminatedUnion(
  'action',
  [
    z.strictObject({ ids: sessionIds, action: z.enum(['delete', 'pair', 'unpair']) }),
    z.strictObject({
      ids: sessionIds,
      action: z.enum(['tag', 'untag']),
      tags: tags.check(z.minLength(1, 'At least one tag')),
    }),
  ],
  'Must be one of: delete, tag, untag, pair, unpair',
);
export type BulkRequest = z.output<typeof bulkRequest>;
export type BulkAction =
  | { action: 'delete' | 'pair' | 'unpair' }
  | { action: 'tag' | 'untag'; tags: readonly string[] };

const MOST_ANSWERS = 500;

/** Body of `POST /api/sessions/expected`. */
export const expectedRequest = z.strictObject({
  answers: z
    .array(
      z.strictObject({ id: z.string().check(z.maxLength(100)), expected: z.nullable(expected) }),
      'A list of answers is needed',
    )
    .check(
      z.minLength(1, 'At least one answer'),
      z.maxLength(MOST_ANSWERS, `At most ${MOST_ANSWERS} answers`),
    ),
});

/** Body of `POST /api/sessions/export`. */
export const zipRequest = z.strictObject({
  ids: sessionIds,
  format: z._default(choice(exportFormatIds), 'log'),
  /** False leaves thinking out of transcripts. */
  thinking: z.optional(z.boolean()),
});

/** Body of `POST /api/answers/judge`. */
export const judgeRequest = z.strictObject({
  first: shortText(2000),
  second: shortText(2000),
  question: z.optional(question),
});
export type AnswerPair = z.input<typeof judgeRequest>;
