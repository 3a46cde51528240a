import { isVerifying } from '../cues.ts';
import {
  isCountToken,
  isNameToken,
  isOperationToken,
  isToolToken,
  readClauses,
  type TaskClause,
} from './task-words.ts';

/** A prompt, read once for comparisons with others. */
export interface ReadTask {
  /** What it asks for, without clauses that name nothing specific, unless all are such. */
  readonly clauses: readonly TaskClause[];
  /** All clauses in one: what it asks for and how, in any position. */
  readonly whole: TaskClause;
  /** The words common to any task, if it names nothing specific: "verify the result". */
  readonly common: ReadonlySet<string> | null;
  readonly plain: string;
  /** To find, to verify, or a word that may mean either: "explore", "consider". */
  readonly aim: 'find' | 'verify' | 'either';
  readonly isVerifying: boolean;
  /** It repeats earlier work: "recalculate", "re-evaluate". */
  readonly isAgain: boolean;
  /** It asks for a different way or case than before; null if it does not. */
  readonly other: 'way' | 'case' | null;
}

const LONGEST = 2_000;
const AGAIN =
  /\bre-?(?:calculat|comput|evaluat|assess|do\b|derive|solve|count|consider|examin|simplif|factor)\w*/i;
const OTHER_WAY =
  /\b(?:another|alternativ\w+|different|(?<!no )other|second)\s+(?:\w+\s+)?(?:methods?|approach(?:es)?|ways?|perspectives?|techniques?|angles?|formulas?)\b/i;
/** "Other values of n" asks to search; "another example" asks for one more. */
const OTHER_CASE =
  /\b(?:another|alternativ\w+|different|second)\s+(?:\w+\s+)?(?:examples?|scenarios?|instances?|cases?|values?|points?)\b/i;
/** Words for neither finding nor verifying. */
const EITHER =
  /^\W*(?:also |then |please )?(?:explore|consider|analy[sz]e|examine|investigate|clarify|explain|test|try|think|compare|see|interpret|summari[sz]e|reflect|visuali[sz]e|(?:determine|find out|see) (?:if|whether))\b/i;

const MAKE_SURE = /\bmak(?:e|ing) sure\b|\bre-?count/i;

const otherOf = (prompt: string): 'way' | 'case' | null =>
  OTHER_WAY.test(prompt) ? 'way' : OTHER_CASE.test(prompt) ? 'case' : null;

export function readTask(prompt: string): ReadTask {
  const text = prompt.slice(0, LONGEST);
  const all = readClauses(text);
  const clauses = all.filter(({ object, manner }) => object.size + manner.size > 0);
  return {
    clauses,
    whole: joined(clauses),
    common: clauses.length > 0 ? null : new Set(all.flatMap(({ common }) => [...common])),
    plain: text
      .toLowerCase()
      .replace(/[\s.]+/g, ' ')
      .trim(),
    aim: isVerifying(text) || MAKE_SURE.test(text) ? 'verify' : EITHER.test(text) ? 'either' : 'find',
    isVerifying: isVerifying(text),
    isAgain: AGAIN.test(text),
    other: otherOf(text),
  };
}

/** One of the two asks for more than the other, or takes another way. */
const PART = 0.5;
/** Both name only "the solution" or "the steps": they may check different things. */
const NOTHING_NAMED = 0.6;
/** One finds and the other verifies the same at the same time, word for word: the second does the work of the first. */
const FOUND_AND_VERIFIED = 0.6;

/**
 * How similar two tasks are, 0 to 1. They are different (0) if each has something of its own in its subject (x = 2, x =
 * −2; the domain, the range), if they name the same in another order, or if they take different ways.
 */
export function likeness(one: ReadTask, other: ReadTask): number {
  if (one.plain === other.plain) return one.plain === '' ? 0 : 1;
  if (one.common || other.common) return commonLikeness(one, other);
  // Shortcut, because most pairs of a long trace have nothing in common.
  if (![...one.whole.object].some((token) => other.whole.object.has(token))) return 0;
  const [main] = one.clauses;
  const [otherMain] = other.clauses;
  if (!main || !otherMain) return 0;
  const aims = new Set([one.aim, other.aim]);
  const isCheck = aims.has('verify') && !aims.has('find');
  const mains = clauseLikeness(main, otherMain, isCheck);
  if (haveTwoAims(one, other)) return mains === 1 && main.object.size > 2 ? FOUND_AND_VERIFIED : 0;
  const whole = one.other === other.other ? wholeLikeness(one, other) : 0;
  if (isCheck && isOfSameValues(one, other)) return PART;
  return Math.max(whole, partLikeness(one, other, mains, isCheck));
}

/** Finding and verifying are two tasks; finding and finding again are one. */
function haveTwoAims(one: ReadTask, other: ReadTask): boolean {
  const aims = new Set([one.aim, other.aim]);
  return aims.has('find') && aims.has('verify') && !one.isAgain && !other.isAgain;
}

/**
 * Whether both share part of a subject and nothing distinguishes them: they may do the same work, which their
 * executions' texts can show.
 */
export function isRelated(one: ReadTask, other: ReadTask): boolean {
  if (one.common || other.common || one.other !== other.other) return false;
  if (one.aim !== other.aim && !one.isAgain && !other.isAgain) return false;
  const [a, b] = [one.whole, other.whole];
  if (isAnother(a, b)) return false;
  const shared = [...a.object].filter((token) => b.object.has(token) && !isNameToken(token));
  return weightOf(shared) >= LEAST_RELATED * Math.min(weightOf(a.object), weightOf(b.object));
}
const LEAST_RELATED = 0.3;

/**
 * Neither names more than values or a calculation ("the formula with n = 2 and n = 3", "the result for n = 1, 2 and
 * 3"), and one contains everything that the other has.
 */
function isOfSameValues(one: ReadTask, other: ReadTask): boolean {
  const isValue = (token: string) => isNameToken(token) || isToolToken(token) || isOperationToken(token);
  const [a, b] = [one.whole, other.whole];
  if (![...a.object, ...b.object].every(isValue)) return false;
  const hasAll = (some: TaskClause, others: TaskClause) =>
    new Set(others.names).size >= LEAST_VALUES && others.names.every((name) => has(some, name));
  return hasAll(a, b) || hasAll(b, a);
}
const LEAST_VALUES = 2;

/** The same words, in whatever clause: "compare the slopes to confirm it", "confirm it by the slopes". */
function wholeLikeness(one: ReadTask, other: ReadTask): number {
  const [a, b] = [one.whole, other.whole];
  const isOther = one.clauses.some((clause) =>
    other.clauses.some((another) => mannersDiffer(clause, another)),
  );
  if (isOther || isAnother(a, b)) return 0;
  const shared = [...a.object].filter((token) => b.object.has(token));
  const words = shared.filter((token) => !isNameToken(token) && !isToolToken(token));
  const share = weightOf(shared) / weightOf(union(a.object, b.object));
  return words.length >= LEAST_WORDS_OF_WHOLE && share >= LEAST_OF_WHOLE ? share : 0;
}
const LEAST_WORDS_OF_WHOLE = 2;
const LEAST_OF_WHOLE = 0.6;

function joined(clauses: readonly TaskClause[]): TaskClause {
  const all = (part: (clause: TaskClause) => Iterable<string>) =>
    clauses.flatMap((clause) => [...part(clause)]);
  return {
    object: new Set(all(({ object, manner }) => [...object, ...manner])),
    head: new Set(all(({ head }) => head)),
    isClaim: clauses.some(({ isClaim }) => isClaim),
    manner: new Set(),
    common: new Set(all(({ common }) => common)),
    sequence: all(({ sequence }) => sequence),
    names: all(({ names }) => names),
    formulas: new Set(all(({ formulas }) => formulas)),
    sides: new Set(all(({ sides }) => sides)),
  };
}

function partLikeness(one: ReadTask, other: ReadTask, mains: number, isCheck: boolean): number {
  const [main] = one.clauses;
  const [otherMain] = other.clauses;
  if (!main || !otherMain) return 0;
  // "Another approach by considering all cases" is not another one if both consider all cases.
  if (one.other !== other.other)
    return !(one.other && other.other) && mains >= PART && sharesWay(main, otherMain) ? PART : 0;
  if (mains > 0) {
    const goesOn = (task: ReadTask, { clauses }: ReadTask) =>
      task.clauses
        .slice(1)
        .some((clause) => clauses.every((some) => clauseLikeness(clause, some, isCheck) === 0));
    return goesOn(one, other) && goesOn(other, one) ? Math.min(mains, PART) : mains;
  }
  const isPart = isPartOf(one, other, isCheck) || isPartOf(other, one, isCheck);
  return isPart || (isCheck && isSameWay(main, otherMain)) ? PART : 0;
}

/** Whether one asks only for a part of what the other asks for, and in no way of its own. */
function isPartOf({ clauses }: ReadTask, whole: ReadTask, isCheck: boolean): boolean {
  const [only, ...more] = clauses;
  if (only && more.length === 0)
    return isCheck && whole.clauses.some((clause) => !addsWay(only, clause) && isInside(only, clause));
  return clauses.every((clause) =>
    whole.clauses.some((another) => clauseLikeness(clause, another, isCheck) >= PART),
  );
}

const isInside = (clause: TaskClause, other: TaskClause): boolean => {
  const about = aboutOf(clause);
  const shared = [...about].filter((token) => aboutOf(other).has(token));
  return clauseLikeness(clause, other, true) > 0 && weightOf(shared) >= LEAST_OF_SMALLER * weightOf(about);
};

/** Whether both verify in the same way, worded at greater length than what they verify. */
function isSameWay(one: TaskClause, other: TaskClause): boolean {
  const ways = [...one.manner];
  const isSame = ways.length === other.manner.size && ways.every((token) => other.manner.has(token));
  const longest = Math.max(one.object.size, other.object.size);
  return isSame && ways.length >= Math.max(longest, LEAST_WORDS);
}
const LEAST_WORDS = 3;

function commonLikeness(one: ReadTask, other: ReadTask): number {
  if (!one.common || !other.common || one.other !== other.other) return 0;
  if (one.aim === 'find' || other.aim === 'find') return 0;
  const shared = [...one.common].filter((word) => other.common?.has(word));
  const isPart = shared.length === Math.min(one.common.size, other.common.size);
  return isPart ? NOTHING_NAMED : 0;
}

/**
 * Whether a later stage asks only for what an earlier one asked, and in the same way. Verifying, or finding again, what
 * an earlier stage found is not a repetition here: the earlier stage has its result.
 */
export function asksAgain(later: ReadTask, earlier: ReadTask): boolean {
  if (later.plain === earlier.plain) return later.plain !== '';
  if (later.aim !== earlier.aim || later.other || earlier.other) return false;
  if (![...later.whole.object].some((token) => earlier.whole.object.has(token))) return false;
  return (
    later.clauses.length > 0 &&
    later.clauses.every((clause) =>
      earlier.clauses.some(
        (other) => clauseLikeness(clause, other, false) >= ASKED_BEFORE && !addsWay(clause, other),
      ),
    )
  );
}

const ASKED_BEFORE = 0.9;
/** Whether it takes a way that the other does not name. */
const addsWay = ({ manner }: TaskClause, other: TaskClause): boolean =>
  manner.size > 0 && [...manner].filter((token) => other.manner.has(token)).length * 2 <= manner.size;

/** Shared part of what either has: below it, one of the two asks for more. */
const LEAST_SHARED = 0.5;
/** One of two checks may be a part of the other: "the areas", "the areas of X, Y and Z and their difference". */
const LEAST_SHARED_BY_CHECKS = 0.25;
const LEAST_OF_SMALLER = 0.75;
/** "The regions" and "the regions X, Y and Z" are more alike than a count of their words suggests. */
const NAME_WEIGHT = 0.5;
/** Only one of them says how, and the other might not take that way. */
const ONE_WAY = 0.7;

const weightOf = (tokens: Iterable<string>): number =>
  [...tokens].reduce((sum, token) => sum + (isNameToken(token) || isToolToken(token) ? NAME_WEIGHT : 1), 0);
const has = ({ object, manner, common }: TaskClause, token: string): boolean =>
  object.has(token) || manner.has(token) || common.has(token);
/** What a check verifies, or how, if the former is only "the result". */
const aboutOf = ({ object, manner }: TaskClause): ReadonlySet<string> => (object.size > 0 ? object : manner);
const union = (one: Iterable<string>, other: Iterable<string>): Set<string> => new Set([...one, ...other]);

function clauseLikeness(one: TaskClause, other: TaskClause, isCheck: boolean): number {
  if (isAnother(one, other)) return 0;
  const [a, b] = [aboutOf(one), aboutOf(other)];
  const shared = [...a].filter((token) => b.has(token));
  // Several tasks may get one formula; words say what to do with it.
  const hasWords = (tokens: Iterable<string>) =>
    [...tokens].some((token) => !isNameToken(token) && !isToolToken(token));
  if (shared.length === 0 || (!hasWords(shared) && (hasWords(a) || hasWords(b)))) return 0;
  // "The formula", "the formula with n = 4": a tool alone is not a task.
  if (!hasWords(shared) && one.names.length > 0 !== other.names.length > 0) return 0;
  const share = weightOf(shared) / weightOf(union(a, b));
  const ofSmaller = weightOf(shared) / Math.min(weightOf(a), weightOf(b));
  const isOneHead = Math.min(weightOf(a), weightOf(b)) > 1 || isSameHead(one, other);
  const isPart =
    isCheck &&
    isOneHead &&
    ofSmaller >= LEAST_OF_SMALLER &&
    share >= LEAST_SHARED_BY_CHECKS &&
    sharesHead(one, other);
  if (!isPart && (share < LEAST_SHARED || !sharesHead(one, other))) return 0;
  const hasWay = ({ object, manner }: TaskClause) => object.size > 0 && manner.size > 0;
  return share * (hasWay(one) !== hasWay(other) ? ONE_WAY : 1);
}

const headOf = (clause: TaskClause): ReadonlySet<string> =>
  clause.head.size > 0 && !clause.isClaim ? clause.head : aboutOf(clause);

const isSameHead = (one: TaskClause, other: TaskClause): boolean =>
  [...headOf(one)].sort().join(' ') === [...headOf(other)].sort().join(' ');

/** "The radius of the circle" is not a part of "the points of the circle and the line". */
function sharesHead(one: TaskClause, other: TaskClause): boolean {
  const head = headOf(other);
  return [...headOf(one)].some((token) => head.has(token));
}

/** Each has something that the other lacks, which makes them different. */
function isAnother(one: TaskClause, other: TaskClause): boolean {
  return (
    namesDiffer(one, other) ||
    formulasDiffer(one, other) ||
    sidesDiffer(one, other) ||
    mannersDiffer(one, other) ||
    isSubstituted(one, other)
  );
}

const lacksSome = (some: Iterable<string>, others: ReadonlySet<string>): boolean =>
  [...some].some((token) => !others.has(token));

const formulasDiffer = (one: TaskClause, other: TaskClause): boolean =>
  lacksSome(one.formulas, other.formulas) && lacksSome(other.formulas, one.formulas);

/** They take opposite sides: the domain, the range. Or only one excludes something. */
function sidesDiffer({ sides: one }: TaskClause, { sides: other }: TaskClause): boolean {
  const rowsOf = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    new Set([...some].filter((side) => !others.has(side)).map((side) => side.split(':')[0] ?? ''));
  const [rows, otherRows] = [rowsOf(one, other), rowsOf(other, one)];
  if (rows.has('excludes') || otherRows.has('excludes')) return true;
  return [...rows].some((row) => otherRows.has(row));
}

/** One word takes the place of another: pounds and euros. */
function isSubstituted(one: TaskClause, other: TaskClause): boolean {
  const slots = (some: TaskClause, others: TaskClause) =>
    new Set(
      some.sequence.flatMap((token, at) =>
        has(others, token) ? [] : [`${some.sequence[at - 1] ?? ''} ${some.sequence[at + 1] ?? ''}`],
      ),
    );
  const otherSlots = slots(other, one);
  return [...slots(one, other)].some((slot) => otherSlots.has(slot));
}

/** Each has a name that the other lacks, or the order differs. */
function namesDiffer(one: TaskClause, other: TaskClause): boolean {
  const lacks = (some: TaskClause, others: TaskClause) =>
    some.names.some((name) => !has(others, name) && !isSpelled(name, others));
  if (lacks(one, other) && lacks(other, one)) return true;
  return isInOtherOrder(one.object, other.object) || isInOtherOrder(one.manner, other.manner);
}

function isInOtherOrder(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const shared = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...some].filter((token) => isNameToken(token) && !isCountToken(token) && others.has(token)).join(' ');
  return shared(one, other) !== shared(other, one);
}

/** "The line PQ", "the line through P and Q" name the same. */
const isSpelled = (name: string, clause: TaskClause): boolean =>
  /^[A-Z]{2,4}$/.test(name) && [...name].every((letter) => has(clause, `=${letter}`));

/** Share that two ways must have in common to be the same. */
const LEAST_OF_WAY = 0.6;
const toolsLeftOut = (tokens: ReadonlySet<string>): string[] =>
  [...tokens].filter((token) => !isToolToken(token));

function mannersDiffer({ manner, object }: TaskClause, other: TaskClause): boolean {
  if (object.size === 0 || other.object.size === 0) return false;
  const [own, others] = [toolsLeftOut(manner), toolsLeftOut(other.manner)];
  if (own.length === 0 || others.length === 0) return false;
  const shared = own.filter((token) => other.manner.has(token)).length;
  return shared < LEAST_OF_WAY * Math.min(own.length, others.length);
}

const sharesWay = ({ manner }: TaskClause, other: TaskClause): boolean => {
  const shared = [...manner].filter((token) => other.manner.has(token)).length;
  const most = Math.max(manner.size, other.manner.size);
  return shared > 0 && (shared === most || (shared > 1 && shared * 2 >= most));
};
