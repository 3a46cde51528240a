import { partsAt } from './structure.ts';
import type { Token } from './token.ts';

const brace = (text: '{' | '}'): Token => ({ kind: text === '{' ? 'open' : 'close', text, spaced: false });

/** `a \over b` is `\frac{a}{b}`, and `n \choose k` is `\binom{n}{k}`: what stands around the command, up to the group's ends. */
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
