import { isVerifying } from './cues.ts';
import { clausesOf, isNameToken, type TaskClause } from './task-words.ts';

/** A prompt read once, to be set beside others. */
export interface ReadTask {
  readonly clauses: readonly TaskClause[];
  readonly plain: string;
  readonly isVerifying: boolean;
  /** It does over again what was done: "recalculate", "re-evaluate". */
  readonly isAgain: boolean;
  /** It asks for a way or for a case that is not the one before; null where it does not. */
  readonly other: 'way' | 'case' | null;
}

const AGAIN = /\bre-?(?:calculat|comput|evaluat|assess|do\b|derive|solve|count|consider|examin)\w*/i;
const OTHER =
  /\b(?:another|alternativ\w+|different|other|second)\s+(?:\w+\s+)?(?:(?:methods?|approach(?:es)?|ways?|perspectives?|techniques?|angles?|formulas?)|(examples?|scenarios?|instances?|cases?|values?|points?))\b/i;

function otherOf(prompt: string): 'way' | 'case' | null {
  const match = OTHER.exec(prompt.slice(0, 2_000));
  return match ? (match[1] ? 'case' : 'way') : null;
}

export function readTask(prompt: string): ReadTask {
  return {
    clauses: clausesOf(prompt),
    plain: prompt
      .slice(0, 2_000)
      .toLowerCase()
      .replace(/[\s.]+/g, ' ')
      .trim(),
    isVerifying: isVerifying(prompt),
    isAgain: AGAIN.test(prompt.slice(0, 2_000)),
    other: otherOf(prompt),
  };
}

/** Shared, of what either has: below it one of the two asks for more. */
const LEAST_SHARED = 0.4;
/** "Analyze the behaviour near the ends", "verify the behaviour near the ends": word for word the same but for the verb. */
const FOUND_AND_VERIFIED = 0.6;
/** One of the two asks for more than the other. */
const PART = 0.5;
const LEAST_WORDS = 3;
/** The same where each has words of its own. */
const LEAST_OF_BOTH = 0.5;

/**
 * How far two tasks ask for the same, 0 to 1. Where each has something of its own in what it is about (pounds, euros; x = 2,
 * x = −2), where they name the same in another order, or go about it in other
 * ways, they are different: 0.
 */
export function likeness(one: ReadTask, other: ReadTask): number {
  if (one.plain === other.plain) return one.plain === '' ? 0 : 1;
  // "Another approach by considering all cases" is no other one where both consider all cases.
  if (one.other !== other.other) return isOneWay(one, other) ? PART : 0;
  const [main] = one.clauses;
  const [otherMain] = other.clauses;
  // "Perform a final verification of the solution": nothing sets two of them apart.
  if (!main && !otherMain) return one.isVerifying && other.isVerifying ? FOUND_AND_VERIFIED : 0;
  if (!main || !otherMain) return 0;
  const mains = clauseLikeness(main, otherMain);
  const isUsed = isUsedBy(one, other) || isUsedBy(other, one);
  // To find and to verify are two tasks, to find and to find again is one.
  if (one.isVerifying !== other.isVerifying && !one.isAgain && !other.isAgain)
    return mains === 1 && sizeOf(main) > 2 ? FOUND_AND_VERIFIED : isUsed ? PART : 0;
  if (mains > 0) return mains;
  const matches = one.clauses.filter((clause) =>
    other.clauses.some((another) => sizeOf(clause) > 1 && clauseLikeness(clause, another) === 1),
  );
  const isPart = isPartOf(one, other) || isPartOf(other, one) || isUsed;
  return matches.length > 1 || isPart || isSameCheck(one, other) ? PART : 0;
}

/**
 * Whether a later stage asks for nothing but what an earlier one was asked, and in the same way. To find and to verify, or
 * to find again, is no repetition there: the first has come to its result.
 */
export function asksAgain(later: ReadTask, earlier: ReadTask): boolean {
  if (later.plain === earlier.plain) return later.plain !== '';
  if (later.isVerifying !== earlier.isVerifying || later.other || earlier.other) return false;
  return (
    later.clauses.length > 0 &&
    later.clauses.every((clause) =>
      earlier.clauses.some(
        (other) => clauseLikeness(clause, other) >= ASKED_BEFORE && !addsWay(clause, other),
      ),
    )
  );
}

const ASKED_BEFORE = 0.75;
/** It goes about it in a way that the other does not name. */
const addsWay = ({ manner }: TaskClause, other: TaskClause): boolean =>
  manner.size > 0 && [...manner].filter((token) => other.manner.has(token)).length * 2 <= manner.size;

/** Both verify the same, and most of what either says of its way the other says too. */
function isOneWay(one: ReadTask, other: ReadTask): boolean {
  const [a] = one.clauses;
  const [b] = other.clauses;
  if (!a || !b || !one.isVerifying || !other.isVerifying || namesDiffer(a, b)) return false;
  const isSameObject =
    a.object.size > 0 &&
    a.object.size === b.object.size &&
    [...a.object].every((token) => b.object.has(token));
  const shared = [...a.manner].filter((token) => b.manner.has(token)).length;
  return isSameObject && shared > 1 && shared * 2 >= Math.max(a.manner.size, b.manner.size);
}

/** Everything that one asks for is what the other goes by: "confirm the odds by drawing the region and calculating its area". */
function isUsedBy({ clauses: [only, ...more] }: ReadTask, { clauses }: ReadTask): boolean {
  if (!only || more.length > 0 || only.object.size < LEAST_WORDS) return false;
  const way = clauses.flatMap(({ manner, object }, at) => [...manner, ...(at > 0 ? object : [])]);
  return (
    clauses.some(({ manner }) => manner.size > 0) && [...only.object].every((token) => way.includes(token))
  );
}

/** One asks for nothing but a part of what the other asks for: "confirm the sum of the distinct primes". */
function isPartOf({ clauses: [only, ...more] }: ReadTask, whole: ReadTask): boolean {
  if (!only || more.length > 0) return false;
  return whole.clauses.slice(1).some((clause) => {
    const words = [...only.object].filter((token) => clause.object.has(token) && !isNameToken(token));
    return words.length >= LEAST_WORDS && clauseLikeness(only, clause) > 0;
  });
}

/** Both verify, in one way that takes more words than what they verify. */
function isSameCheck(one: ReadTask, other: ReadTask): boolean {
  const [a] = one.clauses;
  const [b] = other.clauses;
  if (!a || !b || !one.isVerifying || !other.isVerifying) return false;
  const isSameWay = a.manner.size === b.manner.size && [...a.manner].every((token) => b.manner.has(token));
  return isSameWay && a.manner.size >= LEAST_WORDS && a.manner.size >= Math.max(a.object.size, b.object.size);
}

const sizeOf = ({ object, manner }: TaskClause): number => object.size || manner.size;

function clauseLikeness(one: TaskClause, other: TaskClause): number {
  const about = (clause: TaskClause) => (clause.object.size > 0 ? clause.object : clause.manner);
  const [a, b] = [about(one), about(other)];
  const shared = [...a].filter((token) => b.has(token));
  if (shared.length < 2 && (a.size > 1 || b.size > 1)) return 0;
  // One formula may be given to several tasks; what is to be done with it stands in words.
  const hasWords = (tokens: Iterable<string>) => [...tokens].some((token) => !isNameToken(token));
  if (!hasWords(shared) && (hasWords(a) || hasWords(b))) return 0;
  if (namesDiffer(one, other) || mannersDiffer(one, other)) return 0;
  const bothDiffer = shared.length < Math.min(a.size, b.size);
  if (bothDiffer && isSubstituted(one, other)) return 0;
  const all = weightOf(new Set([...a, ...b]));
  const isWayOfOther = one.object.size > 0 !== other.object.size > 0;
  const share = all === 0 ? 0 : weightOf(shared) / all;
  if (share < (bothDiffer ? LEAST_OF_BOTH : LEAST_SHARED)) return 0;
  return share * (isWayOfOther ? WAY_OF_OTHER : hasWay(one) !== hasWay(other) ? ONE_WAY : 1);
}

/** "The regions" and "the regions X, Y and Z" are nearer to each other than by their count of words. */
const NAME_WEIGHT = 0.5;
/** What one task asks for, the other names as its way ("confirm the solution by …"). */
const WAY_OF_OTHER = 0.8;
/** Only one of them says how, which may be a way that the other would not take. */
const ONE_WAY = 0.7;
const hasWay = ({ object, manner }: TaskClause): boolean => object.size > 0 && manner.size > 0;
const weightOf = (tokens: Iterable<string>): number =>
  [...tokens].reduce((sum, token) => sum + (isNameToken(token) ? NAME_WEIGHT : 1), 0);

/** One word stands where the other task has another one: pounds and euros, numerator and denominator. */
function isSubstituted(one: TaskClause, other: TaskClause): boolean {
  const slots = (some: TaskClause, others: TaskClause) =>
    new Set(
      some.sequence.flatMap((token, at) =>
        others.sequence.includes(token)
          ? []
          : [`${some.sequence[at - 1] ?? ''} ${some.sequence[at + 1] ?? ''}`],
      ),
    );
  const otherSlots = slots(other, one);
  return [...slots(one, other)].some((slot) => otherSlots.has(slot));
}

/** Each has one that the other lacks, or they stand in another order. */
function namesDiffer(one: TaskClause, other: TaskClause): boolean {
  const lacks = (some: TaskClause, others: TaskClause) =>
    some.names.some((name) => !others.names.includes(name));
  if (lacks(one, other) && lacks(other, one)) return true;
  const shared = (some: TaskClause, others: TaskClause) =>
    [...new Set(some.names)].filter((name) => others.names.includes(name)).join(' ');
  return shared(one, other) !== shared(other, one);
}

function mannersDiffer({ manner, object }: TaskClause, other: TaskClause): boolean {
  if (object.size === 0 || other.object.size === 0 || manner.size === 0 || other.manner.size === 0)
    return false;
  const shared = [...manner].filter((token) => other.manner.has(token)).length;
  return shared * 2 < Math.min(manner.size, other.manner.size);
}
