import type { Token } from './token.ts';

/**
 * The index of the bracket that closes the one at `at`; any kind closes any other, because `[0, 1)` is an interval. −1
 * if none does.
 */
export function closingOf(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let index = at; index < tokens.length; index++) {
    const { kind } = tokens[index] ?? {};
    if (kind === 'open' || kind === 'begin') depth++;
    else if ((kind === 'close' || kind === 'end') && --depth === 0) return index;
  }
  return -1;
}

/** Drops braces around everything, which only group, and rows and commas at the end. */
export function withoutGroup(given: readonly Token[]): readonly Token[] {
  let tokens = given;
  for (;;) {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first?.kind === 'open' && first.text === '{' && closingOf(tokens, 0) === tokens.length - 1)
      tokens = tokens.slice(1, -1);
    else if (last?.kind === 'row' || last?.kind === 'comma') tokens = tokens.slice(0, -1);
    else return tokens;
  }
}

/** Splits at separating tokens outside brackets. */
export function partsAt(
  tokens: readonly Token[],
  separates: (token: Token) => boolean,
): (readonly Token[])[] {
  const parts: (readonly Token[])[] = [];
  let depth = 0;
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'open' || token.kind === 'begin') depth++;
    else if (token.kind === 'close' || token.kind === 'end') depth--;
    else if (depth === 0 && separates(token)) {
      parts.push(tokens.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(tokens.slice(from));
  return parts;
}

const brace = (text: '{' | '}'): Token => ({ kind: text === '{' ? 'open' : 'close', text, spaced: false });

/**
 * Rewrites `a \over b` to `\frac{a}{b}`, and `n \choose k` to `\binom{n}{k}`; the operands reach to the ends of the
 * group.
 */
export function withoutInfix(tokens: readonly Token[]): readonly Token[] {
  const parts = partsAt(tokens, ({ kind }) => kind === 'infix');
  const [above, below] = parts;
  const command = tokens[above?.length ?? 0];
  if (parts.length !== 2 || !above || !below || !command) return tokens;
  const isFraction = command.text === 'over';
  return [
    { kind: isFraction ? 'fraction' : 'binomial', text: isFraction ? 'frac' : 'binom', spaced: false },
    ...[brace('{'), ...above, brace('}')],
    ...[brace('{'), ...below, brace('}')],
  ];
}
