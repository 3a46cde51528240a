import type { AnswerCandidate } from './answer-line.ts';
import type { ComputedCheck, Found } from './check.ts';
import { type BranchView, mathTextOf, type StageView } from './context-view.ts';
import type { Examined } from './examined.ts';
import { calculations, differ, namedValues, namesIn, numberOf, type SaidValue } from './said-values.ts';
import { capitalised, pieceName, quoted } from './words.ts';

/** Executions of one stage held against each other; a stage of hundreds would cost their square. */
const MOST_SIBLINGS = 40;

/** Questions whose names have several values, each of them true. */
const SEVERAL = /\b(?:roots?|solutions?|zeros|pairs|triples|all (?:\w+ )?values|values)\b/i;
/** Prompts that ask to try numbers, or to go through cases. */
const CASES =
  /\b(?:cases?|suppose|assum\w+|try|tests?|(?:other|different|possible) (?:\w+ )?(?:values?|numbers?))\b/i;
/** "Evaluate it at n = 5": this prompt's n is no other's. */
const GIVEN = /(?<![-+*/^²³−][ ]?)\b([A-Za-z](?:_\w+)?)\s*=\s*-?\d/g;

export const siblingsDisagree: ComputedCheck = {
  code: 'siblings-disagree',
  kind: 'fault',
  severity: 'warning',
  certainty: 'likely',
  title: 'Siblings disagree',
  description:
    'Two executions of a stage give different numbers for the same thing: for one calculation (likely; an execution of an earlier stage counts too), for what the question asks (likely), or for a name of the question (possible). At least one of them is wrong; numbers that differ by rounding are the same.',
  example:
    '<execution_1.1> 672/10^7 = 0.0000672 </execution_1.1> <execution_1.2> 672/10^7 = 0.000672 </execution_1.2>',
  find(trace) {
    const views = trace.context.stageViews();
    const question = trace.state.session?.question ?? '';
    const names = SEVERAL.test(question) ? new Set<string>() : namesIn(mathTextOf(question).quantities);
    const asked = askedValues(trace);
    const earlier: Earlier = new Map();
    return views.flatMap((view) => findIn(view, names, asked, earlier));
  },
};

interface Read {
  readonly branch: BranchView;
  readonly values: readonly (readonly [Subject, ReadonlyMap<string, SaidValue>])[];
}
/** By calculation, the execution of an earlier stage that last gave a number for it. */
type Earlier = Map<string, { readonly read: Read; readonly value: SaidValue }>;
type Subject = 'calculation' | 'asked' | 'name';

function findIn(
  { branches }: StageView,
  names: ReadonlySet<string>,
  asked: ReadonlyMap<string, SaidValue>,
  earlier: Earlier,
): Found[] {
  const prompts = branches.flatMap(({ prompt }) => prompt?.text ?? []);
  const hasCases = prompts.some((text) => CASES.test(text));
  const given = new Set(prompts.flatMap((text) => [...text.matchAll(GIVEN)].map(([, name]) => name)));
  const free = new Set([...names].filter((name) => !hasCases && !given.has(name)));
  const read = branches.slice(0, MOST_SIBLINGS).map((branch): Read => {
    const own = asked.get(branch.execution.stream);
    return {
      branch,
      values: [
        ['asked', new Map(own && !hasCases ? [['', own]] : [])],
        ['calculation', calculations(branch)],
        ['name', namedValues(branch, free)],
      ],
    };
  });
  const found = read.flatMap((one, position) => {
    for (const other of read.slice(0, position)) {
      const found = disagreement(one, other);
      if (found) return [found];
    }
    return reckonedBefore(one, earlier);
  });
  for (const one of read)
    for (const [key, value] of calculationsOf(one)) earlier.set(key, { read: one, value });
  return found;
}

const calculationsOf = ({ values }: Read) => values.find(([subject]) => subject === 'calculation')?.[1] ?? [];

/** Of another stage only a calculation counts: a name may have been given another meaning since. */
function reckonedBefore(one: Read, earlier: Earlier): Found[] {
  for (const [key, value] of calculationsOf(one)) {
    const before = earlier.get(key);
    if (before && differ(value, before.value))
      return [foundOf('calculation', key, one, value, before.read, before.value)];
  }
  return [];
}

/** The first thing that two executions give different numbers for. */
function disagreement(one: Read, other: Read): Found | null {
  for (const [index, [subject, values]] of one.values.entries()) {
    const others = other.values[index]?.[1];
    for (const [key, value] of values) {
      const against = others?.get(key);
      if (!against || !differ(value, against)) continue;
      return foundOf(subject, key, one, value, other, against);
    }
  }
  return null;
}

function foundOf(
  subject: Subject,
  key: string,
  one: Read,
  value: SaidValue,
  other: Read,
  against: SaidValue,
): Found {
  const what = subject === 'asked' ? 'what is asked' : quoted(key);
  return {
    certainty: subject === 'name' ? 'possible' : 'likely',
    places: [placeOf(one, value), placeOf(other, against)],
    explanation: `${capitalised(pieceName(one.branch.execution.stream))} has ${quoted(value.answer)} for ${what}, ${pieceName(other.branch.execution.stream)} has ${quoted(against.answer)}.`,
  };
}

const placeOf = ({ branch }: Read, { start, end }: SaidValue) => ({
  stream: branch.execution.stream,
  offset: start,
  end,
});

/** The last number that each execution states for what the question asks. */
function askedValues(trace: Examined): Map<string, SaidValue> {
  const values = new Map<string, SaidValue>();
  for (const candidate of trace.answerLine().candidates) {
    if (candidate.cue === 'conclusion') continue;
    const value = saidBy(candidate);
    if (value) values.set(candidate.stream, value);
    else values.delete(candidate.stream);
  }
  return values;
}

function saidBy({ answer, offset, end }: AnswerCandidate): SaidValue | null {
  const value = valueOfWords(answer);
  return value === null ? null : { value, answer, start: offset, end };
}

function valueOfWords(answer: string): number | null {
  const { statements } = mathTextOf(answer);
  const key = statements.length === 1 ? statements[0]?.sides.at(-1)?.key : undefined;
  return key === undefined ? null : numberOf(key);
}
