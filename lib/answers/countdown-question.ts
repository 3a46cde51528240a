import { SYMBOLS } from '#lib/text/symbols.ts';
import { allOperators, type CountdownPuzzle } from './countdown.ts';
import type { Operator } from './expression.ts';

/**
 * With larger numbers the search space is too large for a puzzle; six numbers of 1,000 still multiply to below 2^53.
 */
const LARGEST_NUMBER = 1_000;
const LARGEST_TARGET = 1_000_000;
const LONGEST_QUESTION = 600;

/** Three or more whole numbers in a row; a number beside `/`, `.`, `^` or another sign belongs to a formula instead. */
const LIST =
  /(?<![\d/.^*+\-−×÷])\d+(?:(?:\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s+)\d+){2,}(?![\d/^*×÷]|\.\d|\s*[*×÷/^])/g;

const AMOUNT = '(\\d{1,3}(?:,\\d{3})+|\\d+)(?![\\d/^]|\\.\\d)';
const TARGETS = [
  `target(?:\\s+(?:number|value|total))?\\s*(?:is|of|:|=|->)?\\s*${AMOUNT}`,
  `(?:make|makes|making|reach|reaches|reaching|get|gets|getting|obtain|obtains|equal|equals|equal\\s+to|hit|produce|produces|form|forms|give|gives|total|totals|yield|yields|arrive\\s+at|evaluates?\\s+to|results?\\s+in|result\\s+is|come\\s+to|comes\\s+to)\\s*(?:exactly|to|the\\s+(?:number|value|target|total|result)(?:\\s+of)?|a\\s+total\\s+of|up\\s+to)?\\s*:?\\s*${AMOUNT}`,
  `${AMOUNT}\\s+(?:from|using|with|out\\s+of)\\s`,
  `(?:=|→|->|=>)\\s*${AMOUNT}`,
  `(?:^|\\s)${AMOUNT}[\\s-]+game\\b`,
].map((source) => new RegExp(source, 'g'));

const CUE =
  /\b(?:use|uses|using|make|makes|making|from|combine|combining|countdown|target|reach|get|numbers?|game)\b|=|→|->/;
/** Questions about numbers that are no Countdown puzzles. */
const OTHER_TASK =
  /\b(?:how many|probab\w*|average|mean|median|sequence|series|digits?|divisors?|polynomial|roots?|triangle|modulo|remainder|perimeter|area|volume)\b/;

const ANY_USE =
  /at most once|no more than once|not more than once|need not (?:use|be used)|(?:do not|don't|does not|doesn't) (?:have|need) to (?:use|be used)|needn't|not all (?:of )?(?:the )?numbers|some or all|some of|any of|without using all|or fewer/;
const WHOLE_STEPS =
  /no fractions?|without fractions?|whole[- ]numbers? (?:only|at|steps?|results?)|only whole numbers|integers? only|only integers|must (?:stay|be|remain) (?:a )?(?:whole|integers?)/;

const OPERATOR_NAMES: readonly (readonly [Operator, string])[] = [
  ['+', '\\+|plus|additions?|adding|add'],
  ['-', '[-−–]|minus|subtractions?|subtracting|subtract'],
  ['*', '[*×·]|times|multiplications?|multiplying|multiply'],
  ['/', '[/÷]|divisions?|dividing|divide'],
];

function operatorsAllowed(text: string): readonly Operator[] {
  const names = OPERATOR_NAMES.map(([, pattern]) => pattern).join('|');
  const run = `((?:(?:${names})(?:\\s*(?:,|and|or|&)?\\s*))+)`;
  const inRun = (match: RegExpExecArray | null): Operator[] =>
    match
      ? OPERATOR_NAMES.filter(([, pattern]) => new RegExp(pattern).test(match[1] ?? '')).map(([name]) => name)
      : [];
  const only = inRun(
    new RegExp(`only\\s+(?:use\\s+|using\\s+)?(?:the\\s+)?(?:operations?\\s+|signs?\\s+)?${run}`).exec(text),
  );
  if (only.length > 0) return only;
  const without = inRun(new RegExp(`(?:without|no)\\s+(?:any\\s+|using\\s+)?${run}`).exec(text));
  return allOperators.filter((operator) => !without.includes(operator));
}

function plain(question: string): string {
  return question
    .toLowerCase()
    .replace(/\\([a-z]+)/g, (command, name: string) => SYMBOLS.get(name) ?? command)
    .replace(/\\[,;! ]|[$\\{}[\]()"“”`_]/g, ' ')
    .replace(/\*\*/g, ' ')
    .replace(/’/g, "'")
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/**
 * Reads a Countdown puzzle out of a sentence in many wordings: "use 3, 5, 7, 11, each once, to make 42", "numbers: 3 5
 * 7 11, target: 42", "make 952 from 25 50 75 100 3 6". Null if the text is not such a question. Unless the question
 * says otherwise, every number must be used exactly once.
 */
export function parseCountdown(question: string): CountdownPuzzle | null {
  if (question.length > LONGEST_QUESTION) return null;
  const text = plain(question);
  if (!CUE.test(text) || OTHER_TASK.test(text)) return null;

  for (const list of [...text.matchAll(LIST)].sort((a, b) => b[0].length - a[0].length)) {
    const numbers = (list[0].match(/\d+/g) ?? []).map(Number);
    if (numbers.length < 3 || numbers.length > 6) continue;
    if (numbers.some((number) => number < 1 || number > LARGEST_NUMBER)) continue;
    // We blank out the list so that none of its numbers is taken for the target.
    const rest = `${text.slice(0, list.index)} # ${text.slice(list.index + list[0].length)}`;
    const target = targetIn(rest) ?? targetIn(text.slice(0, list.index + list[0].length), list.index);
    if (target === null || target > LARGEST_TARGET) continue;
    return {
      numbers,
      target,
      use: ANY_USE.test(text) ? 'any' : 'all',
      wholeSteps: WHOLE_STEPS.test(text),
      operators: operatorsAllowed(text),
    };
  }
  return null;
}

/** The first target that the text names, trying the clearest wording first; the match must end before `before`. */
function targetIn(text: string, before = text.length): number | null {
  for (const pattern of TARGETS)
    for (const match of text.matchAll(pattern)) {
      const amount = match[1];
      if (amount && match.index + match[0].length <= before) return Number(amount.replaceAll(',', ''));
    }
  return null;
}
