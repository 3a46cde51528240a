import * as z from 'zod/mini';
import { AuthorsFileError } from './authors-files-error.ts';
import type { NumberedStep } from './authors-files-separation.ts';
import type { Decomposition } from './decomposition.ts';
import { diagnosticOf } from './diagnostics.ts';
import type { CurationDiagnostic } from './record.ts';

const number = z.union([z.number().check(z.int()), z.string().check(z.regex(/^\s*\d{1,6}\s*$/))]);
const dag = z.record(z.string(), z.array(number));
const MAX_LENGTH = 4 * 1024 * 1024;

/**
 * The parents of each step in a `created_dag` file, `{"2": [1], …}`. What cannot be an edge (of or to a step that is not
 * there, to itself, to a later one) is left out with a diagnostic.
 * @throws AuthorsFileError
 */
export function readDag(
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
  const idOf = (number: number) => steps[places.get(number) ?? -1]?.step.id;
  const diagnostics: CurationDiagnostic[] = [];
  const parents: Record<string, readonly string[]> = {};
  for (const [key, list] of Object.entries(given.data)) {
    const step = Number(key);
    const id = idOf(step);
    if (id === undefined) {
      diagnostics.push(
        diagnosticOf('unknown-step', `created_dag has a step ${key.slice(0, 20)}; there is none.`),
      );
      continue;
    }
    const own = new Set<string>();
    for (const parent of list.map(Number)) {
      const parentId = idOf(parent);
      const place = (places.get(step) ?? 0) + 1;
      const tell = (code: 'unknown-parent' | 'self-parent' | 'later-parent', what: string) =>
        diagnostics.push(diagnosticOf(code, `created_dag: step ${step} ${what}.`, place));
      if (parentId === undefined) tell('unknown-parent', `depends on step ${parent}, which is not there`);
      else if (parent === step) tell('self-parent', 'depends on itself');
      else if ((places.get(parent) ?? 0) > (places.get(step) ?? 0))
        tell('later-parent', `depends on the later step ${parent}`);
      else own.add(parentId);
    }
    parents[id] = [...own];
  }
  steps.forEach(({ number, step }, index) => {
    if (!Object.hasOwn(parents, step.id))
      diagnostics.push({
        code: 'parents-missing',
        severity: 'warning',
        message: `created_dag says nothing about step ${number}: it has no parents.`,
        step: index + 1,
      });
  });
  return { parents, diagnostics };
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
