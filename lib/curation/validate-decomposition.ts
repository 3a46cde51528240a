import * as z from 'zod/mini';
import { coverage } from './coverage.ts';
import type { Decomposition, LineRange, Step } from './decomposition.ts';
import { type CurationDiagnosticCode, diagnosticOf } from './diagnostics.ts';
import { firstLineOf } from './draft-steps.ts';
import { lineWords, normaliseRanges } from './line-ranges.ts';
import type { CurationDiagnostic } from './record.ts';
import type { SourceLines } from './source-lines.ts';

/**
 * What is wrong with steps or dependencies from outside. `error`: it could not stand, and what is returned differs from
 * what was given. `warning`: it stands (lines lost or used twice, an unusual order), and a person should know.
 */
export interface DecompositionFault extends CurationDiagnostic {
  readonly code: CurationDiagnosticCode;
}

const looseStep = z.looseObject({
  id: z.catch(z.string(), ''),
  description: z.catch(z.string(), ''),
  prompt: z.catch(z.string(), ''),
  plan: z.optional(z.unknown()),
  execution: z.optional(z.unknown()),
  comment: z.optional(z.unknown()),
  planOnly: z.catch(z.enum(['by-rule', 'always', 'never']), 'by-rule'),
});
const looseRange = z.looseObject({ first: z.int(), last: z.int() });
const list = z.array(z.unknown());

/** A hostile draft has as many as it has bytes; a person reads a few. */
const MOST_FAULTS = 200;

/**
 * Reads steps from outside, for example a posted draft or a file. The steps returned are sound: ranges of lines that
 * exist, ascending and apart within a part, ids of their own. Lines lost or used twice are left as they are and told.
 */
export function validateSteps(
  source: SourceLines,
  value: unknown,
): { steps: readonly Step[]; faults: readonly DecompositionFault[] } {
  const faults = collectFaults();
  const entries = list.safeParse(value);
  if (!entries.success) {
    faults.add('not-a-list', 'The steps are not a list.');
    return { steps: [], faults: faults.all };
  }
  const steps: Step[] = [];
  const ids = new Set<string>();
  entries.data.forEach((entry, index) => {
    const read = looseStep.safeParse(entry);
    if (!read.success) {
      faults.add('bad-step', `Entry ${index + 1} of the steps is not an object: it was left out.`);
      return;
    }
    const number = steps.length + 1;
    const { plan, execution, comment, ...rest } = read.data;
    const ranges = (name: string, given: unknown) => readRanges(source, given, name, number, faults);
    const id = freshId(rest.id, number, ids, faults);
    ids.add(id);
    steps.push({
      id,
      description: rest.description,
      prompt: rest.prompt,
      plan: ranges('plan', plan),
      execution: ranges('execution', execution),
      comment: ranges('comment', comment),
      planOnly: rest.planOnly,
    });
  });
  tellSuspicious(source, steps, faults);
  return { steps, faults: faults.all };
}

/**
 * Reads dependencies (lists of step ids, by step id) from outside. What is returned leads to earlier steps only, so
 * that there is no cycle; each step is in it.
 */
export function validateParents(
  steps: readonly Pick<Step, 'id'>[],
  value: unknown,
): { parents: Decomposition['parents']; faults: readonly DecompositionFault[] } {
  const faults = collectFaults();
  const given = z.record(z.string(), z.unknown()).safeParse(value);
  if (!given.success) faults.add('bad-parents', 'The dependencies are not an object: no step has any.');
  const byStep = new Map(given.success ? Object.entries(given.data) : []);
  const places = new Map(steps.map(({ id }, index) => [id, index]));
  for (const id of byStep.keys())
    if (!places.has(id))
      faults.add('unknown-step', `Dependencies of “${short(id)}”, which is no step, were left out.`);
  const parents = steps.map(({ id }, index): [string, readonly string[]] => {
    const own = byStep.has(id) ? list.safeParse(byStep.get(id)) : { success: true as const, data: [] };
    if (!own.success)
      faults.add(
        'bad-parents',
        `The dependencies of step ${index + 1} are not a list: it has none.`,
        index + 1,
      );
    const named = new Set(own.success ? own.data : []);
    return [id, [...named].filter((parent) => leadsBack(parent, index, places, faults))];
  });
  // Not by assignment: an id may be `__proto__`.
  return { parents: Object.fromEntries(parents), faults: faults.all } as const;
}

/** Reads a decomposition from outside: its steps, and its dependencies between them. */
export function validateDecomposition(
  source: SourceLines,
  value: unknown,
): { decomposition: Decomposition; faults: readonly DecompositionFault[] } {
  const whole = z.looseObject({ steps: z.unknown(), parents: z.unknown() }).safeParse(value);
  const { steps, faults } = validateSteps(source, whole.success ? whole.data.steps : undefined);
  const own = validateParents(steps, whole.success ? whole.data.parents : undefined);
  return { decomposition: { steps, parents: own.parents }, faults: [...faults, ...own.faults] };
}

interface Faults {
  readonly all: readonly DecompositionFault[];
  add(code: CurationDiagnosticCode, message: string, step?: number): void;
}

function collectFaults(): Faults {
  const all: DecompositionFault[] = [];
  return {
    all,
    add(code, message, step) {
      if (all.length < MOST_FAULTS) all.push(diagnosticOf(code, message, step));
    },
  };
}

function readRanges(
  source: SourceLines,
  given: unknown,
  part: string,
  step: number,
  faults: Faults,
): readonly LineRange[] {
  const entries = list.safeParse(given ?? []);
  if (!entries.success) {
    faults.add('bad-range', `The ${part} of step ${step} is not a list of line ranges.`, step);
    return [];
  }
  const count = source.lines.length;
  const ranges = entries.data.flatMap((entry): LineRange[] => {
    const read = looseRange.safeParse(entry);
    if (!read.success || read.data.first > read.data.last) {
      faults.add('bad-range', `A range in the ${part} of step ${step} is none: it was left out.`, step);
      return [];
    }
    const { first, last } = read.data;
    if (first >= 1 && last <= count) return [{ first, last }];
    faults.add(
      'lines-out-of-range',
      `The ${part} of step ${step} names ${lineWords({ first, last }).toLowerCase()}, the trace has ${count}: what is beyond was left out.`,
      step,
    );
    const clipped = { first: Math.max(first, 1), last: Math.min(last, count) };
    return clipped.first <= clipped.last ? [clipped] : [];
  });
  return normaliseRanges(ranges);
}

function freshId(given: string, number: number, ids: ReadonlySet<string>, faults: Faults): string {
  if (given !== '' && !ids.has(given)) return given;
  let id = `s${number}`;
  while (ids.has(id)) id = `${id}'`;
  faults.add('bad-id', `Step ${number} has no id of its own: it got “${id}”.`, number);
  return id;
}

function tellSuspicious(source: SourceLines, steps: readonly Step[], faults: Faults): void {
  const { lost, twice } = coverage(source, steps);
  for (const range of twice) faults.add('lines-twice', `${lineWords(range)}: in more than one step or part.`);
  for (const range of lost)
    if (!isMissing(source, range)) faults.add('lines-skipped', `${lineWords(range)}: in no step.`);
  let latest = 0;
  steps.forEach((step, index) => {
    const first = firstLineOf(step);
    if (first === null) {
      faults.add('step-without-lines', `Step ${index + 1} has no lines.`, index + 1);
      return;
    }
    if (first < latest)
      faults.add('steps-out-of-order', `Step ${index + 1} begins before the one that it follows.`, index + 1);
    latest = first;
  });
}

/** A line of which only the number is known is lost to nobody. */
function isMissing(source: SourceLines, { first, last }: LineRange): boolean {
  return source.lines.slice(first - 1, last).every(({ missing }) => missing === true);
}

function leadsBack(
  parent: unknown,
  index: number,
  places: ReadonlyMap<string, number>,
  faults: Faults,
): parent is string {
  const place = typeof parent === 'string' ? places.get(parent) : undefined;
  const number = index + 1;
  if (place === undefined)
    faults.add(
      'unknown-parent',
      `Step ${number} depends on “${short(parent)}”, which is no step: left out.`,
      number,
    );
  else if (place === index) faults.add('self-parent', `Step ${number} depends on itself: left out.`, number);
  else if (place > index)
    faults.add(
      'later-parent',
      `Step ${number} depends on step ${place + 1}, which comes later: left out.`,
      number,
    );
  else return true;
  return false;
}

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? value : typeof value;
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
};
