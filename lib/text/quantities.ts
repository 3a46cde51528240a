import { type MathToken, mathTokens } from './math-tokens.ts';

/** One side of a relation, or a bare expression, in canonical notation. */
export interface Quantity {
  readonly key: string;
  /** The numbers in it and the terms of its sum, if there is more than one. */
  readonly parts: readonly Quantity[];
  /** Offsets in the original text. */
  readonly start: number;
  readonly end: number;
  /** How specific it is: below 3 any two texts may share it by chance. */
  readonly weight: number;
  /** It is a computation: an operation on at least two things. */
  readonly isComputation: boolean;
}

/** The mathematics between two breaks: `a = b = c` has three sides, a lone value one. */
export interface Statement {
  readonly sides: readonly Quantity[];
  /** Its relations are all `=` or `≈`. */
  readonly isEquation: boolean;
  /** Counts sentences and lines. */
  readonly sentence: number;
}

/** Shared by all: most quantities have no parts. */
export const NO_PARTS: readonly Quantity[] = [];
/** A longer one is a whole derivation, which no sibling repeats literally. */
const MOST_TOKENS = 40;

/** Statements of mathematics in a text, in order. Linear in the text. */
export function statementsOf(text: string): Statement[] {
  const statements: Statement[] = [];
  let sentence = 0;
  let run: MathToken[] = [];
  let depth = 0;

  function flush() {
    const statement = run.length > 0 ? statementOf(run, sentence) : null;
    if (statement) statements.push(statement);
    run = [];
    depth = 0;
  }

  for (const token of mathTokens(text)) {
    switch (token.kind) {
      case 'stop':
        flush();
        sentence++;
        break;
      case 'break':
        flush();
        break;
      case 'comma':
        if (depth > 0) run.push(token);
        else flush();
        break;
      case 'open':
        depth++;
        run.push(token);
        break;
      case 'close':
        depth = Math.max(0, depth - 1);
        run.push(token);
        break;
      default:
        run.push(token);
    }
  }
  flush();
  return statements;
}

function statementOf(run: readonly MathToken[], sentence: number): Statement | null {
  const sides: Quantity[] = [];
  let isEquation = true;
  let side: MathToken[] = [];
  const close = () => {
    const quantity = quantityOf(side);
    if (quantity) sides.push(quantity);
    side = [];
  };
  for (const token of run) {
    if (token.kind !== 'relation') side.push(token);
    else {
      close();
      if (token.text !== '=' && token.text !== '≈') isEquation = false;
    }
  }
  close();
  return sides.length > 0 ? { sides, isEquation, sentence } : null;
}

const isOperand = ({ kind, text }: MathToken): boolean =>
  kind === 'number' || (kind === 'name' && text !== '√');

function quantityOf(side: readonly MathToken[]): Quantity | null {
  if (side.length > 4 * MOST_TOKENS) return null;
  const tokens = trimmed(side);
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last || tokens.length > MOST_TOKENS || !tokens.some(isOperand)) return null;
  const key = keyOf(tokens);
  return {
    key,
    parts: tokens.length > 1 ? partsOf(tokens) : NO_PARTS,
    start: first.start,
    end: last.end,
    weight: weightOf(tokens, key),
    isComputation: isComputed(tokens),
  };
}

/** Its numbers, and the terms between its outer plus and minus signs. */
function partsOf(tokens: readonly MathToken[]): Quantity[] {
  const parts: Quantity[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'number') return;
    parts.push(partOf([token]));
    const root = tokens[index - 1];
    if (root?.text === '√') parts.push(partOf([root, token]));
  });
  const own = parts.length;
  let term: MathToken[] = [];
  let terms = 0;
  let depth = 0;
  const close = () => {
    if (term.length > 1 && term.some(isOperand)) parts.push(partOf(term));
    if (term.length > 0) terms++;
    term = [];
  };
  for (const token of tokens) {
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    if (depth === 0 && token.kind === 'operator' && /^[+±-]$/.test(token.text) && term.at(-1)?.text !== '^')
      close();
    else term.push(token);
  }
  const isSum = terms > 0;
  close();
  // Without a sign there is only one term, the whole.
  return isSum ? parts : parts.slice(0, own);
}

function partOf(tokens: readonly MathToken[]): Quantity {
  const key = keyOf(tokens);
  const [first] = tokens;
  return {
    key,
    parts: NO_PARTS,
    start: first?.start ?? 0,
    end: tokens.at(-1)?.end ?? 0,
    weight: weightOf(tokens, key),
    isComputation: isComputed(tokens),
  };
}

const isComputed = (tokens: readonly MathToken[]): boolean =>
  tokens.filter(isOperand).length > 1 && tokens.some(({ kind, text }) => kind === 'operator' && text !== '_');

/** Drops brackets that do not close in here, and signs that join it to words. */
function trimmed(side: readonly MathToken[]): MathToken[] {
  const unmatched = new Set<number>();
  const open: number[] = [];
  side.forEach(({ kind }, index) => {
    if (kind === 'open') open.push(index);
    if (kind === 'close' && open.pop() === undefined) unmatched.add(index);
  });
  for (const index of open) unmatched.add(index);
  const tokens = withoutDegrees(side.filter((_, index) => !unmatched.has(index)));
  let from = 0;
  let to = tokens.length;
  const isLoose = (token: MathToken | undefined, signs: string) =>
    token?.kind === 'comma' || (token?.kind === 'operator' && signs.includes(token.text));
  while (from < to && isLoose(tokens[from], '+*/^_%°!')) from++;
  while (to > from && isLoose(tokens[to - 1], '+-*/^_±')) to--;
  return tokens.slice(from, to);
}

/** 29°, `29^\circ` and 29 degrees are one value. */
function withoutDegrees(tokens: MathToken[]): MathToken[] {
  if (!tokens.some(({ text }) => text === '°')) return tokens;
  const kept: MathToken[] = [];
  for (const token of tokens) {
    const last = kept.at(-1);
    if (token.text === '°') {
      if (last?.kind === 'open' && kept.at(-2)?.text === '^') kept.splice(-1, 1);
      if (kept.at(-1)?.text === '^') kept.pop();
      const value = kept.pop();
      if (value) kept.push({ ...value, end: token.end });
    } else if (token.kind !== 'close' || isOpen(kept)) kept.push(token);
  }
  return kept;
}

const isOpen = (tokens: readonly MathToken[]): boolean =>
  tokens.reduce((depth, { kind }) => depth + (kind === 'open' ? 1 : kind === 'close' ? -1 : 0), 0) > 0;

/** Writes `2*x` and `2x`, `(3)/(4)` and `3/4` alike. */
function keyOf(tokens: readonly MathToken[]): string {
  const single: MathToken[] = [];
  for (const token of tokens) {
    const before = single.at(-1);
    const opener = single.at(-2);
    // Brackets around one thing are redundant, except around a function's argument.
    if (token.kind === 'close' && opener?.kind === 'open' && before && isOperand(before)) {
      const called = single.at(-3);
      if (called?.kind !== 'name' || called.text === '√') {
        single.splice(-2, 1);
        continue;
      }
    }
    single.push(token);
  }
  const kept = withoutOverBrackets(single);
  let key = '';
  kept.forEach((token, index) => {
    const next = kept[index + 1];
    const before = kept[index - 1];
    const isProduct = token.text === '*' && before && next;
    // Two numbers need the sign between them.
    if (isProduct && !(before.kind === 'number' && next.kind === 'number')) return;
    key += token.text;
  });
  return key.startsWith('(') && key.endsWith(')') && wraps(key) ? key.slice(1, -1) : key;
}

/** `(3√3)/4` is `3√3/4`: a product in a numerator needs no brackets. */
function withoutOverBrackets(tokens: readonly MathToken[]): readonly MathToken[] {
  const dropped = new Set<number>();
  tokens.forEach((token, open) => {
    const before = tokens[open - 1];
    const isFirst = before === undefined || before.kind === 'open' || /^[+=±-]$/.test(before.text);
    if (token.kind !== 'open' || !isFirst) return;
    const close = tokens.findIndex(
      ({ kind }, index) => index > open && (kind === 'close' || kind === 'open'),
    );
    const isProduct = tokens
      .slice(open + 1, close)
      .every(({ kind, text }) => kind === 'number' || kind === 'name' || text === '*' || text === '^');
    if (tokens[close]?.kind !== 'close' || tokens[close + 1]?.text !== '/' || !isProduct) return;
    dropped.add(open).add(close);
  });
  return dropped.size === 0 ? tokens : tokens.filter((_, index) => !dropped.has(index));
}

function wraps(key: string): boolean {
  let depth = 0;
  for (let at = 0; at < key.length; at++) {
    if (key.charAt(at) === '(') depth++;
    else if (key.charAt(at) === ')' && --depth === 0) return at === key.length - 1;
  }
  return false;
}

const significant = (number: string): number =>
  number
    .replace('.', '')
    .replace(/^0+/, '')
    .replace(number.includes('.') ? /$^/ : /0+$/, '').length;

/**
 * Weight: its significant digits, plus one for each name, root and operation: `45` weighs 2, `375` 3, `100` 1, `7/18`
 * 4, `√2-1` 4, `6r^2-4r-24` 8.
 */
function weightOf(tokens: readonly MathToken[], key: string): number {
  if (key === '') return 0;
  let weight = 0;
  for (const { kind, text } of tokens) {
    if (kind === 'number') weight += significant(text);
    else if (kind === 'name' || (kind === 'operator' && text !== '_')) weight++;
  }
  return weight;
}
