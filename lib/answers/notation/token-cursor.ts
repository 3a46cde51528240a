import type { Rational } from '../rational.ts';
import { decimalValue } from './number-values.ts';
import type { Token, TokenKind } from './token.ts';

/** Most nested groups; the bound keeps any answer from exhausting the stack. */
const DEEPEST = 40;

/** Thrown inside the tokenizer only. */
export class Unreadable extends Error {}

/** A place in a text, and the tokens read up to it. */
export class TokenCursor {
  readonly text: string;
  readonly tokens: Token[] = [];
  at = 0;
  /** White space precedes the next token. */
  spaced = false;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get next(): string {
    return this.text.charAt(this.at);
  }

  /** Matches a sticky pattern here and moves past the match. */
  match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  push(kind: TokenKind, text: string, value?: Rational): void {
    this.tokens.push({ kind, text, spaced: this.spaced, ...(value && { value }) });
    this.spaced = false;
  }

  pushNumber(digits: string): void {
    this.push('number', digits, decimalValue(digits));
  }

  /** Puts braces around the tokens that `read` pushes. */
  group(read: () => void): void {
    this.nested(() => {
      this.push('open', '{');
      read();
      this.push('close', '}');
    });
  }

  nested(read: () => void): void {
    if (++this.depth > DEEPEST) this.fail();
    read();
    this.depth--;
  }

  /** Removes the tokens that `read` pushes and returns them, without braces that only group them. */
  taken(read: () => void): readonly Token[] {
    const from = this.tokens.length;
    read();
    const taken = this.tokens.splice(from);
    return taken[0]?.text === '{' ? taken.slice(1, -1) : taken;
  }

  fail(): never {
    throw new Unreadable();
  }
}
