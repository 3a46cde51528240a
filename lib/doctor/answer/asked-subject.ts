import { statementsOf } from '#lib/text/quantities.ts';
import { spansOf, type TextSpan } from '#lib/text/spans.ts';

/** What a question asks for, by the words with which a text would name it when it states it. */
export interface AskedSubject {
  /** Canonical expressions and names: `b+c`, `x`, `PQR`. */
  readonly symbols: ReadonlySet<string>;
  /** Words of the thing asked for, lower case: "smallest angle", "coins". Empty if we cannot tell. */
  readonly nouns: readonly string[];
  /** Stems of the other words in the same clause: they say of what, or under which condition. */
  readonly complement: ReadonlySet<string>;
  /** "How many": the value comes before its noun. */
  readonly isCount: boolean;
}

/** A question states what it asks at its end, before its figure. */
const LONGEST = 4_000;

const ASKS =
  /\b(?:what|which|how (?:many|much|long|far|old|tall|big)|find|compute|calculate|determine|evaluate|solve for|express|simplify|convert)\b/gi;
/** "Express your answer as a mixed number" says in which form, not what. */
const FORMAT = /^\w+\s+(?:your|the|all)?\s*(?:final )?answers?\b|^express\b[^.]{0,40}\bas\b/i;
const END_OF_CLAUSE = /[?\n]|\.(?=\s|$)|\[asy\]/;
/** A longer formula is no name of a thing. */
const LONGEST_FORMULA = 200;
/** A name in a formula: a point, a segment, a variable; not a LaTeX command. */
const NAME = /(?<![A-Za-z\\])[A-Za-z]{1,4}(?![A-Za-z])/g;

/** Words between the question's verb and a formula that is itself the thing asked for: "the measure of angle". */
const LEADS_TO_FORMULA =
  /^(?:\s|\b(?:is|are|units|degrees|the|a|an|exact|numerical|positive|negative|real|unique|odd|even|integer|number|constant|value|measure|length|area|perimeter|magnitude|size|of|angle|triangle|segment|side|line|for|in|terms)\b|\\textbf\{\w+\})*$/i;

/** The thing asked for, up to its complement: "the smallest possible angle between", "how many coins does". */
const NOUNS =
  /^(?:\s|\b(?:is|are|was|were|will|be|the|a|an|all|exact|total|distinct|value|values|number|of)\b)*((?:[a-z-]+\s+){0,2}[a-z-]{3,})/i;
const AFTER_NOUNS =
  /\b(?:that|which|such|if|when|in|for|so|by|from|where|between|of|does|do|did|are|is|was|will|can|has|have|exist|must|should|to|on|at|with)\b/i;
const NO_NOUN = new Set('the and possible value values following result expression answer'.split(' '));

const UNITS = new Set(
  'units degrees inches feet foot yards miles meters metres centimeters centimetres kilometers square cubic dollars cents euros pounds seconds minutes hours days weeks years percent grams kilograms liters litres calories'.split(
    ' ',
  ),
);

const EVERYWHERE =
  /^(?:that|this|thes|when|what|which|with|from|have|will|they|their|there|each|number|value|possibl|between)$/;

/** A word without its plural ending. */
export const stem = (word: string): string => word.replace(/[^a-z-]/g, '').replace(/(?:es|s|e)$/, '');

/** Linear in the question. */
export function askedSubject(question: string): AskedSubject {
  const figure = question.indexOf('[asy]');
  const read = (figure < 0 ? question : question.slice(0, figure)).slice(-LONGEST);
  const ask = [...read.matchAll(ASKS)].findLast(({ index }) => !FORMAT.test(read.slice(index, index + 80)));
  if (!ask) return { symbols: new Set(), nouns: [], complement: new Set(), isCount: false };
  const rest = read.slice(ask.index + ask[0].length);
  const formula = formulasIn(rest)[0];
  const clauseEnd = END_OF_CLAUSE.exec(rest)?.index ?? rest.length;
  const clause = rest.slice(0, clauseEnd);
  const isNamed = formula && LEADS_TO_FORMULA.test(rest.slice(0, Math.min(formula.start, 200)));
  const isHyphened = formula && rest.charAt(formula.end) === '-';
  const symbols = isNamed && !isHyphened ? symbolsOf(rest.slice(formula.inner.start, formula.inner.end)) : [];
  const isCount = /^how many/i.test(ask[0]);
  const nouns = nounsOf(clause);
  // "How many units is BH": units occur everywhere.
  const isMeasured = isCount && (symbols.length > 0 || nouns.some((noun) => UNITS.has(noun)));
  const others = (clause.toLowerCase().match(/[a-z]{4,}/g) ?? []).map(stem);
  const complement = new Set(others.filter((word) => !EVERYWHERE.test(word)));
  return { symbols: new Set(symbols), nouns: isMeasured ? [] : nouns, complement, isCount };
}

const formulasIn = (text: string): readonly TextSpan[] =>
  spansOf(text).filter(
    ({ kind, inner }) =>
      kind === 'mathematics' &&
      inner.end - inner.start <= LONGEST_FORMULA &&
      !text.slice(inner.start, inner.end).includes('\n'),
  );

function withoutFormulas(text: string): string {
  let [rest, at] = ['', 0];
  for (const { start, end } of formulasIn(text)) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return rest + text.slice(at);
}

function symbolsOf(formula: string): string[] {
  const keys = statementsOf(formula)
    .slice(0, 1)
    .flatMap(({ sides }) => sides.slice(0, 1).map(({ key }) => key));
  const plain = formula.replace(/\\[a-zA-Z]+/g, ' ');
  const names = plain.match(NAME) ?? [];
  // `\angle PQR`, `|w|`: one name with notation around it.
  return names.length === 1 && names[0] && !/[\d+*/^=]/.test(plain) ? [...keys, names[0]] : keys;
}

function nounsOf(clause: string): string[] {
  const words = withoutFormulas(clause).trim();
  const named = NOUNS.exec(words)?.[0] ?? '';
  const own = named.replace(
    /^(?:\s|\b(?:is|are|was|were|will|be|the|a|an|all|exact|total|distinct|value|values|number|of)\b)*/i,
    '',
  );
  return (own.split(AFTER_NOUNS)[0] ?? '')
    .toLowerCase()
    .split(/[^a-z-]+/)
    .filter((word) => word.length > 2 && !NO_NOUN.has(word));
}
