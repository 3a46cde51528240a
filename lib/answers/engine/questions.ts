import type { Judgement } from '../equality.ts';
import { readAnswer } from '../notation/read-answer.ts';
import { tokenize } from '../notation/tokenize.ts';
import { unwrapped } from '../notation/unwrap.ts';
import { numericValue } from '../terms/numeric.ts';
import { isConstant } from '../terms/term.ts';

/** We leave longer formulas undecided: the engine's time grows without a known bound. */
const LONGEST = 300;
/** Notation that the engine reads and our own reader does not. */
const ITS_OWN = /\\(?:sum|prod|i*int|lim|mod|bmod|det)(?![A-Za-z])|\\begin\{vmatrix\}/;
/** Each power may produce a number that fills the memory. */
const MOST_POWERS = 8;
const NAME = /^\s*[A-Za-z](?:_\w|_\{\w+\})?\s*=(?=(?:[^={]|\{[^{}]*\})*$)/;

export type EngineQuestion = readonly [first: string, second: string];

/**
 * The two formulas to ask the engine about; null if it would only guess or run out of time: words, lists, notations
 * that it reads differently from people (`3 1/2`, `1/3x`), and numbers that are too large for our reader, too.
 */
export function engineQuestion(first: string, second: string): EngineQuestion | null {
  const formulas = [first, second].map((answer) => unwrapped(answer).replace(NAME, ''));
  const [a = '', b = ''] = formulas;
  if (
    !formulas.every(isFormula) ||
    !(formulas.some((text) => ITS_OWN.test(text)) || formulas.every(isNumber))
  )
    return null;
  return [a, b];
}

/** A constant that double precision can hold but cannot tell apart from another. */
function isNumber(text: string): boolean {
  const read = readAnswer(text);
  return read?.kind === 'term' && !read.unit && isConstant(read.term) && numericValue(read.term) !== null;
}

function isFormula(text: string): boolean {
  const tokens = text.length > LONGEST ? null : tokenize(text);
  if (!tokens) return false;
  const isMixed = tokens.some(({ kind }, at) => kind === 'number' && tokens[at + 1]?.kind === 'number');
  const hasTower = tokens.filter(({ kind }) => kind === 'power' || kind === 'factorial').length > MOST_POWERS;
  if (isMixed || hasTower || tokens.some(({ kind }) => kind === 'word' || kind === 'currency')) return false;
  if (ITS_OWN.test(text)) return true;
  const read = readAnswer(text);
  return read?.kind === 'term' && !read.unit && read.otherwise === undefined;
}

/** From a thread with the engine: first that it is loaded, then an answer to each question. */
export type FromEngine = { readonly ready: true } | { readonly judgement: Judgement };
export type ToEngine = EngineQuestion;
