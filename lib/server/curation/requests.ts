import * as z from 'zod';
import { editLogSchema } from '#lib/curation/edit-schema.ts';
import { type CurationSettings, profiles } from '#lib/curation/settings.ts';
import { importLimits } from '#lib/formats/limits.ts';
import { shortText } from '../session-request.ts';

const MAX_QUESTION = 100_000;
const MAX_ANSWER = 100_000;

const limit = (least: number, most: number) =>
  z
    .number('Must be a number')
    .min(least, `At least ${least}`)
    .max(most, `At most ${most.toLocaleString('en')}`)
    .nullable();
const wholeLimit = (most: number) =>
  limit(1, most).refine((value) => value === null || Number.isInteger(value), 'Must be a whole number');

export const allSettings = z.strictObject({
  profile: z.enum(['paper', 'authors', 'custom'], 'Must be "paper", "authors" or "custom"'),
  shortMeasure: z.enum(['lines', 'span'], 'Must be "lines" or "span"'),
  shortBelow: z.int('Must be a whole number').min(0, 'At least 0').max(1000, 'At most 1,000'),
  ratioOf: z.enum(['steps', 'prompts'], 'Must be "steps" or "prompts"'),
  minRatio: z.number('Must be a number').min(0, 'At least 0').max(100, 'At most 100'),
  maxStages: wholeLimit(1000),
  maxPrompts: wholeLimit(1000),
  maxTokens: wholeLimit(10_000_000),
  requireCorrect: z.boolean('Must be true or false'),
  // What was judged before there was this one stays as it was judged.
  requireSaving: z.boolean('Must be true or false').default(false),
  rejectLeaks: z.boolean('Must be true or false'),
  comments: z.enum(['observations', 'dropped'], 'Must be "observations" or "dropped"'),
  envelope: z.enum(['think', 'none'], 'Must be "think" or "none"'),
}) satisfies z.ZodType<CurationSettings>;

const profileName = z.enum(['paper', 'authors'], 'Must be "paper", "authors" or all settings');

/**
 * One of several forms, told apart before it is looked at: the fields at fault are then those of the form that was meant,
 * where a union says only that nothing fits.
 */
function oneOf<T>(schemaOf: (value: unknown) => z.ZodType<T>) {
  return z.unknown().transform((value, context): T => {
    const parsed = schemaOf(value).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      if (issue.code === 'unrecognized_keys')
        for (const key of issue.keys)
          context.addIssue({ code: 'custom', path: [...issue.path, key], message: 'Unknown field' });
      else context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    return z.NEVER;
  });
}

const profileSettings = profileName.transform((name): CurationSettings => profiles[name]);
/** All settings, or the name of a profile. */
const settings = oneOf<CurationSettings>((value) =>
  typeof value === 'object' ? allSettings : profileSettings,
);

/** An empty field means that there is none. */
const expected = z
  .string()
  .trim()
  .max(2000, 'At most 2,000 characters')
  .transform((given) => given || null);
const question = z.string().max(MAX_QUESTION, `At most ${MAX_QUESTION.toLocaleString('en')} characters`);
const answer = z.string().max(MAX_ANSWER, `At most ${MAX_ANSWER.toLocaleString('en')} characters`);
/** Shown as it is: nothing unseen, nothing that turns the reading direction. */
const name = z
  .string()
  .max(1000, 'At most 1,000 characters')
  .transform((given) => given.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ').trim());

const most = importLimits.maxTraceLength;
const text = z
  .string('The text of a trace is needed')
  .trim()
  .min(1, 'The text of a trace is needed')
  .max(most, `At most ${most.toLocaleString('en')} characters: cut it into several traces`)
  // Neither database keeps these as they are, and offsets into the text must stay right.
  .transform((given) => given.replaceAll('\u0000', '').toWellFormed());

const proposer = {
  endpointId: shortText(100).optional(),
  model: shortText(200).optional(),
};
export const proposerRequest = z.strictObject(proposer);

const file = (what: string) =>
  z
    .string(`The text of the ${what} file is needed`)
    .max(most, `At most ${most.toLocaleString('en')} characters`);

const fromText = z.strictObject({
  text,
  question: question.optional(),
  expected: expected.optional(),
  name: name.optional(),
  settings: settings.default(profiles.paper),
  ...proposer,
});
const fromAuthors = z.strictObject({
  separation: file('component_separation'),
  inline: file('component_inline').optional(),
  dag: file('created_dag'),
  question: question.optional(),
  expected: expected.optional(),
  answer: answer.optional(),
  name: name.optional(),
  settings: settings.default(profiles.authors),
});
const fromSession = z.strictObject({
  sessionId: shortText(100),
  settings: settings.default(profiles.paper),
  ...proposer,
});

/** Body of `POST /api/curation/records`: which of the three it is, its members say. */
export const newRecordRequest = oneOf<NewRecordRequest>((value) => {
  const has = (member: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, member);
  return has('sessionId') ? fromSession : has('separation') || has('dag') ? fromAuthors : fromText;
});
export type NewRecordRequest =
  | z.infer<typeof fromText>
  | z.infer<typeof fromAuthors>
  | z.infer<typeof fromSession>;

/** Body of `PUT /api/curation/records/:id/draft`. */
export const draftRequest = z.strictObject({
  revision: z.int('Must be the revision that was edited'),
  editLog: editLogSchema,
  settings: allSettings,
  question: question.nullish(),
  expected: expected.nullish(),
  answer: answer.nullish(),
});
export type DraftRequest = z.infer<typeof draftRequest>;

const verdict = z.enum(['accept', 'reject', 'fix'], 'Must be "accept", "reject" or "fix"');
export const previewQuery = z.strictObject({
  side: z.enum(['source', 'rounds'], 'Must be "source" or "rounds"'),
});
export const reviewRequest = z.strictObject({ verdict: verdict.nullable() });

const flag = z.enum(['true', 'false'], 'Must be true or false').transform((value) => value === 'true');

/** Query of `GET /api/curation/records`. */
export const recordListQuery = z.object({
  batchId: z.string().max(100).optional(),
  status: z
    .enum(
      ['waiting', 'running', 'kept', 'rejected', 'failed'],
      'Must be waiting, running, kept, rejected or failed',
    )
    .optional(),
  reason: z.string().max(100).optional(),
  review: z.enum([...verdict.options, 'none'], 'Must be accept, reject, fix or none').optional(),
  sampled: flag.optional(),
  search: z.string().max(200, 'At most 200 characters').optional(),
  limit: z.coerce
    .number('Must be a number')
    .int('Must be a whole number')
    .min(1, 'At least 1')
    .max(500, 'At most 500')
    .default(100),
  cursor: z.string().max(400).optional(),
});

/** A query parameter that holds JSON. */
const jsonText = z
  .string()
  .max(10_000)
  .transform((given, context): unknown => {
    try {
      return JSON.parse(given);
    } catch {
      context.addIssue({ code: 'custom', message: 'Must be JSON' });
      return z.NEVER;
    }
  });

const column = z.string().max(500).nullable();
export const columnChoice = z.strictObject({
  trace: column.optional(),
  question: column.optional(),
  answer: column.optional(),
  expected: column.optional(),
  name: column.optional(),
});
export type ColumnChoice = z.infer<typeof columnChoice>;

export const inspectQuery = z.object({
  name: name.default(''),
  part: flag.default(false),
  columns: jsonText.pipe(columnChoice).optional(),
});

/** Query of `POST /api/curation/batches`; the body is the file. */
export const newBatchQuery = z.object({
  fileName: name.optional(),
  name: name.optional(),
  columns: jsonText.pipe(columnChoice).optional(),
  settings: z
    .string()
    .transform((given) => (given.startsWith('{') ? given : JSON.stringify(given)))
    .pipe(jsonText)
    .pipe(settings)
    .default(profiles.paper),
  ...proposer,
  concurrency: z.coerce
    .number('Must be a number')
    .int('Must be a whole number')
    .min(1, 'At least 1')
    .max(32, 'At most 32')
    .default(4),
});
export type NewBatchRequest = z.infer<typeof newBatchQuery>;

/** Body of `POST /api/curation/batches/:id/sample`. */
export const sampleRequest = z.strictObject({
  count: z.int('Must be a whole number').min(1, 'At least 1').max(10_000, 'At most 10,000'),
  seed: z.int('Must be a whole number'),
});
