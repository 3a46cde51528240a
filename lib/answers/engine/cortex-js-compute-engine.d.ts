/**
 * All that we use of the engine. Its own declarations take the type checker longer than the rest of lib/answers, and are
 * not needed where it is not installed.
 */
declare module '@cortex-js/compute-engine' {
  export interface Expression {
    readonly json: unknown;
    readonly isValid: boolean;
    /** Names without a value. */
    readonly unknowns: readonly string[];
    /** NaN where it is no number. */
    readonly re: number;
    readonly im: number;
    N(): Expression;
    sub(other: Expression): Expression;
    subs(values: Readonly<Record<string, Expression>>): Expression;
  }

  export class ComputeEngine {
    /** Digits of numbers. */
    precision: number;
    parse(latex: string): Expression;
    number(value: number): Expression;
  }
}
