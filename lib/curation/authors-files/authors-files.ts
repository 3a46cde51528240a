import * as z from 'zod/mini';
import { parts } from '#lib/contract/curation-edits.ts';
import type { CurationDiagnostic, Decomposition, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { type CurationDiagnosticCode, diagnosticOf } from '../diagnostics.ts';
import { AuthorsFileError } from './components.ts';
import { type NumberedStep, readSeparation } from './separation.ts';
import { linesWithoutText, readInline } from './source.ts';

interface AuthorsFiles {
  /** `component_separation`: which lines each step has. */
  readonly separation: string;
  /** `component_inline`: the same lines with their text. */
  readonly inline?: string | null;
  /** `created_dag`: the parents of each step. */
  readonly dag?: string | null;
}

interface AuthorsRecord {
  /** Lines are missing if no file gives their text; without `inline` all of them are. */
  readonly source: SourceLines;
  readonly decomposition: Decomposition;
  readonly diagnostics: readonly CurationDiagnostic[];
}

/** Characters of all steps together: we must be able to read and store the text that we write from them. */
const MOST_WRITTEN = 8 * 1024 * 1024;

/**
 * Reads a record of the SPRINT authors' pipeline from its files. A step's id (`s3`) keeps its number there. Linear;
 * mere untidiness becomes a diagnostic. Without `dag` no step has parents.
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

/**
 * Lines may be in several steps, and we write each step: a line of 4 MB in thousands of them would be too much text.
 */
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

const STEP_NUMBER = /^\s*\d{1,6}\s*$/;
const number = z.union([z.number().check(z.int()), z.string().check(z.regex(STEP_NUMBER))]);
const dag = z.record(z.string(), z.array(number));
const MAX_LENGTH = 4 * 1024 * 1024;
/** A hostile file may hold a million invalid edges; a person reads only a few remarks. */
const MOST_REMARKS = 200;

/**
 * The parents of each step in a `created_dag` file, `{"2": [1], …}`. Leaves out, with a diagnostic, what cannot be an
 * edge (from or to a step that does not exist, to itself, to a later one).
 * @throws AuthorsFileError
 */
function readDag(
  text: string,
  steps: readonly NumberedStep[],
): { parents: Decomposition['parents']; diagnostics: CurationDiagnostic[] } {
  const given = dag.safeParse(json(text));
  if (!given.success) {
    const [place] = given.error.issues;
    const key = place?.path[0];
    throw new AuthorsFileError(
      'not-a-dag',
      { file: 'dag', line: key === undefined ? 1 : lineOf(text, text.indexOf(`"${String(key)}"`)) },
      key === undefined
        ? 'It is no JSON object.'
        : `The parents of step “${String(key)}” are no list of numbers.`,
      'It should be one object that lists parents by step: {"1": [], "2": [1]}.',
    );
  }
  const places = new Map(steps.map(({ number }, index) => [number, index]));
  const diagnostics: CurationDiagnostic[] = [];
  const tell = (code: CurationDiagnosticCode, message: string, step?: number) => {
    if (diagnostics.length < MOST_REMARKS) diagnostics.push(diagnosticOf(code, message, step));
  };
  const parentsOf = new Map<number, Set<number>>();
  for (const [key, list] of Object.entries(given.data)) {
    const number = Number(key);
    const place = STEP_NUMBER.test(key) ? places.get(number) : undefined;
    if (place === undefined) {
      tell('unknown-step', `created_dag has a step ${key.slice(0, 20)}; there is none.`);
      continue;
    }
    // `"2"` and `"02"` are the same step, and its parents from both must be kept.
    const own = parentsOf.get(place) ?? new Set();
    parentsOf.set(place, own);
    for (const parent of new Set(list.map(Number))) {
      const parentPlace = places.get(parent);
      const refuse = (code: CurationDiagnosticCode, what: string) =>
        tell(code, `created_dag: step ${number} ${what}.`, place + 1);
      if (parentPlace === undefined)
        refuse('unknown-parent', `depends on step ${parent}, which is not there`);
      else if (parentPlace === place) refuse('self-parent', 'depends on itself');
      else if (parentPlace > place) refuse('later-parent', `depends on the later step ${parent}`);
      else own.add(parentPlace);
    }
  }
  steps.forEach(({ number }, place) => {
    if (!parentsOf.has(place))
      tell('parents-missing', `created_dag says nothing about step ${number}: it has no parents.`, place + 1);
  });
  const idsOf = (own: ReadonlySet<number>) => [...own].flatMap((place) => steps[place]?.step.id ?? []);
  const parents = [...parentsOf].map(([place, own]) => [steps[place]?.step.id ?? '', idsOf(own)]);
  return { parents: Object.fromEntries(parents), diagnostics };
}

function json(text: string): unknown {
  if (text.length > MAX_LENGTH)
    throw new AuthorsFileError(
      'too-large',
      { file: 'dag' },
      'It has more than 4 MB.',
      'Give one trace’s file.',
    );
  const body = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(body);
  } catch (cause) {
    const at = /position (\d+)/.exec(cause instanceof Error ? cause.message : '')?.[1];
    throw new AuthorsFileError(
      'not-json',
      { file: 'dag', line: at === undefined ? lineOf(body, body.length) : lineOf(body, Number(at)) },
      'It is no JSON.',
      'It should be one object that lists parents by step: {"1": [], "2": [1]}.',
      { cause },
    );
  }
}

/** The line of an offset, from 1. */
const lineOf = (text: string, offset: number): number =>
  text.slice(0, Math.max(0, offset)).split('\n').length;
