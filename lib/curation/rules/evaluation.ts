import { statementsOf } from '#lib/text/quantities.ts';
import { anyPhrase, anyWord } from '#lib/text/word-lists.ts';
import type { ReadLine } from './line-roles.ts';

/** A calculation in words: "40 calories divided by 2", "multiply 12 by 15". */
const IN_WORDS =
  /\d[^.;=]{0,40}\b(?:divided by|times|plus|minus|multiplied by|over)\s+[$(\\]*\d|\b(?:multiply|divide|subtract|add)\b[^.;=]{0,40}\d[^.;=]{0,30}\b(?:by|from|to|and)\s+[$(\\]*\d/i;
/** A value follows the calculation. */
const COMES_TO =
  /(?:[=≈]|\b(?:is|gives?|equals?|makes?|becomes?|get|leaves?))\s*[-−$(\\]*\s?\d[\d.,]*[^\d+*/^×÷·-]*$/i;
/** Names of numbers: `x`, but not functions or `C(n, k)`. */
const VARIABLE = /(?<![a-zα-ω])[a-zα-ω](?![a-zα-ω(])/i;

/** Whether a line ends in a calculation with numbers and does not state the result. */
export function leavesOpen({ head, length }: ReadLine): boolean {
  if (length > head.length + LONGER || /[?？]$/.test(head)) return false;
  const last = statementsOf(head).at(-1)?.sides.at(-1);
  if (last && last.end >= head.length - NEAR_END)
    if (last.isComputation && !VARIABLE.test(last.key) && /\d/.test(last.key)) return true;
  return IN_WORDS.test(head) && !COMES_TO.test(head);
}

/** Characters of Markdown that `head` omits. */
const LONGER = 12;
/** Characters after a formula at the end of a sentence: a unit, a bracket, a dollar. */
const NEAR_END = 14;

/** "Compute that.", "Let me check each term.": refers to what comes right before it. */
const GOES_ON = new RegExp(
  `^(?:${anyPhrase("let me / let's / let us / we / i / i'll / we'll / can / need to / just / first / do / to")} )*${anyPhrase(`
    compute / calculate / work out / evaluate / check / do / add / sum / combine / multiply / expand / simplify
    distribute / subtract / divide / carry out / continue / see / figure out`)}\\b(?: out| up)? (?:${[
    // What stands before, if nothing more is said of it.
    `${anyWord('this that it them these those everything')}(?= ?[,.:!]| ${anyWord('out step now first again carefully manually using term')}\\b)`,
    'step by step',
    'term by term',
    // Parts of a formula, of which there are some everywhere.
    `(?:(?:each|both|like|all|the|these|those)(?: like| the)? )?${anyWord(`
      terms? sides? factors? constants? coefficients? numerators? denominators? arithmetic`)}\\b`,
  ].join('|')})`,
  'i',
);

/** Whether a line works out what the line before it left open, or continues it without naming anything of its own. */
export function evaluates(line: ReadLine, before: ReadLine): boolean {
  if (GOES_ON.test(line.opening.rest)) return line.opening.kind !== 'check' || leavesOpen(before);
  return (
    leavesOpen(before) && (line.computes || line.finds || line.isFormula) && line.opening.kind !== 'next'
  );
}
