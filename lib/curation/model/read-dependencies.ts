import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import type { CurationDiagnosticCode } from '../diagnostics.ts';
import type { AnswerFault } from './answer-faults.ts';

/** `"3": [1, 2]`, `step 3 : [1]`, `3 = []`, `"step_3": ["1"]`, `"3": 2`, `"3": null`. */
const PAIR =
  /["'“]?(?:step|component)?[\s_#]{0,3}(\d{1,7})["'”]?\s{0,5}[:=]\s{0,5}(?:\[([^[\]{}]{0,4000})\]|"([\d\s,]{0,4000})"|(\d{1,7})(?![\d.])|(?:null|none))/gi;
/** `"3": {"parents": [1, 2], "why": "…"}` */
const NESTED = /"(?:step[\s_]{0,3})?(\d{1,7})"\s{0,5}:\s{0,5}\{[^{}[\]]{0,2000}\[([^[\]{}]{0,4000})\]/gi;
/** `{"step": 3, "parents": [1, 2]}`; the middle may hold a description. */
const RECORD =
  /"(?:step|id|number|component)"\s{0,5}:\s{0,5}"?(?:step\s{0,3})?(\d{1,7})"?[^{}[\]]{0,2000}:\s{0,5}\[([^[\]{}]{0,4000})\]/gi;
/** `Step 3: 1, 2`, `3 <- 1`, `- 3 depends on steps 1 and 2`, `4. none`; the direction of `->` would be a guess. */
const LINE =
  /^[\s*>#•-]{0,12}(?:step|component)?[\s#]{0,3}(\d{1,7})[\s*]{0,4}(?::|=|<-+|←|<=|\.\s|\)|\||depends on|needs|requires)\s{0,5}(.{0,2000})$/i;

/** The steps that each step needs, by number, unchecked. */
type RawParents = ReadonlyMap<number, readonly number[]>;

/** More steps than any trace has; we stop reading a hostile answer here. */
const MOST = 10_000;

const numbersIn = (text: string): number[] => [...text.matchAll(/\d{1,7}/g)].slice(0, MOST).map(Number);

/**
 * The dependencies in an answer: JSON wherever it is and even if it breaks off, otherwise one step per line. A later
 * statement overrides an earlier one: models draft before they answer.
 */
export function readDependencies(text: string): RawParents {
  const parents = new Map<number, readonly number[]>();
  const put = (step: string | undefined, list: string | undefined) => {
    if (step !== undefined && parents.size < MOST) parents.set(Number(step), numbersIn(list ?? ''));
  };
  const records = [RECORD, NESTED].flatMap((pattern) => [...text.matchAll(pattern)]);
  if (records.length > 0) {
    for (const [, step, list] of records) put(step, list);
    return parents;
  }
  for (const [, step, list, quoted, single] of text.matchAll(PAIR)) put(step, list ?? quoted ?? single);
  // The prose may contain a pair or two before the lines that are the answer.
  const lines = text.split(/\r?\n/).map((line) => LINE.exec(line.slice(0, 2_100)));
  const written = lines.filter((match) => match !== null && isList(match[2] ?? ''));
  if (written.length > parents.size) for (const match of written) put(match?.[1], match?.[2]);
  return parents;
}

/** Whether the text after a step's number lists steps or none, and is not prose. */
const isList = (text: string): boolean =>
  /^(?:\W|steps?|components?|none|nothing|and|no|parents?|depends|on|null|empty|\d{1,7})*$/i.test(
    text.slice(0, 500),
  );

interface RepairedParents {
  readonly parents: Decomposition['parents'];
  /** `raw` is the step's index. */
  readonly faults: readonly AnswerFault[];
  /** Number of steps that the answer mentions. */
  readonly told: number;
}

const REASONS = {
  'self-parent': 'which is itself',
  'later-parent': 'which does not come before it',
  'unknown-parent': 'which does not exist',
} as const satisfies Partial<Record<CurationDiagnosticCode, string>>;

/**
 * Checks and repairs the dependencies of an answer: each must lead to an earlier step, which rules out cycles; the
 * rules supply the dependencies of a step that the answer omits.
 */
export function repairDependencies(
  steps: readonly Step[],
  raw: RawParents,
  byRules: Decomposition['parents'],
): RepairedParents {
  const faults: AnswerFault[] = [];
  const parents: Record<string, readonly string[]> = {};
  let told = 0;
  steps.forEach(({ id }, index) => {
    const named = raw.get(index + 1);
    if (named) told++;
    // The first step can have no parents.
    else if (index > 0) faults.push(missing(index));
    parents[id] = named
      ? usable(steps, index, named, faults)
      : Object.hasOwn(byRules, id)
        ? (byRules[id] ?? [])
        : [];
  });
  for (const number of raw.keys())
    if (number < 1 || number > steps.length) faults.push(unknownStep(number, steps.length));
  return { parents, faults, told };
}

function usable(
  steps: readonly Step[],
  index: number,
  named: readonly number[],
  faults: AnswerFault[],
): readonly string[] {
  const ids: string[] = [];
  for (const number of [...new Set(named)].sort((a, b) => a - b)) {
    const parent = steps[number - 1];
    const code =
      number === index + 1
        ? 'self-parent'
        : !parent
          ? 'unknown-parent'
          : number > index + 1
            ? 'later-parent'
            : null;
    if (code === null && parent) ids.push(parent.id);
    else if (code !== null) faults.push(badParent(code, index, number));
  }
  return ids;
}

const badParent = (code: keyof typeof REASONS, index: number, number: number): AnswerFault => ({
  code,
  raw: index,
  problem: (name) => `${name(index)} is said to need step ${number}, ${REASONS[code]}`,
  mended: () => 'That was left out.',
  weight: 1,
});

const missing = (index: number): AnswerFault => ({
  code: 'parents-missing',
  raw: index,
  problem: (name) => `Nothing is said about ${name(index)}`,
  mended: () => 'Its dependencies are the rules’.',
  weight: 1,
});

const unknownStep = (number: number, count: number): AnswerFault => ({
  code: 'unknown-step',
  problem: () => `Dependencies of step ${number} are given, but there are only steps 1 to ${count}`,
  mended: () => 'They were left out.',
  weight: 1,
});
