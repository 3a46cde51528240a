import { readDag } from './authors-files-dag.ts';
import { readSeparation } from './authors-files-separation.ts';
import { linesWithoutText, readInline } from './authors-files-source.ts';
import type { Decomposition } from './decomposition.ts';
import { diagnosticOf } from './diagnostics.ts';
import type { CurationDiagnostic } from './record.ts';
import type { SourceLines } from './source-lines.ts';

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
