import * as z from 'zod/mini';

/** The checks that match what a reader labelled; a check may match several kinds. */
export const codesByKind: Readonly<Record<string, readonly string[]>> = {
  'sibling-result': ['sibling-result', 'sibling-reference', 'unsupported-same-result'],
  // Readers distinguish the two by who found the result; a wrong guess of theirs should not decide here.
  'unsupported-same-result': ['unsupported-same-result', 'sibling-result', 'sibling-reference'],
  // A plan that names executions of its own stage was written after them.
  'plan-states-result': ['plan-states-result', 'reference-not-earlier'],
  'prompt-needs-sibling': ['prompt-refers', 'prompt-needs-sibling'],
  'duplicate-prompts': ['prompt-repeats'],
  overreach: ['overreach', 'plan-in-execution'],
  'siblings-disagree': ['siblings-disagree'],
  'answer-contradicts': ['answer-contradicts'],
  'literal-none': ['literal-none'],
  'redundant-execution': ['redundant-execution'],
};

/**
 * Checks that follow from the structure of the transcript, so that nobody has to judge them: they count where a label
 * says the same, and are no findings to be judged.
 */
export const structural: ReadonlySet<string> = new Set(['reference-not-earlier']);

/** Of these a label names two pieces. */
export const isPair = (kind: string): boolean =>
  /^(?:duplicate-prompts|siblings-disagree|answer-contradicts|redundant-execution)$/.test(kind);

const labelSchema = z.object({
  file: z.string(),
  /** `none`: a reader read the text and found no leak. */
  kind: z.string(),
  stream: z.optional(z.nullable(z.string())),
  streams: z.optional(z.array(z.string())),
  source: z.optional(z.nullable(z.string())),
  quote: z.optional(z.nullable(z.string())),
  certain: z.optional(z.boolean()),
  /** False in an export of dismissals: a person judged a finding there, and it does not hold. */
  holds: z.optional(z.boolean()),
  why: z.optional(z.nullable(z.string())),
});

export interface Label {
  readonly file: string;
  readonly kind: string;
  /** `plan:2`, `prompt:2.1`, `execution:2.1`, `answer`: where it shows; both pieces of a pair. */
  readonly streams: readonly string[];
  readonly quote: string;
  readonly isCertain: boolean;
}

/** @throws Error with the line of a row that is no label */
export function parseLabels(text: string): Label[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const parsed = labelSchema.parse(JSON.parse(line));
      const row = parsed.holds === false ? { ...parsed, kind: 'none' } : parsed;
      if (row.kind !== 'none' && !Object.hasOwn(codesByKind, row.kind))
        throw new Error(`unknown kind “${row.kind}”`);
      const pair = row.streams ?? (isPair(row.kind) ? [row.stream, row.source] : [row.stream]);
      const streams = pair.flatMap((name) => (name ? [name.replace(/^final_answer$/, 'answer')] : []));
      const { file, kind, quote, certain = true } = row;
      return [{ file, kind, streams, quote: quote ?? '', isCertain: certain }];
    } catch (error) {
      throw new Error(`Line ${index + 1} is no label: ${error instanceof Error ? error.message : error}`);
    }
  });
}
