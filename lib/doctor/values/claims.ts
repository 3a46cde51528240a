import { memoised } from '#lib/base/memo.ts';
import type { Quantity, Statement } from '#lib/text/quantities.ts';
import { startBefore } from '#lib/text/sentences.ts';
import type { MathText } from '../context-view.ts';
import { clausesOf, isNameToken, tokensOf } from '../tasks/task-words.ts';
import { numericValue } from './numeric-value.ts';

/** How we recognise a claim's subject again: a calculation by its value, a name as written, a thing by its words. */
export type SubjectKind = 'calculation' | 'name' | 'thing';

/** A value that a text states for something: "x = 52", "the area of CDE is 54", "672/10^7 = 0.000672". */
export interface Claim {
  readonly kind: SubjectKind;
  /** The same for every claim about the same thing. */
  readonly subject: string;
  /** Stems and names of a thing; the name alone of a name. */
  readonly words: readonly string[];
  readonly value: number;
  readonly quantity: Quantity;
  /** Where the subject begins. */
  readonly from: number;
  /** A later sum in the text uses the number: it is a part of the whole. */
  readonly isUsed: boolean;
  /** `open`: a supposition or a question, denied or taken back. `concluded`: stated after "so", "therefore". */
  readonly stance: 'open' | 'said' | 'concluded';
}

type Read = Omit<Claim, 'isUsed'>;

/** Length of the text before a statement that we search for its subject and its stance. */
const LEAD = 160;
const AFTER = 90;
/** A calculation of less weight may be the same for two different things. */
const LEAST_WEIGHT = 3;
const MOST_WORDS = 8;
/** A text with more claims repeats itself. */
const MOST_CLAIMS = 200;

/** Ends a clause: a supposition before it does not extend past it. */
const CLAUSE = /[,;:]\s|\b(?:so|then|therefore|thus|hence|and|but|because|since|means|gives|get|yes)\b/gi;
const OPEN =
  /\b(?:if|suppos\w+|assum\w+|let|say|try|trying|maybe|perhaps|might|could|whether|unless|not|cannot|can['’]t|isn['’]t|instead of|rather than|when|where|for|with|test\w*|check\w*|verify\w*|plug\w*|substitut\w*|consider\w*|possible)\b/i;
const CONCLUDES =
  /\b(?:therefore|thus|hence|so|in total|altogether|consequently|finally|then|means|we (?:get|find|have)|gives?|yields?)\b|=>|⇒|→/i;
/** "631, plus 267 is 898": the number is an intermediate step. */
const GOES_ON = /^[\s$)]*,?\s*(?:plus|minus|times|divided|multiplied|added)\b/i;
const TAKEN_BACK =
  /^[^.!?\n]{0,40}?\b(?:(?:is|was|seems|looks) (?:not|wrong|incorrect|impossible|too)|(?:doesn['’]t|does not|can['’]?t|cannot|isn['’]t) |contradict)|^[^.!?\n]{0,30}[.!?]\s+(?:but |hmm,? |oh,? )?(?:wait,? )?(?:no\b|that(?:['’]s| is| was) (?:not|wrong|incorrect|too|impossible)|that (?:can['’]t|cannot|doesn['’]t|seems? (?:wrong|off|too)))/i;

const COPULA =
  /\b(?:is|are|was|equals?|becomes?|comes to|must be|should be|would be|will be|has to be)(?:\s+(?:equal to|exactly|just|simply|then|also|indeed|therefore|thus|still|only|actually|about|approximately))*\s*$|=\s*$/i;
const SIGNS = /(?:[\s*_$:([{]|\\(?:boxed|text|mathbf|left|\(|\[))+$/;
/** Refers to something before it, which differs from text to text. */
const PRONOUN =
  /^(?:this|that|it|which|these|those|there|here|one|each|every|another|other|what|one of|some|plus|minus|times|divided|multiplied|adding|subtracting)\b/i;
/** The kind of figure adds nothing to its name: "triangle CDE", "angle PQR". */
const FIGURES = new Set([
  'triangl',
  'angl',
  'segment',
  'sid',
  'lin',
  'point',
  'measur',
  'length',
  'region',
  'degre',
  'valu',
]);
const NAME =
  /^(?:[A-Za-z](?:_\w{1,6})?|[A-Za-z]{1,3}\(-?[\d./]{1,8}\)|[A-Z]{2,4})(?:[-+*/](?:[A-Za-z](?:_\w{1,6})?|[A-Z]{2,4}))*$/;

/** In the order of the text. Linear: we read a bounded stretch around each statement. */
export const claimsOf = memoised((math: MathText): readonly Claim[] => {
  const { text, statements } = math;
  const claims: Read[] = [];
  statements.forEach((statement, index) => {
    if (claims.length >= MOST_CLAIMS || !statement.isEquation) return;
    claims.push(
      ...calculated(text, continued(text, statement, statements[index - 1])),
      ...said(math, statement),
    );
  });
  const lastUse = new Map<string, number>();
  for (const { sides } of statements)
    for (const { isComputation, key, start } of sides)
      if (isComputation) for (const [term] of key.matchAll(TERM)) lastUse.set(term, start);
  return claims.map((claim) => ({
    ...claim,
    isUsed: (lastUse.get(claim.quantity.key) ?? 0) > claim.quantity.end,
  }));
});

const HAS_NAME = /[A-Za-z]/;
/** "the reciprocal of 5/12, which is 12/5" */
const TURNED =
  /\b(?:reciprocal|inverse|opposite|negative|root|square|cube|logarithm|half|third|quarter|percent) of[\s$(\\]*$/i;
/** The summands. */
const TERM = /(?<![\w.*/^(])\d+(?:\.\d+)?(?=[+-])|(?<=[+-])\d+(?:\.\d+)?(?![\w.*/^)])/g;
/** A number, a fraction of two, or such a one with π or a root. */
const IS_PLAIN = /^-?(?:\d+(?:\.\d+)?)?[π√]?(?:\d+(?:\.\d+)?)?(?:\/\d+)?$/u;
const WHICH =
  /^[\s$)\\]*[.,]?\s*(?:which|that|this) (?:is|equals|gives|makes|simplifies to|comes to)(?: about| approximately)?[\s$(\\]*$/i;

/** "672/10^7, which is 0.0000672" is one equation. */
function continued(text: string, statement: Statement, before: Statement | undefined): Statement {
  const [first] = statement.sides;
  const last = before?.sides.at(-1);
  if (!first || !last || first.start - last.end > 40) return statement;
  return WHICH.test(text.slice(last.end, first.start))
    ? { ...statement, sides: [last, ...statement.sides] }
    : statement;
}

/** Each calculated side, with the plain number after it. Arithmetic holds, whatever words precede it. */
function calculated(text: string, { sides }: Statement): Read[] {
  return sides.slice(0, -1).flatMap((side, index): Read[] => {
    const next = sides[index + 1];
    if (!next || !side.isComputation || side.weight < LEAST_WEIGHT) return [];
    // Neither side of an equation to solve is calculated, and a rearranged formula names several things.
    if (!IS_PLAIN.test(next.key) || HAS_NAME.test(side.key)) return [];
    const comesTo = numericValue(side.key);
    if (
      !isWhole(text, side) ||
      !isWhole(text, next) ||
      TURNED.test(text.slice(Math.max(0, side.start - 24), side.start))
    )
      return [];
    const value = numberSaid(text, next);
    if (comesTo === null || value === null || (value === 0 && comesTo !== 0)) return [];
    return [
      {
        kind: 'calculation',
        subject: comesTo.toPrecision(9),
        words: [],
        value,
        quantity: next,
        from: side.start,
        stance: TAKEN_BACK.test(text.slice(next.end, next.end + AFTER)) ? 'open' : 'said',
      },
    ];
  });
}

/** The number after the last sign, claimed for the names before it and for the thing that the words before it name. */
function said({ text, sentences }: MathText, { sides }: Statement): Read[] {
  const [first] = sides;
  const last = sides.at(-1);
  const value = last && numberSaid(text, last);
  if (!first || !last || value === null || value === undefined) return [];
  const { clause, sentence } = leadOf(text, sentences, first.start);
  const after = text.slice(last.end, last.end + AFTER);
  const isOpen =
    OPEN.test(clause) ||
    /^ ?:/.test(after) ||
    GOES_ON.test(after) ||
    /^[^.!\n]*\?/.test(after) ||
    TAKEN_BACK.test(after);
  const stance = isOpen ? 'open' : CONCLUDES.test(sentence) ? 'concluded' : 'said';
  const claim = { value, quantity: last, stance } as const;
  const names: Read[] = sides
    .slice(0, -1)
    .filter(({ key }) => NAME.test(key))
    .map(({ key, start }) => ({ ...claim, kind: 'name' as const, subject: key, words: [key], from: start }));
  // "- Area of CDE: 54" is a row with a subject; "Bring down the next zero: 2250" is a step.
  const counted = countedIn(sentence, after);
  if (counted && !last.isComputation)
    names.push({
      ...claim,
      kind: 'thing',
      subject: `number ${counted.join(' ')}`,
      words: ['number', ...counted],
      from: last.start,
    });
  const isRow =
    /[:=]\s*\S{0,2}$/.test(clause) &&
    /^[\s*•-]+[A-Z]|^[A-Z]/.test(sentence.replace(/^\n+/, '')) &&
    clause === sentence;
  const thing = IS_PLAIN.test(last.key) ? thingIn(clause, isRow) : null;
  if (!thing) return names;
  const from = first.start - thing.length;
  return [
    ...names,
    {
      ...claim,
      kind: thing.isName ? 'name' : 'thing',
      subject: thing.words.join(' '),
      words: thing.words,
      from,
    },
  ];
}

/** Unbalanced brackets show that the match is only part of something else: "119 (d". */
function isWhole(text: string, { start, end }: Pick<Quantity, 'start' | 'end'>): boolean {
  const written = text.slice(start, end);
  return written.split('(').length === written.split(')').length;
}

/** A plain number, or one calculated from numbers; not one of two ("3 mod 7", "4 remainder 1"). */
function numberSaid(text: string, { key, start, end }: Quantity): number | null {
  if (!isWhole(text, { start, end })) return null;
  // "0-4", "3:1": a range, a ratio.
  if (/^\d+-\d+$/.test(key) || text.charAt(start - 1) === ':' || /^ ?: ?\d/.test(text.slice(end, end + 3)))
    return null;
  if (
    /^[\s)\\$]*(?:\(?mod|remainder|r\.? ?\d|pmod|%|percent|and \d|or \d|, ?\d)/i.test(
      text.slice(end, end + 16),
    )
  )
    return null;
  return numericValue(key);
}

function leadOf(
  text: string,
  sentences: MathText['sentences'],
  at: number,
): { clause: string; sentence: string } {
  const sentence = text.slice(Math.max(startBefore(sentences, at), at - LEAD), at);
  const clauses = [...sentence.matchAll(CLAUSE)].filter(
    ({ index, 0: sign }) => index + sign.length < sentence.length - 1,
  );
  const last = clauses.at(-1);
  return { clause: last ? sentence.slice(last.index + last[0].length) : sentence, sentence };
}

const COUNTED =
  /\b(?:there (?:are|is|were)|total of|we (?:have|get|find)|gives?(?: us)?|makes?|exactly|only|number of [a-z ]{3,40} is)(?: \w+){0,2}[\s$]*$/i;
/** "There are 6 ordered pairs": what is counted, in at most three words. */
function countedIn(sentence: string, after: string): string[] | null {
  if (!COUNTED.test(sentence)) return null;
  const noun = /^[\s$*]*((?:[a-z-]{3,}\s?){1,3})/.exec(after)?.[1] ?? '';
  const words = [
    ...tokensOf(clausesOf(noun.replace(/\b(?:that|which|where|for|with|such|in|of|to|and|so)\b.*/i, ''))),
  ].filter((word) => !isNameToken(word));
  return words.length > 0 ? words.sort() : null;
}

/** The subject in the clause before a value: "the area of triangle CDE is"; in a row, "Area of CDE:". */
function thingIn(
  clause: string,
  isRow: boolean,
): { words: string[]; isName: boolean; length: number } | null {
  const bare = clause.replace(SIGNS, '');
  const copula = COPULA.exec(bare) ?? (isRow ? /$/.exec(bare) : null);
  if (!copula) return null;
  const phrase = bare.slice(0, copula.index).trim();
  if (
    phrase === '' ||
    phrase.includes('=') ||
    PRONOUN.test(phrase) ||
    phrase.split(/\s+/).length > MOST_WORDS
  )
    return null;
  const tokens = [...tokensOf(clausesOf(phrase))];
  const hasName = tokens.some((token) => isNameToken(token) && !/^\d/.test(token));
  const words = tokens.filter((token) => !(hasName && FIGURES.has(token))).sort();
  if (words.length === 0) return null;
  const [only = ''] = words;
  if (words.every((word) => /^-?\d/.test(word))) return null;
  const isName = words.length === 1 && isNameToken(only) && !/[-+*/^]/.test(phrase);
  return { words: isName ? [only.replace(/^=/, '')] : words, isName, length: clause.length };
}
