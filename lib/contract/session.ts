import * as z from 'zod/mini';
import { judgementSchema, rulingSchema } from '#lib/answers/judged-answer-schema.ts';
import {
  endStatusSchema,
  errorInfoSchema,
  modelInfoSchema,
  modeSchema,
  originSchema,
  strategySchema,
} from '#lib/trace/events.ts';
import { expected, shortText, tags } from './fields.ts';
import { findingCountSchema } from './findings.ts';

export const sessionStatusSchema = z.enum(['running', ...endStatusSchema.options]);
export type SessionStatus = z.infer<typeof sessionStatusSchema>;

/**
 * Members of a session in every place that shows it, as stored. A new field of a session goes here, and into
 * lib/storage/session-columns.ts.
 */
const shown = {
  id: z.string(),
  /** Null until a person names it; pages then show the question. */
  title: z.nullable(z.string()),
  question: z.string(),
  strategy: strategySchema,
  status: sessionStatusSchema,
  tags: z.array(z.string()),
  /** Sessions on the same question share it, for comparison. */
  pairId: z.nullable(z.string()),
  origin: originSchema,
  /** UTC, ISO 8601 with milliseconds: compares as text. */
  createdAt: z.string(),
  /** The imported file, and `#record` where it held several; null for a session that ran here. */
  sourceName: z.nullable(z.string()),
  answer: z.nullable(z.string()),
  answerIsInferred: z.boolean(),
  /** The known right answer. */
  expected: z.nullable(z.string()),
};

/** Members of a single session that the library leaves out. */
const single = {
  /** The planner's. */
  mode: modeSchema,
  models: z.object({ planner: modelInfoSchema, executor: modelInfoSchema }),
  startedAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  error: z.nullable(errorInfoSchema),
  /** `seq` of the last event; -1 when there is none. */
  lastSeq: z.number(),
};

/** Names of unreadable members in a stored row, which stand-ins replace. Absent for an undamaged row. */
const damaged = z.optional(z.readonly(z.array(z.string())));

/** One session as stored, without its events. The store does not look into members of type `unknown`. */
const storedSessionSchema = z.object({
  ...shown,
  ...single,
  /** The folded log's metrics once it has ended. */
  metrics: z.unknown(),
  /** Whether `answer` means the same as `expected`, and the two answers that were compared. */
  verdict: z.unknown(),
  /** The doctor's findings. Null before it ran. */
  findings: z.unknown(),
  /** The same in brief, for lists. */
  findingCounts: z.unknown(),
  /** Version of the doctor that ran. */
  doctorVersion: z.nullable(z.number()),
  /** The few numbers of `metrics` that the library shows: reading 2,000 complete metrics would take seconds. */
  numbers: z.unknown(),
  /** Version of the code that wrote `metrics`, `numbers` and the answer; null before that code had versions. */
  summaryVersion: z.nullable(z.number()),
  /** The part of its annotations that lists show and search. Null where nobody annotated it. */
  annotated: z.unknown(),
});
type StoredSession = z.infer<typeof storedSessionSchema>;
export type SessionRecord = StoredSession & { damaged?: readonly string[] };
export type SessionField = keyof StoredSession;

export const sessionFields = Object.keys(storedSessionSchema.shape) as SessionField[];

type Nullable = { [K in SessionField as null extends StoredSession[K] ? K : never]: null };

/** A session of which only the initial members are known. */
export const blankSession = (): Nullable & Pick<SessionRecord, 'tags' | 'answerIsInferred' | 'lastSeq'> => {
  const nullable = Object.entries(storedSessionSchema.shape).filter(
    ([, field]) => field.safeParse(null).success,
  );
  const blank = Object.fromEntries(nullable.map(([name]) => [name, null])) as Nullable;
  return { ...blank, tags: [], answerIsInferred: false, lastSeq: -1 };
};

/** What never changes once a session is stored. */
type Fixed = 'id' | 'createdAt' | 'lastSeq' | 'sourceName';
/** What may change after creation; facts from the log change only where the row's own value is unreadable. */
export type SessionPatch = Partial<Omit<StoredSession, Fixed>>;

const notListed = [
  ...(['mode', 'startedAt', 'endedAt', 'error', 'lastSeq'] as const),
  ...(['metrics', 'findings', 'doctorVersion'] as const),
] as const satisfies SessionField[];
type NotListed = (typeof notListed)[number];
/**
 * What the library shows of a session, read without its metrics and findings; only the beginning of question and
 * answer.
 */
export type LibraryEntry = Omit<SessionRecord, NotListed>;
export const listedFields = sessionFields.filter(
  (name): name is Exclude<SessionField, NotListed> => !(notListed as readonly string[]).includes(name),
);

/** One count for each definition. */
export const sequentialTokensSchema = z.object({
  authors: z.number(),
  paper: z.number(),
  'with-tags': z.number(),
  barrier: z.number(),
});
const read = { sequentialTokens: sequentialTokensSchema, totalTokens: z.number() };
/** The members of the metrics that pages read; we pass the rest on unchanged (lib/trace/metrics.ts). */
export const sessionMetricsSchema = z.looseObject({
  ...read,
  isEstimate: z.optional(z.boolean()),
  /** Behind the counts. */
  tokenizer: z.optional(z.nullable(z.string())),
  /** The same of the visible text alone. */
  visible: z.looseObject(read),
});

/** Members in every place that shows a session, derived from the stored ones. */
export const derived = {
  model: z.string(),
  executorModel: z.string(),
  /** Both roles are the built-in reasoner. */
  ruleBased: z.boolean(),
  /** Compares `answer` with `expected`; null where one of them is missing, and until the server has judged them. */
  verdict: z.nullable(judgementSchema),
  /** A person's verdict; overrides the computed one. */
  ruling: z.nullable(rulingSchema),
  /** The ruling, else the verdict, as right or wrong; null where it is neither. */
  correct: z.nullable(z.boolean()),
  /** Number of findings of each of the doctor's checks; empty while the session runs. */
  findings: z.array(findingCountSchema),
  /** Another version of Sprintscope wrote the numbers and the answer, and the server is computing them again. */
  renewing: z.boolean(),
  damaged,
};

export const shownSession = z.object(shown);
export function picked<T, K extends keyof T>(from: T, fields: readonly K[]): Pick<T, K> {
  return Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<T, K>;
}

type Shown = z.infer<typeof shownSession>;
const shownFields = Object.keys(shown) as (keyof Shown)[];
export const shownOf = (session: Shown): Shown => picked(session, shownFields);
export const singleFields = Object.keys(single) as (keyof typeof single)[];

/** A session as a list shows it. */
export const sessionListItemSchema = z.object({
  ...shown,
  ...single,
  ...derived,
  /** Null before the log has any. Of a running session from its live log. */
  metrics: z.nullable(sessionMetricsSchema),
});

/** Another session of the same pair. */
export const pairMemberSchema = z.object({
  id: z.string(),
  strategy: strategySchema,
  model: z.string(),
  executorModel: z.string(),
  status: sessionStatusSchema,
});

export const sessionSchema = z.extend(sessionListItemSchema, {
  /** The others with the same `pairId`, newest first. */
  pair: z.array(pairMemberSchema),
});
export type SessionView = z.infer<typeof sessionListItemSchema>;
/** A session from a list or a single one: lists have no `pair`. */
export type SessionSummary = SessionView & Partial<Pick<z.infer<typeof sessionSchema>, 'pair'>>;

export const sessionPageSchema = z.object({
  sessions: z.array(sessionListItemSchema),
  /** Null on the last page. */
  nextCursor: z.nullable(z.string()),
});
export type SessionPage = z.infer<typeof sessionPageSchema>;

export const createdSchema = z.object({ id: z.string() });

/** Body of `PATCH /api/sessions/:id`: what is left out stays, null clears. */
export const sessionChange = z.strictObject({
  title: z.nullish(shortText(300)),
  tags: z.optional(tags),
  pairId: z.nullish(shortText(100)),
  expected: z.nullish(expected),
});
export type SessionChange = z.input<typeof sessionChange>;
