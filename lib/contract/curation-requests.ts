import * as z from 'zod/mini';
import { editLogSchema } from './curation-edits.ts';
import { curationStatusSchema, verdictSchema } from './curation-record.ts';
import { allSettings, type CurationSettings, profileName, profiles } from './curation-settings.ts';
import {
  endpointChoice,
  shownName as name,
  pageQuery,
  question,
  shortText,
  text as textOf,
  wholeInQuery,
} from './fields.ts';
import { MAX_TRACE_LENGTH } from './imports.ts';
import { describedBy, type Frozen } from './passed-on.ts';

/**
 * One of several forms, chosen before parsing: the errors then name fields of the intended form, while a union says
 * only that nothing fits.
 */
function oneOf<const F extends readonly z.ZodMiniType[]>(
  forms: F,
  formOf: (value: unknown) => F[number],
): z.ZodMiniType<z.output<F[number]>, z.input<F[number]>> {
  const told = z.pipe(
    z.unknown(),
    z.transform((value: unknown, context): z.output<F[number]> => {
      const parsed = formOf(value).safeParse(value);
      if (parsed.success) return parsed.data as z.output<F[number]>;
      const faults = parsed.error.issues.flatMap(({ path, message, ...issue }) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({ path: [...path, key], message: 'Unknown field' }))
          : [{ path: [...path], message }],
      );
      for (const fault of faults) context.issues.push({ code: 'custom', input: value, ...fault });
      return z.NEVER;
    }),
  );
  return describedBy(told, z.union(forms)) as unknown as z.ZodMiniType<
    z.output<F[number]>,
    z.input<F[number]>
  >;
}

const profileSettings = z.pipe(
  profileName,
  z.transform(
    (named: z.output<typeof profileName>): z.output<typeof allSettings> => ({ ...profiles[named] }),
  ),
);
/** All settings, or the name of a profile. */
const settings = oneOf([allSettings, profileSettings], (value) =>
  typeof value === 'object' ? allSettings : profileSettings,
);
const paper = () => ({ ...profiles.paper });

/** An empty field means that there is none. */
const expected = z.pipe(
  z.string().check(z.trim(), z.maxLength(2000, 'At most 2,000 characters')),
  z.transform((given: string) => given || null),
);
const answer = textOf(100_000);

const most = MAX_TRACE_LENGTH;
const text = z.pipe(
  z
    .string('The text of a trace is needed')
    .check(
      z.trim(),
      z.minLength(1, 'The text of a trace is needed'),
      z.maxLength(most, `At most ${most.toLocaleString('en')} characters: cut it into several traces`),
    ),
  // Neither database stores these characters unchanged, and offsets into the text must stay right.
  z.transform((given: string) => given.replaceAll('\u0000', '').toWellFormed()),
);

/** Who takes a trace apart: an endpoint's model (default: the endpoint's own); by rules where no endpoint is named. */
export const proposerRequest = z.strictObject(endpointChoice);
export type ProposerChoice = z.input<typeof proposerRequest>;

const file = (what: string) =>
  z
    .string(`The text of the ${what} file is needed`)
    .check(z.maxLength(most, `At most ${most.toLocaleString('en')} characters`));

const details = {
  question: z.optional(question),
  /** The known right answer. */
  expected: z.optional(expected),
  /** Path of the file as shown. */
  name: z.optional(name),
};
const fromText = z.strictObject({
  text,
  ...details,
  settings: z._default(settings, paper),
  ...endpointChoice,
});
/** The texts of the authors' files. */
const fromAuthors = z.strictObject({
  separation: file('component_separation'),
  inline: z.optional(file('component_inline')),
  dag: file('created_dag'),
  ...details,
  answer: z.optional(answer),
  settings: z._default(settings, () => ({ ...profiles.authors })),
});
/** A stored sequential session. */
const fromSession = z.strictObject({
  sessionId: shortText(100),
  settings: z._default(settings, paper),
  ...endpointChoice,
});

/** Body of `POST /api/curation/records`: its members decide which of the three forms it has. */
export const newRecordRequest = oneOf([fromText, fromAuthors, fromSession], (value) => {
  const has = (member: string) => typeof value === 'object' && value !== null && Object.hasOwn(value, member);
  return has('sessionId') ? fromSession : has('separation') || has('dag') ? fromAuthors : fromText;
});
export type NewRecordRequest = z.output<typeof newRecordRequest>;
export type NewCurationRecord = z.input<typeof newRecordRequest>;

/** Body of `PUT /api/curation/records/:id/draft`. */
export const draftRequest = z.strictObject({
  /** The revision that was edited: the server refuses one older than the stored (409). */
  revision: z.int('Must be the revision that was edited'),
  editLog: editLogSchema,
  settings: allSettings,
  /** Members that are left out stay as they are; null clears them. */
  question: z.nullish(question),
  expected: z.nullish(expected),
  answer: z.nullish(answer),
});
export type DraftRequest = z.output<typeof draftRequest>;
export type CurationDraft = Frozen<Omit<z.input<typeof draftRequest>, 'settings'>> & {
  readonly settings: CurationSettings;
};

export const previewQuery = z.strictObject({
  side: z.enum(['source', 'rounds'], 'Must be "source" or "rounds"'),
});
export const reviewRequest = z.strictObject({
  verdict: z.nullable(z.enum(verdictSchema.options, 'Must be "accept", "reject" or "fix"')),
});

const flag = z.pipe(
  z.enum(['true', 'false'], 'Must be true or false'),
  z.transform((value: 'true' | 'false') => value === 'true'),
);

/** Query of `GET /api/curation/records`. Without `batchId`: the records without a batch, newest first. */
export const recordListQuery = z.object({
  batchId: z.optional(z.string().check(z.maxLength(100))),
  status: z.optional(
    z.enum(curationStatusSchema.options, 'Must be waiting, running, kept, rejected or failed'),
  ),
  /** A rejection's code. */
  reason: z.optional(z.string().check(z.maxLength(100))),
  review: z.optional(z.enum([...verdictSchema.options, 'none'], 'Must be accept, reject, fix or none')),
  sampled: z.optional(flag),
  /** Searches question and name. */
  search: z.optional(textOf(200)),
  ...pageQuery(500, 100),
});
export type RecordListQuery = Partial<z.output<typeof recordListQuery>>;

/** A query parameter that holds JSON. */
const jsonText = z.pipe(
  z.string().check(z.maxLength(10_000)),
  z.transform((given: string, context): unknown => {
    try {
      return JSON.parse(given);
    } catch {
      context.issues.push({ code: 'custom', input: given, message: 'Must be JSON' });
      return z.NEVER;
    }
  }),
);

const column = z.optional(z.nullable(z.string().check(z.maxLength(500))));
/** The roles of columns; we recognise those that are left out, and null means none. */
export const columnChoice = z.strictObject({
  trace: column,
  question: column,
  answer: column,
  expected: column,
  name: column,
});
export type ColumnChoice = z.infer<typeof columnChoice>;

const columns = z.optional(z.pipe(jsonText, columnChoice));

export const inspectQuery = z.object({
  name: z._default(name, ''),
  part: z._default(flag, false),
  columns,
});

/** Query of `POST /api/curation/batches`; the body is the file. */
export const newBatchQuery = z.object({
  /** Shown name; default: the file's. */
  name: z.optional(name),
  fileName: z.optional(name),
  columns,
  settings: z._default(
    z.pipe(
      z.pipe(
        z.pipe(
          z.string(),
          z.transform((given: string) => (given.startsWith('{') ? given : JSON.stringify(given))),
        ),
        jsonText,
      ),
      settings,
    ),
    paper,
  ),
  ...endpointChoice,
  /** Records that a model works on at a time. */
  concurrency: z._default(wholeInQuery(1, 32), 4),
});
export type NewBatchRequest = z.output<typeof newBatchQuery>;
/** The same in a page, before it becomes a query. */
export interface NewBatch extends ProposerChoice {
  name?: string;
  fileName: string;
  columns?: ColumnChoice;
  settings?: CurationSettings | z.input<typeof profileName>;
  concurrency?: number;
}

/** Body of `POST /api/curation/batches/:id/sample`: the same sample for the same seed. */
export const sampleRequest = z.strictObject({
  count: z.int('Must be a whole number').check(z.gte(1, 'At least 1'), z.lte(10_000, 'At most 10,000')),
  seed: z.int('Must be a whole number'),
});
