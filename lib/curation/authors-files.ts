import { parts } from '#lib/contract/curation-edits.ts';
import type { CurationDiagnostic, Decomposition, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { readDag } from './authors-files-dag.ts';
import { AuthorsFileError } from './authors-files-error.ts';
import { readSeparation } from './authors-files-separation.ts';
import { linesWithoutText, readInline } from './authors-files-source.ts';
import { diagnosticOf } from './diagnostics.ts';

export interface AuthorsFiles {
  /** `component_separation`: which lines each step has. */
  readonly separation: string;
  /** `component_inline`: the same with their text. */
  readonly inline?: string | null;
  /** `created_dag`: the parents of each step. */
  readonly dag?: string | null;
}

export interface AuthorsRecord {
  /** Its lines are missing where no file gives their text; all of them without `inline`. */
  readonly source: SourceLines;
  readonly decomposition: Decomposition;
  readonly diagnostics: readonly CurationDiagnostic[];
}

/** Characters of all steps together: what is written of them must stay a text that can be read and stored. */
const MOST_WRITTEN = 8 * 1024 * 1024;

/**
 * A record of the SPRINT authors' pipeline from its files. A step keeps the number it has there in its id (`s3`).
 * Linear; what is only untidy is a diagnostic. Without `dag` no step has parents.
 * @throws AuthorsFileError with the file, the line and what to do
 */
export function readAuthorsRecord({ separation, inline, dag }: AuthorsFiles): AuthorsRecord {
  const numbered = readSeparation(separation);
  const steps = numbered.map(({ step }) => step);
  const diagnostics: CurationDiagnostic[] = [];
  let source = linesWithoutText(numbered);
  if (inline === undefined || inline === null)
    diagnostics.push(
      diagnosticOf('inline-missing', 'Without component_inline there are line numbers and no text.'),
    );
  else {
    const read = readInline(inline, numbered);
    source = read.source;
    refuseEndless(source, steps);
    diagnostics.push(...read.diagnostics);
  }
  if (dag === undefined || dag === null)
    return { source, decomposition: { steps, parents: {} }, diagnostics };
  const read = readDag(dag, numbered);
  return {
    source,
    decomposition: { steps, parents: read.parents },
    diagnostics: [...diagnostics, ...read.diagnostics],
  };
}

/** Lines may stand in several steps, each of which is written: a line of 4 MB in thousands would be no text any more. */
function refuseEndless({ lines }: SourceLines, steps: readonly Step[]): void {
  let written = 0;
  for (const step of steps)
    for (const part of parts)
      for (const { first, last } of step[part])
        written += (lines[last - 1]?.end ?? 0) - (lines[first - 1]?.start ?? 0);
  if (written > MOST_WRITTEN)
    throw new AuthorsFileError(
      'too-large',
      { file: 'separation' },
      'Its steps use the same lines so often that their text has more than 8 MB.',
      'Give each line to one part of one step.',
    );
}
