import { memoised } from '#lib/base/memo.ts';
import type { PieceState } from '#lib/trace/state.ts';
import type { AnswerCandidate } from '../answer/answer-line.ts';
import { type AskedSubject, askedSubject, stem } from '../answer/asked-subject.ts';
import type { ComputedCheck, Found } from '../check.ts';
import { type MathText, mathTextOf, type StageView } from '../context-view.ts';
import type { Examined } from '../examined.ts';
import { clausesOf, tokensOf } from '../tasks/task-words.ts';
import type { Claim } from '../values/claims.ts';
import { numericValue } from '../values/numeric-value.ts';
import { differ, lastSaid, namesIn, type SaidValue } from '../values/said-values.ts';
import { capitalised, listed, pieceName, quoted } from '../words.ts';

/** Executions of one stage that we compare with each other; a stage of hundreds would take quadratic time. */
const MOST_SIBLINGS = 40;
/**
 * Characters of a stage’s executions that we read for this; the longest whole trace that the rules were built with has
 * 29,000.
 */
const LONGEST_STAGE = 200_000;
/** Number of disagreeing executions that a finding names. */
const MOST_TOLD = 4;

/** Questions whose names may have several values, all of them true. */
const SEVERAL = /\b(?:roots?|solutions?|zeros|pairs|triples|all (?:\w+ )?values|values)\b/i;
/** Prompts that ask to try numbers, or to go through cases. */
const CASES =
  /\b(?:cases?|suppose|assum\w+|try|tests?|(?:other|different|possible) (?:\w+ )?(?:values?|numbers?))\b/i;
/** "Evaluate it at n = 5": this n belongs to this prompt alone. */
const GIVEN = /(?<![-+*/^²³−][ ]?)\b([A-Za-z](?:_\w+)?)\s*=\s*-?\d/g;

export const siblingsDisagree: ComputedCheck = {
  code: 'siblings-disagree',
  kind: 'fault',
  severity: 'warning',
  certainty: 'likely',
  title: 'Executions disagree',
  description:
    'Two executions give different numbers for the same thing: for one calculation (likely), for what the question asks (likely), for a name, or for a thing that both call by the same words, “the area of CDE” (possible). They ran beside each other; a calculation is held against an earlier stage too. At least one of them is wrong; numbers that differ by rounding are the same, and of what a text says of one thing only the last counts.',
  example:
    '<execution_1.1> 672/10^7 = 0.0000672 </execution_1.1> <execution_1.2> 672/10^7 = 0.000672 </execution_1.2>',
  find(trace) {
    const asked = askedValues(trace);
    const question = trace.state.session?.question ?? '';
    const math = mathTextOf(question);
    const about: Question = {
      nouns: nounsOf(askedSubject(question)),
      names: new Set([...namesIn(math.quantities), ...tokensOf(clausesOf(question))]),
      said: lastSaid(math),
      hasSeveral: SEVERAL.test(question),
    };
    const known: Known = new Map();
    return trace.context.stageViews().flatMap((view) => findIn(view, about, asked, known));
  },
};

interface Question {
  /** What it asks for, as single words. */
  readonly nouns: ReadonlySet<string>;
  /** Its stems and its names. */
  readonly names: ReadonlySet<string>;
  /** Names and things to which it gives a number itself. */
  readonly said: ReadonlyMap<string, unknown>;
  readonly hasSeveral: boolean;
}

/** The words of what it asks for; for `b + c` "the sum". */
function nounsOf({ nouns, symbols }: AskedSubject): Set<string> {
  const found = new Set(nouns.map(stem));
  for (const symbol of symbols) {
    if (/\w\+\w/.test(symbol)) found.add('sum');
    if (/\w-\w/.test(symbol)) found.add('differenc');
    if (/^[a-z]{2,3}$/.test(symbol)) found.add('product');
  }
  return found;
}

/** Names that may have many values: "x > 0". */
const freeNames = memoised(({ statements }: MathText): Set<string> => {
  const bounds = statements.filter(({ isEquation, sides }) => !isEquation && sides.length > 1);
  return namesIn(bounds.flatMap(({ sides }) => sides));
});

/** What one execution states about one thing. */
interface Saying {
  readonly piece: PieceState;
  readonly said: SaidValue;
}
/** For each thing, the statements of the last stage that mentioned it. */
type Known = Map<string, readonly Saying[]>;

const ASKED = 'asked';

function findIn(
  view: StageView,
  question: Question,
  asked: ReadonlyMap<string, SaidValue>,
  known: Known,
): Found[] {
  const sayings = new Map<string, Saying[]>();
  const isOfStage = isComparable(view, question);
  const comparable = new Set<string>();
  let read = 0;
  for (const { execution, math } of view.branches.slice(0, MOST_SIBLINGS)) {
    read += execution.text.length;
    if (read > LONGEST_STAGE) break;
    const own = asked.get(execution.stream);
    const values = [...lastSaid(math)].map(([key, { claim, said }]) => {
      if (isOfStage(claim)) comparable.add(key);
      return [key, said] as const;
    });
    for (const [key, said] of [...(own ? [[ASKED, own] as const] : []), ...values])
      (sayings.get(key) ?? sayings.set(key, []).get(key))?.push({ piece: execution, said });
  }
  comparable.add(ASKED);
  const told = new Set<string>();
  const found: Found[] = [];
  for (const [key, now] of sayings) {
    const before = known.get(key) ?? [];
    known.set(key, now);
    if (!comparable.has(key)) continue;
    for (const [index, one] of now.entries()) {
      const others = (some: readonly Saying[]) => some.filter(({ said }) => disagree(key, said, one.said));
      const beside = others(now.slice(0, index));
      // A trace may correct itself: a later stage may state another value. But a calculation has only one value.
      const isAlone = beside.length === 0 && index === 0 && key.startsWith('calculation ');
      const against = isAlone ? others(before) : beside;
      const pair = [one, ...against].map(({ piece }) => piece.stream).join();
      if (against.length === 0 || told.has(pair)) continue;
      told.add(pair);
      found.push(foundOf(key, one, against, against === beside));
    }
  }
  return found;
}

/** For a calculation one of the two must be right: otherwise we misread it. */
function disagree(key: string, one: SaidValue, other: SaidValue): boolean {
  if (!differ(one, other)) return false;
  if (!key.startsWith('calculation ')) return true;
  const value = Number(key.split(' ')[1]);
  const right = { value, answer: '', start: 0, end: 0 };
  return !differ(one, right) || !differ(other, right);
}

/** Whether the claims of two executions of this stage are about one thing. */
function isComparable(
  { branches }: StageView,
  { nouns, names, said, hasSeveral }: Question,
): (claim: Claim) => boolean {
  const prompts = branches.flatMap(({ prompt }) => prompt?.text ?? []);
  const hasCases = prompts.some((text) => CASES.test(text));
  const given = new Set(prompts.flatMap((text) => [...text.matchAll(GIVEN)].map(([, name]) => name)));
  const tokens = prompts.map((prompt) => tokensOf(clausesOf(prompt)));
  const asked = new Set(tokens.flatMap((some) => [...some]));
  const free = new Set(branches.flatMap(({ math }) => [...freeNames(math)]));
  return ({ kind, subject: name, words }) => {
    if (kind === 'calculation') return true;
    if (said.has(`${kind} ${name}`)) return false;
    if (kind === 'name')
      return (
        !hasCases &&
        !hasSeveral &&
        !given.has(name) &&
        (name.length > 2 || (names.has(name) && !free.has(name)))
      );
    const [only = ''] = words;
    if (words.length === 1) return nouns.has(only);
    return words.every((word) => /^(?:number|total)$/.test(word) || asked.has(word) || names.has(word));
  };
}

function foundOf(key: string, one: Saying, against: readonly Saying[], isBeside: boolean): Found {
  const told = against.slice(0, MOST_TOLD);
  const [kind = '', ...rest] = key.split(' ');
  const what =
    kind === ASKED
      ? 'what is asked'
      : kind === 'calculation'
        ? 'the same calculation'
        : quoted(rest.join(' '));
  const others = listed(
    told.map(({ piece, said }) => `${pieceName(piece.stream)} has ${quoted(said.answer)}`),
  );
  return {
    certainty: isBeside && (kind === ASKED || kind === 'calculation') ? 'likely' : 'possible',
    places: [one, ...told].map(placeOf),
    explanation: `${capitalised(pieceName(one.piece.stream))} has ${quoted(one.said.answer)} for ${what}, ${others}.`,
  };
}

const placeOf = ({ piece: { stream }, said: { start, end } }: Saying) => ({ stream, offset: start, end });

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
  const { statements } = mathTextOf(answer);
  const key = statements.length === 1 ? statements[0]?.sides.at(-1)?.key : undefined;
  const value = key === undefined ? null : numericValue(key);
  return value === null ? null : { value, answer, start: offset, end };
}
