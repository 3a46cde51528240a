import * as z from 'zod/mini';
import { placeSchema, severitySchema } from '#lib/trace/events.ts';
import { type Frozen, passedOn } from './passed-on.ts';

/** `fault`: the trace breaks the protocol. `leak`: it would teach a model to use what it cannot know. `note`: plain statistics. */
export const findingKindSchema = z.enum(['fault', 'leak', 'note']);
export type FindingKind = z.infer<typeof findingKindSchema>;

/** How sure the check is: `certain` follows from the structure; `likely` and `possible` rest on wording. */
const certaintySchema = z.enum(['certain', 'likely', 'possible']);
export type Certainty = z.infer<typeof certaintySchema>;

/** One finding of the trace doctor. */
export const findingSchema = z.object({
  /** Names the check (lib/doctor/checks.ts), or a diagnostic of the log. */
  code: z.string(),
  kind: findingKindSchema,
  severity: severitySchema,
  certainty: certaintySchema,
  /**
   * The first place is where it shows; for a leak, the next is its source. Offsets count in the folded piece's text.
   */
  places: z.array(placeSchema),
  /** What was found here, with the words or numbers concerned; plain text. */
  explanation: z.string(),
});
export type Finding = Frozen<z.infer<typeof findingSchema>>;

/** What a session's row stores: the number of findings of each check. */
export const findingCountSchema = z.object({
  code: z.string(),
  kind: findingKindSchema,
  severity: severitySchema,
  count: z.number(),
});
export type FindingCount = Frozen<z.infer<typeof findingCountSchema>>;

/** A finding as a session's row stores it, with the words by which it can be recognised again. */
export const storedFindingSchema = z.extend(findingSchema, { quote: z.string() });

/** Findings with their places, of the sessions that have any. */
export const findingPageSchema = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      title: z.nullable(z.string()),
      /** At most its first 1,000 characters. */
      question: z.string(),
      sourceName: z.nullable(z.string()),
      findings: z.array(passedOn(storedFindingSchema)),
    }),
  ),
  nextCursor: z.nullable(z.string()),
});
export type FindingPage = Frozen<z.infer<typeof findingPageSchema>>;
