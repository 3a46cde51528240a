import type { Quantity, Statement } from '#lib/text/quantities.ts';
import { startBefore } from '#lib/text/sentences.ts';
import { anyPhrase } from '#lib/text/word-lists.ts';
import type { MathText } from '../context-view.ts';
import { type AskedSubject, stem } from './asked-subject.ts';

/**
 * Why a value counts as a result of what the question asks. `answer`: the text calls it the answer. `asked`: the text
 * states it for what the question asks for. `conclusion`: the last value that the text states, or one after "therefore"
 * at its end.
 */
export type ResultCue = 'answer' | 'asked' | 'conclusion';

export interface StatedResult {
  /** As the text writes it. */
  readonly answer: string;
  readonly offset: number;
  readonly end: number;
  readonly cue: ResultCue;
  readonly quantity: Quantity;
}

/** Length of the text before a value that we search for its words. */
const LEAD = 160;
/** Length of the text after it that may take it back. */
const AFTER = 80;
/** Statements at a text's end that may be its conclusion. */
const LAST = 6;

const COPULA =
  '(?:is|are|was|be|equals?|becomes?|comes to|totals?|must be|should be|would be|will be|has to be|=)(?:\\s+(?:equal to|exactly|just|simply|then|also|indeed|therefore|thus|still|only|actually|about|approximately))*';
/** Only notation between the words and the value. */
const SIGNS = '[\\s*_$:(\\[{\\\\]*(?:\\\\(?:boxed|text|mathbf|left)\\s*\\{?)?[\\s*_$]*$';

/** "the answer is", "the final result: "; a mere "solution" or "result" may be an intermediate one. */
const ANSWER_IS = new RegExp(
  `\\b(?:answers?|(?:final|overall) (?:result|value|solution|total))\\b(?![^.;]{0,60}\\banswer\\b)[^.;=?]{0,60}?(?:${COPULA}|:)${SIGNS}`,
  'i',
);
const CONCLUDES =
  /\b(?:therefore|thus|hence|so|in total|altogether|consequently|finally|conclude|in conclusion|that means|which means)\b/i;
const SAYS = new RegExp(
  `(?:\\b${COPULA}|\\b(?:get|gets|gives|give|yields|obtain|have|find|leaves)(?: us)?)${SIGNS}`,
  'i',
);

/** "we get n =", "=> n =" */
const FOLLOWS = /(?:=>|⇒|→|\b(?:get|gives|yields|find|obtain|then|yes|solving)\b)[^,;]{0,40}$/i;

/** Text after a value that takes it back, or says that it is not one. */
const TAKEN_BACK =
  /^(?:[:°]|\W{0,3}(?:not\b|nope\b|to be\b|to ensure\b|respectively|and\b[^.]{0,40}\brespectively))|^[^.]{0,40}?\b(?:(?:is|was|seems|looks|must be|would be|which is|that is) (?:not|wrong|incorrect|impossible|too|higher|lower|a contradiction)|(?:doesn['’]t|does not|can['’]?t|cannot|isn['’]t) |contradict)/i;
/** Text before a value that makes it a try, a wish or a denial; "then" makes it a result again. */
const SUPPOSED = new RegExp(
  `\\b${anyPhrase(String.raw`
    # supposed
    if / suppose / supposing / assum(?:e|ing) / let / say / when / where / given / unless / such as / possible / how about
    # tried
    try / trying / check(?:ing)? / test(?:ing)? / verify(?:ing)? / substitut\w+ / plug\w* / explor\w+ / consider
    starting / using / with / for
    # doubted or denied
    maybe / perhaps / might / could / whether / not / isn['’]t / cannot / can['’]t / never / instead of / rather than`)}\\b(?![^,;]*\\b(?:then|so|therefore|thus|hence|is|gives?|yields?)\\b)[^,;]*$`,
  'i',
);

/**
 * The values that a text states as results of what the question asks, in order; an intermediate value does not count.
 * Time linear in the text: we read a bounded stretch around each statement.
 */
export function statedResults(math: MathText, subject: AskedSubject): StatedResult[] {
  const { text, statements } = math;
  const results: StatedResult[] = [];
  statements.forEach((statement, index) => {
    const value = statement.sides.at(-1);
    if (!value || !isValue(value)) return;
    const around = aroundOf(math, statement, value);
    if (!isSaid(around)) return;
    const cue = cueOf(statement, around, subject, index >= statements.length - LAST);
    if (cue)
      results.push({
        answer: text.slice(value.start, value.end),
        offset: value.start,
        end: value.end,
        cue,
        quantity: value,
      });
  });
  return results;
}

/** Stated without a question, a supposition or a withdrawal. */
const isSaid = ({ lead, after, isQuestion }: Around): boolean =>
  !isQuestion && !TAKEN_BACK.test(after) && !SUPPOSED.test(lead);

/** A real value: a digit or a constant, not a lone letter. */
const isValue = ({ key }: Quantity): boolean => /[\dπ∞√]/.test(key);

interface Around {
  /** The sentence up to the value. */
  readonly lead: string;
  /** The sentence up to the statement that ends with the value. */
  readonly before: string;
  readonly after: string;
  readonly isQuestion: boolean;
}

function aroundOf({ text, sentences }: MathText, { sides }: Statement, value: Quantity): Around {
  const first = sides[0] ?? value;
  const start = Math.max(startBefore(sentences, first.start), first.start - LEAD);
  const after = text.slice(value.end, value.end + AFTER);
  return {
    lead: text.slice(start, Math.max(value.start, start)).slice(-LEAD * 2),
    before: text.slice(start, first.start),
    after,
    isQuestion: /^[^.!\n]*\?/.test(after),
  };
}

function cueOf(
  { sides }: Statement,
  { lead, before, after }: Around,
  subjectOf: AskedSubject,
  isLast: boolean,
): ResultCue | null {
  const { symbols, nouns, isCount } = subjectOf;
  if (ANSWER_IS.test(lead) || (sides.length > 1 && ANSWER_IS.test(before))) return 'answer';
  const [subject] = sides;
  if (sides.length > 1 && subject && symbols.has(subject.key) && isAlone(before))
    // Texts try values for a letter in many places: "n = 3:", "n = 5:".
    return subject.key.length > 1 || CONCLUDES.test(before) || FOLLOWS.test(before) ? 'asked' : null;
  if (sides.length === 1 && [...symbols].some((symbol) => endsWithSymbol(before, symbol))) return 'asked';
  if (nouns.length > 0) {
    if (isCount && standsBefore(after, nouns)) return 'asked';
    if (!isCount && SAYS.test(before) && holdsNouns(before, subjectOf)) return 'asked';
  }
  return isLast && (SAYS.test(before) || sides.length > 1 || CONCLUDES.test(before)) ? 'conclusion' : null;
}

/** A claim about "x + angle PQR", or about "the slope of BH", is not a claim about PQR or BH. */
const NOT_ALONE =
  /[-+*/×·−^]\s*$|\b(?!(?:measure|length|value|distance|size|magnitude)s?\b)[a-z]+ (?:of|between|from|to)(?: the| a)?\s*$/i;
const isAlone = (before: string): boolean =>
  !NOT_ALONE.test(
    before
      .slice(-60)
      .replace(/[$\\]|\b(?:angle|segment|line|side|point)\b/g, ' ')
      .replace(/\s+$/, ' '),
  );

/** "angle PQR is": the symbol, then the copula. */
function endsWithSymbol(before: string, symbol: string): boolean {
  if (!/^[A-Za-z|]{1,6}$/.test(symbol)) return false;
  const copula = SAYS.exec(before);
  if (!copula) return false;
  const words = before.slice(0, copula.index).replace(/[$*_\\)}\s]+$/, '');
  const ahead = words.slice(0, words.length - symbol.length);
  return words.endsWith(symbol) && !/[A-Za-z]$/.test(ahead) && isAlone(ahead);
}

/** "34 distinct values": a count and its noun. */
function standsBefore(after: string, nouns: readonly string[]): boolean {
  const words =
    after
      .slice(0, 50)
      .toLowerCase()
      .match(/^[\s*_$)}\\]*((?:[a-z-]+[\s*_]*){1,4})/)?.[1] ?? '';
  return nouns.every((noun) => words.includes(stem(noun)));
}

/**
 * "Therefore, the smallest angle is": a definite conclusion about one thing; if it has a complement ("the probability
 * that he picks red"), the complement must match the question.
 */
function holdsNouns(before: string, { nouns, complement }: AskedSubject): boolean {
  const words = before.toLowerCase();
  if (/\b(?:each|every|either|asking|asked|find|finding)\b/.test(words)) return false;
  const at = words.search(new RegExp(`\\bthe\\b[^.,;]{0,40}\\b${nouns.map(stem).join('[^.,;]{0,20}\\b')}`));
  if (at < 0) return false;
  const rest = words.slice(at).replace(new RegExp(`^.*?${stem(nouns.at(-1) ?? '')}\\w*`), '');
  if (/[,;]|\b(?:and|is|are|was)\b.*\b(?:is|are|was|be)\b/.test(rest)) return false;
  const said = rest.match(/[a-z]{4,}/g) ?? [];
  const isBare = !/\b(?:of|that|between|for|when|if|from|in)\b/.test(rest);
  return isBare ? CONCLUDES.test(words) || at < 4 : said.some((word) => complement.has(stem(word)));
}
