import { statementsOf } from '#lib/text/quantities.ts';
import {
  ALTERNATIVES,
  ASKING_VERBS,
  COMMON_OBJECTS,
  EMPTY_WORDS,
  EXCLUDES,
  KINDS_OF_TOOL,
  OPERATIONS,
  PHRASES,
  SAME_MEANING,
} from './task-vocabulary.ts';

/** A task, or one clause of it, as the words of its subject. */
export interface TaskClause {
  /** Stems, numbers and names of what it asks for. */
  readonly object: ReadonlySet<string>;
  /** The part of `object` before the first "of", "for" or "that": "the area", without its complement. */
  readonly head: ReadonlySet<string>;
  /** It asks whether a statement holds: all of the statement is the object. */
  readonly isClaim: boolean;
  /** The same for how ("by …", "using …"). */
  readonly manner: ReadonlySet<string>;
  /** Words that any task may contain (COMMON_OBJECTS): the result, the steps, the problem. */
  readonly common: ReadonlySet<string>;
  /** Object and manner, in the order of the text. */
  readonly sequence: readonly string[];
  /** Numbers and names of both, in the order of the text. */
  readonly names: readonly string[];
  /** Calculations written out in it, in one notation. */
  readonly formulas: ReadonlySet<string>;
  /** Its word in each row of ALTERNATIVES: `row:word`. */
  readonly sides: ReadonlySet<string>;
}

/** We read only the beginning of a longer prompt. */
const LONGEST = 2_000;
const MOST_CLAUSES = 6;

const WORD = /[-−–]?\d+(?:[.,]\d+)*|\\[a-z]+|[\p{L}]+(?:[_]?\{?\d+\}?)?(?:['’]s?)?/giu;
/** "Recount", "rederive": doing it again counts as doing it. */
const DONE_AGAIN = /^re(?=count|deriv|simplif|factor|test|trac|expand|substitut|add|sum|draw|list)/;
const COUNT = /^(?:first|second|third|fourth|fifth|sixth|odd|even|left|right|horizontal|vertical)$/;
const DIGITS = new Map(
  'zero one two three four five six seven eight nine ten'.split(' ').map((word, at) => [word, String(at)]),
);
/** Where the manner begins. */
const MANNER =
  /^(?:by|using|with|via|through|considering|applying|based|from|given|under|without|starting)$/i;
/** Where the head of the object ends. */
const AFTER_HEAD =
  /^(?:of|for|in|at|on|between|to|as|where|when|whether|if|that|which|is|are|was|were|under|when|until|among)$/i;

/** "Check whether …", "verify that …" */
const CLAIM = /^\W*(?:\w+[- ]){0,2}?\w+ (?:if|whether|that)\b/i;

/** Verbs that begin a second task: "… and confirm the difference". */
const VERBS =
  'verif|confirm|check|calculat|comput|evaluat|determin|find|ensur|assess|examin|validat|clarif|identif|conclu|finali|explain|compare|state|list|sum\\b|add\\b|see\\b|make sure|correct(?=\\s+the\\b)';
/** Between two clauses: punctuation, "and the …", "to" or "and" before a verb. */
const BETWEEN = new RegExp(
  [
    '[;\\n]',
    '[.?!](?=\\s|$)',
    ',?\\s+and\\s+(?=(?:the|its|their|whether|if|that)\\b)',
    `,?\\s+(?:and|then|to)\\s+(?=(?:then\\s+|also\\s+)?(?:re-?|double-?|cross-?)?(?:${VERBS})\\w*)`,
  ].join('|'),
  'i',
);
/** "Use the law of sines to find AB": the manner comes first. */
const WAY_FIRST = new RegExp(
  `^\\s*(?:use|utili[sz]e|apply|employ)\\s+([^.;\\n]{1,160}?)\\s+to\\s+((?:re-?|double-?|cross-?)?(?:${VERBS}|solve|simplif|expand|factor|prove|count|reach)\\w*[^.;\\n]*)`,
  'i',
);

/** Clauses of a task: "Verify the area and confirm the difference" has two. Linear in the text, which we cut. */
export function clausesOf(prompt: string): TaskClause[] {
  return readClauses(prompt).filter(({ object, manner }) => object.size + manner.size > 0);
}

/** Includes clauses that name nothing specific: "and confirm the result". */
export function readClauses(prompt: string): TaskClause[] {
  // NFKC maps ₅, ⁵ and 5 to one digit.
  const text = prompt
    .slice(0, LONGEST)
    .normalize('NFKC')
    .replace(/[−–]/g, '-')
    .replace(WAY_FIRST, '$2 using $1');
  return text.split(BETWEEN).slice(0, MOST_CLAUSES).map(clauseOf);
}

function clauseOf(written: string): TaskClause {
  const text = PHRASES.reduce((some, [phrase, word]) => some.replace(phrase, word), written);
  const object = new Set<string>();
  const head = new Set<string>();
  const manner = new Set<string>();
  const common = new Set<string>();
  const sides = new Set<string>();
  const sequence: string[] = [];
  let [isManner, isHead] = [false, true];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    if (MANNER.test(word)) isManner = true;
    if (AFTER_HEAD.test(word) && head.size > 0) isHead = false;
    const isNegative =
      /^-\d/.test(word) && !/[\w)]\s*$/.test(text.slice(Math.max(0, match.index - 3), match.index));
    const read = readWord(isNegative ? word : word.replace(/^-/, ''), text, match.index);
    const { token } = read;
    if (read.side) sides.add(read.side);
    if (read.common) common.add(read.common);
    if (read.common === 'count') {
      sequence.push(read.common);
      if (isHead) head.add(read.common);
    }
    if (!token) continue;
    (isManner ? manner : object).add(token);
    if (isHead && !isManner && !isNameToken(token)) head.add(token);
    sequence.push(token);
  }
  const names = sequence.filter(isNameToken);
  const isClaim = CLAIM.test(text);
  let formulas: Set<string> | undefined;
  return {
    object,
    head,
    isClaim,
    manner,
    common,
    sequence,
    names,
    // Lazy, because reading them takes as long as all the rest, and few callers need them.
    get formulas() {
      formulas ??= formulasIn(text);
      return formulas;
    },
    sides,
  };
}

/** Calculations and comparisons: `a+b`, `a<b`. */
function formulasIn(text: string): Set<string> {
  const keys = statementsOf(text).flatMap(({ sides, isEquation }) => {
    const [first] = sides;
    const last = sides.at(-1);
    const isCompared = !isEquation && first && last && sides.length > 1;
    return [
      ...sides.filter(({ isComputation }) => isComputation).map(({ key }) => key),
      ...(isCompared ? [text.slice(first.start, last.end).replace(/\s+/g, '')] : []),
    ];
  });
  return new Set(keys);
}

/** Every stem and name of a task. */
export const tokensOf = (clauses: readonly TaskClause[]): Set<string> =>
  new Set(clauses.flatMap(({ sequence }) => sequence));

/** Numbers, letters that name something, proper names: they distinguish two tasks with the same wording. */
export const isNameToken = (token: string): boolean => /^(?:-?\d|=)/.test(token) || /^[A-Z]/.test(token);
/** "Even", "first": their order does not matter. */
export const isCountToken = (token: string): boolean => COUNT.test(token.slice(1));
/** Words for a kind of tool, next to which the tool has a name of its own. */
export const isToolToken = (token: string): boolean => TOOL_STEMS.has(token);

/** A word for an operation adds nothing to the calculation next to it either. */
export const isOperationToken = (token: string): boolean => OPERATION_STEMS.has(token);

interface ReadWord {
  /** null for a word that says nothing about what the task asks. A name begins with a capital or `=`. */
  readonly token: string | null;
  readonly common?: string | undefined;
  readonly side?: string | undefined;
}

function readWord(word: string, text: string, at: number): ReadWord {
  if (/^-?\d/.test(word)) return { token: word.replace(/,(?=\d{3})/g, '') };
  if (word.startsWith('\\')) return { token: null };
  const plain = word.replace(/['’]s?$/, '');
  if (/\d/.test(plain)) return { token: `=${plain.replace(/[_{}]/g, '')}` };
  if (plain.length === 1)
    return { token: /^[aAI]$/.test(plain) && /^\s+[a-z]{2}/i.test(text.slice(at + 1)) ? null : `=${plain}` };
  const lower = plain.toLowerCase();
  const digit = DIGITS.get(lower);
  // "Which one" contains no number.
  if (digit && digit !== '1') return { token: digit };
  const stem = stemOf(lower.replace(DONE_AGAIN, ''));
  const side = SIDES.get(stem);
  if (COUNT.test(lower)) return { token: `=${lower}`, side };
  if (EXCLUDES.has(lower)) return { token: null, side: `excludes:${lower}` };
  if (EMPTY_WORDS.has(lower) || ASKING_STEMS.has(stem)) return { token: null, side };
  const common = COMMON_STEMS.get(stem);
  if (common) return { token: null, common, side };
  const isCapital = /^\p{Lu}/u.test(plain) && /[^.?!:\s]\s*$/.test(text.slice(0, at));
  if (isCapital || /^\p{Lu}{2,}$/u.test(plain)) return { token: plain };
  return { token: stem, side };
}

/**
 * Crude: strips the endings of "methods", "multiplying" and "multiplication"; "numerator" and "denominator" stay
 * different.
 */
function bareStem(word: string): string {
  const bare = word
    .replace(/(?:ie[sd])$/, 'y')
    .replace(/plications?$/, 'ply')
    .replace(/(?:ss)$/, 'ß')
    .replace(/(?:ification|ifying|ified|ifies|ify)s?$/, 'if')
    .replace(
      /(?:i[zs]ations?|ations?|itions?|ions?|ating|ated|ates?|izing|ized|ize|ising|ised|ise|ings?|ed|ly|es|s)$/,
      '',
    )
    .replace(/(?:e|y)$/, '')
    .replace('ß', 'ss');
  return bare.length >= 3 ? bare : word;
}

const SYNONYMS = new Map(
  SAME_MEANING.flatMap(([meaning = '', ...others]) =>
    others.map((other) => [bareStem(other), bareStem(meaning)] as const),
  ),
);

function stemOf(word: string): string {
  const stem = bareStem(word);
  return SYNONYMS.get(stem) ?? stem;
}

const ASKING_STEMS = new Set(ASKING_VERBS.map(stemOf));
const COMMON_STEMS = new Map(
  Object.entries(COMMON_OBJECTS).map(([word, meaning]) => [stemOf(word), meaning]),
);
const TOOL_STEMS = new Set([...KINDS_OF_TOOL].map(stemOf));
const OPERATION_STEMS = new Set([...OPERATIONS].map(stemOf));
const SIDES = new Map(
  ALTERNATIVES.flatMap((row, at) => row.map((word) => [stemOf(word), `${at}:${stemOf(word)}`] as const)),
);
