import type { Answer, ReadPart } from './answer.ts';
import { joinRanges } from './ranges.ts';
import { readBased } from './read-based.ts';
import { compoundQuantity, readQuantity, withoutLead } from './read-quantity.ts';
import { readRelation } from './read-relation.ts';
import { readClock, readRatioInWords, readSexagesimal } from './read-sixtieths.ts';
import { readWholeTerm } from './read-term.ts';
import { closingOf, partsAt, withoutGroup } from './structure.ts';
import { isToken, type Token } from './token.ts';
import { tokenize } from './tokenize.ts';
import { unwrapped } from './unwrap.ts';
import { allRealNumbers, noNumbers, withRelationsInWords, withSignsInWords, wordAnswer } from './words.ts';

/** Most nesting of lists, tuples and sets: a deeper text is not a short answer. */
const DEEPEST = 12;

/** Parses an answer; null if we do not understand its notation. Never throws; linear except for nesting. */
export function readAnswer(text: string): Answer | null {
  const tokens = tokenize(unwrapped(text));
  return tokens && readTokens(withoutOrdinals(tokens), 0);
}

/** `12^{\text{th}}` is 12. */
function withoutOrdinals(tokens: readonly Token[]): readonly Token[] {
  const isOrdinal = (token: Token | undefined) =>
    token?.kind === 'word' &&
    /^(?:st|nd|rd|th)$/.test(token.text) &&
    tokens.some(({ kind }) => kind === 'number');
  return tokens.filter((token, at) => {
    if (isOrdinal(token)) return false;
    const inner = [at + 2, at + 1, at - 1].some((place) => isOrdinal(tokens[place]));
    const inPower =
      (token.kind === 'power' && isOrdinal(tokens[at + 2])) ||
      (isToken(token, 'open', '{') && isToken(tokens[at - 1], 'power') && isOrdinal(tokens[at + 1])) ||
      (isToken(token, 'close', '}') && isOrdinal(tokens[at - 1]) && isToken(tokens[at - 3], 'power'));
    return !(inner && inPower);
  });
}

function readTokens(given: readonly Token[], depth: number): Answer | null {
  const tokens = withoutGroup(withRelationsInWords(withSignsInWords(withoutLead(given))));
  if (tokens.length === 0 || depth > DEEPEST) return null;
  const inner: ReadPart = (part) => readTokens(part, depth + 1);
  return (
    readNamedChoice(tokens, inner) ??
    readWords(tokens) ??
    readChoice(tokens, inner) ??
    readList(tokens, inner) ??
    readUnion(tokens, inner) ??
    readRelation(tokens, inner) ??
    readBracketed(tokens, inner) ??
    readBased(tokens) ??
    readClock(tokens) ??
    readRatioInWords(tokens) ??
    readSexagesimal(tokens) ??
    readCounted(tokens, inner) ??
    readQuantity(tokens)
  );
}

/** Words only: a name, a phrase, a number in words. */
function readWords(tokens: readonly Token[]): Answer | null {
  if (isToken(tokens[0], 'special') && tokens.length === 1) {
    if (tokens[0]?.text === 'ℝ') return allRealNumbers;
    if (tokens[0]?.text === '∅') return noNumbers;
    return tokens[0]?.text === '∞' ? null : { kind: 'numbers', of: tokens[0]?.text ?? '' };
  }
  const isPhrase = tokens.every(
    ({ kind, text }) =>
      ['word', 'letter', 'number'].includes(kind) || (kind === 'operator' && text === '-') || text === "'",
  );
  if (!isPhrase || tokens[0]?.kind === 'number' || !tokens.some(isLongWord)) return null;
  const words = tokens.map(({ text }) => text);
  const read = wordAnswer(words);
  if (read?.kind !== 'word') return read;
  if (tokens.some(isConnective) && tokens.length > 2) return null;
  return read;
}

const isConnective = ({ kind, text }: Token): boolean => kind === 'word' && /^(?:or|and)$/i.test(text);
const isLongWord = (token: Token): boolean =>
  token.kind === 'word' && token.text.length > 1 && !isConnective(token);

/** `(B)`, `\text{C}`, `D.`, `(A)\ 16`: a letter, and the text after it. */
function readChoice(tokens: readonly Token[], inner: ReadPart): Answer | null {
  const [first, second, third] = tokens;
  const isBracketed = isToken(first, 'open', '(') && isToken(third, 'close', ')');
  const letter = isBracketed ? second : first;
  if (letter === undefined || !/^(?:word|letter)$/.test(letter.kind) || !/^[A-Ja-j]$/.test(letter.text))
    return null;
  const rest = tokens.slice(isBracketed ? 3 : 1);
  // A lower-case letter on its own is a variable.
  if (!isBracketed && (rest.length > 0 || (letter.kind === 'letter' && /[a-z]/.test(letter.text)))) {
    // `d)` has no opening bracket.
    const isMarked =
      isToken(rest[0], 'close', ')') || (isToken(rest[0], 'colon') && /[A-J]/.test(letter.text));
    return isMarked
      ? {
          kind: 'choice',
          letter: letter.text.toUpperCase(),
          value: rest.length > 1 ? inner(rest.slice(1)) : null,
        }
      : null;
  }
  if (isBracketed && rest.length > 0 && rest[0]?.kind === 'power') return null;
  return { kind: 'choice', letter: letter.text.toUpperCase(), value: rest.length > 0 ? inner(rest) : null };
}

/** “Option B”, “Answer: C”, “choice (D)” */
function readNamedChoice(tokens: readonly Token[], inner: ReadPart): Answer | null {
  const isName = (token: Token | undefined) =>
    token?.kind === 'word' && /^(?:option|choice|answer|statement)$/i.test(token.text);
  const from = tokens.findIndex((token) => !isName(token) && token.kind !== 'colon');
  if (from < 1 || !isName(tokens[0])) return null;
  const rest = tokens.slice(from);
  const letter = isToken(rest[0], 'open', '(') ? rest[1] : rest[0];
  if (rest.length === 1 && letter && /^[A-J]$/.test(letter.text))
    return { kind: 'choice', letter: letter.text, value: null };
  const choice = inner(rest);
  // “Answer: 5” introduces any kind of answer.
  return choice?.kind === 'choice' || isToken(tokens[from - 1], 'colon') ? choice : null;
}

/** `C(10, 3)`; as a whole answer it may also be a point. */
function readCounted(tokens: readonly Token[], inner: ReadPart): Answer | null {
  const [letter, ...rest] = tokens;
  const term = /^[CP]$/.test(letter?.text ?? '') ? readWholeTerm(tokens) : null;
  const point = term && closingOf(rest, 0) === rest.length - 1 ? inner(rest) : null;
  return term && point?.kind === 'tuple' ? { kind: 'term', term, unit: null, point } : null;
}

/** Splits at commas, “or” and “and”; inequalities among the parts make one range. */
function readList(tokens: readonly Token[], inner: ReadPart): Answer | null {
  const parts = partsAt(tokens, (token) => token.kind === 'comma' || isConnective(token)).filter(
    (part) => part.length > 0,
  );
  const isSplit = tokens.some((token) => token.kind === 'comma' || isConnective(token));
  if (parts.length < 2)
    return isSplit && parts[0] && parts[0].length < tokens.length ? inner(parts[0]) : null;
  const items = parts.map(inner);
  if (!items.every((item) => item !== null)) return null;
  const isUnion = tokens.some((token) => isConnective(token) && /or/i.test(token.text));
  const areRanges =
    items.every(({ kind }) => kind === 'range' || kind === 'named') &&
    items.some(({ kind }) => kind === 'range');
  const range = areRanges ? joinRanges(items, isUnion ? 'union' : 'intersection') : null;
  return range ?? compoundQuantity(items) ?? { kind: 'list', items: items.flatMap(flat) };
}

const flat = (item: Answer): readonly Answer[] => (item.kind === 'list' ? item.items : [item]);

function readUnion(tokens: readonly Token[], inner: ReadPart): Answer | null {
  for (const [sign, how] of [
    ['∪', 'union'],
    ['∩', 'intersection'],
    ['∖', 'difference'],
  ] as const) {
    const parts = partsAt(tokens, (token) => isToken(token, 'set-operator', sign));
    if (parts.length < 2) continue;
    const items = parts.map(inner);
    return items.every((item) => item !== null) ? joinRanges(items, how) : null;
  }
  return null;
}

/** One pair of brackets around everything. */
function readBracketed(tokens: readonly Token[], inner: ReadPart): Answer | null {
  const matrix = readMatrix(tokens, inner);
  if (matrix) return matrix;
  const [open] = tokens;
  const close = tokens.at(-1);
  if (open?.kind !== 'open' || close?.kind !== 'close' || closingOf(tokens, 0) !== tokens.length - 1)
    return null;
  const inside = tokens.slice(1, -1);
  if (open.text === '\\{') return readSet(inside, inner);
  const parts = partsAt(inside, ({ kind }) => kind === 'comma');
  if (parts.length < 2) return null;
  const items = parts.map(inner);
  if (!items.every((item) => item !== null)) return null;
  if (open.text === '⟨') return { kind: 'matrix', rows: items.map((item) => [item]) };
  const ends = items.map((item) => (item.kind === 'term' && !item.unit ? item.term : null));
  const [low, high] = ends;
  const isInterval = open.text === '[' || close.text === ']';
  if (isInterval && items.length === 2 && low && high)
    return {
      kind: 'range',
      variable: null,
      parts: [{ low, high, lowClosed: open.text === '[', highClosed: close.text === ']' }],
    };
  const isSquare = open.text === '[' && close.text === ']';
  return isSquare ? { kind: 'tuple', items, square: true } : { kind: 'tuple', items };
}

/** `\{1, 2\}`, `\{x \mid x > 2\}` */
function readSet(inside: readonly Token[], inner: ReadPart): Answer | null {
  if (inside.length === 0) return noNumbers;
  const bars = inside.flatMap((token, at) => (token.kind === 'bar' || token.kind === 'colon' ? [at] : []));
  const [bar] = bars;
  if (bars.length === 1 && bar !== undefined) return inner(inside.slice(bar + 1));
  const items = partsAt(inside, ({ kind }) => kind === 'comma').map(inner);
  return items.every((item) => item !== null) ? { kind: 'set', items } : null;
}

const MATRICES = new Set(['matrix', 'pmatrix', 'bmatrix', 'Bmatrix', 'smallmatrix', 'array']);

/** `\begin{pmatrix}…`, in brackets of any kind; null for other environments, including determinants. */
function readMatrix(given: readonly Token[], inner: ReadPart): Answer | null {
  const isBracketed =
    given[0]?.kind === 'open' && given[1]?.kind === 'begin' && given.at(-1)?.kind === 'close';
  const tokens = isBracketed ? given.slice(1, -1) : given;
  const [first] = tokens;
  if (
    !isToken(first, 'begin') ||
    !MATRICES.has(first?.text ?? '') ||
    closingOf(tokens, 0) !== tokens.length - 1
  )
    return null;
  const lines = partsAt(tokens.slice(1, -1), ({ kind }) => kind === 'row').filter((line) => line.length > 0);
  const rows: (readonly Answer[])[] = [];
  for (const line of lines) {
    const cells = partsAt(line, ({ kind }) => kind === 'cell').map(inner);
    if (!cells.every((cell) => cell !== null)) return null;
    rows.push(cells);
  }
  return rows.length > 0 ? { kind: 'matrix', rows } : null;
}
