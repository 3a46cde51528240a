import { NO_PARTS, type Quantity, type Statement, statementsOf } from '#lib/text/quantities.ts';
import { readSentences, type Sentence } from '#lib/text/sentences.ts';
import type { ExecutionState, PieceState, StageState, TraceState } from '#lib/trace/state.ts';

/** Sentences and mathematics of one text, and where each piece of it first stands. */
export interface MathText {
  readonly text: string;
  readonly sentences: readonly Sentence[];
  readonly statements: readonly Statement[];
  /** Every side, every number in one, and every equation of two sides, in order. */
  readonly quantities: readonly Quantity[];
  /** Where each of them first occurs. */
  readonly first: ReadonlyMap<string, Quantity>;
  /** Where each side and equation first occurs: `2k` in `-c + 2k` is only in `first`. */
  readonly stated: ReadonlyMap<string, Quantity>;
}

export function mathTextOf(text: string): MathText {
  const statements = statementsOf(text);
  const quantities: Quantity[] = [];
  const stated = new Map<string, Quantity>();
  for (const statement of statements) {
    for (const side of statement.sides) {
      quantities.push(side);
      for (const part of side.parts) quantities.push(part);
      if (!stated.has(side.key)) stated.set(side.key, side);
    }
    for (const equation of equationsOf(statement)) {
      quantities.push(equation);
      if (!stated.has(equation.key)) stated.set(equation.key, equation);
    }
  }
  const first = new Map<string, Quantity>();
  for (const quantity of quantities) if (!first.has(quantity.key)) first.set(quantity.key, quantity);
  let sentences: readonly Sentence[] | null = null;
  return {
    text,
    // Few texts are asked for them.
    get sentences() {
      sentences ??= readSentences(text);
      return sentences;
    },
    statements,
    quantities,
    first,
    stated,
  };
}

/** `a = b = c` says a = b, b = c and a = c. */
function equationsOf({ sides, isEquation }: Statement): Quantity[] {
  if (!isEquation || sides.length < 2) return [];
  const pairs = sides.slice(1).map((side, index) => [sides[index], side] as const);
  if (sides.length > 2) pairs.push([sides[0], sides[sides.length - 1] as Quantity]);
  return pairs.flatMap(([left, right]) => (left ? [equationOf(left, right)] : []));
}

const equationOf = (left: Quantity, right: Quantity): Quantity => ({
  key: equationKey(left, right),
  parts: NO_PARTS,
  start: left.start,
  end: right.end,
  weight: left.weight + right.weight,
  isComputation: left.isComputation || right.isComputation,
});

export const equationKey = (left: Quantity, right: Quantity): string => `${left.key}=${right.key}`;

/** Two or more parallel executions: what each was shown, and what it wrote. */
export interface StageView {
  readonly stage: StageState;
  readonly branches: readonly BranchView[];
  /** Whether a key occurs in the question or in an earlier stage. */
  isEarlier(key: string): boolean;
  /** Whether it is a whole side or equation there, not only a part of one. */
  isStatedEarlier(key: string): boolean;
}

export interface BranchView {
  readonly index: number;
  readonly execution: ExecutionState;
  readonly math: MathText;
  /** Range of the prompt in the plan's text; null for an execution without a prompt. */
  readonly prompt: { readonly start: number; readonly end: number; readonly text: string } | null;
  /** How much of its own plan the executor saw, as an offset in the plan's text. */
  readonly seesPlanUntil: number;
}

/**
 * The mathematics of each piece, and the stage from which on each key is known; computed on first use.
 * @param read `mathTextOf`, or a caching version for a caller that looks at nearly the same trace again
 */
export function createContextView(state: TraceState, read: (text: string) => MathText = mathTextOf) {
  const texts = new Map<PieceState, MathText>();
  let stages: StageView[] | null = null;
  let question: MathText | null = null;

  function mathOf(piece: PieceState): MathText {
    const known = texts.get(piece);
    if (known) return known;
    const created = read(piece.text);
    texts.set(piece, created);
    return created;
  }

  function questionMath(): MathText {
    question ??= read(state.session?.question ?? '');
    return question;
  }

  function stageViews(): StageView[] {
    if (stages) return stages;
    /** The stage after which everyone knows a key; 0 is the question. */
    const knownAfter = new Map<string, number>();
    const statedAfter = new Map<string, number>();
    const add = (map: Map<string, number>, keys: Iterable<string>, stage: number) => {
      for (const key of keys) if (!map.has(key)) map.set(key, stage);
    };
    const learn = ({ first, stated }: MathText, stage: number) => {
      add(knownAfter, first.keys(), stage);
      add(statedAfter, stated.keys(), stage);
    };
    const isBefore = (stage: number | undefined, limit: number) => stage !== undefined && stage < limit;
    learn(questionMath(), 0);
    stages = state.stages.map((stage) => {
      learn(mathOf(stage.plan), stage.stage);
      for (const execution of stage.executions) learn(mathOf(execution), stage.stage);
      return {
        stage,
        branches: stage.executions.map((execution) => branchOf(stage, execution)),
        isEarlier: (key) => isBefore(knownAfter.get(key), stage.stage),
        isStatedEarlier: (key) => isBefore(statedAfter.get(key), stage.stage),
      };
    });
    return stages;
  }

  function branchOf({ plan }: StageState, execution: ExecutionState): BranchView {
    const prompt = plan.prompts[execution.index - 1];
    const end = prompt?.end ?? plan.text.length;
    const isWhole = !prompt || state.session?.settings.contextPolicy === 'authors';
    return {
      index: execution.index,
      execution,
      math: mathOf(execution),
      prompt: prompt ? { start: prompt.start, end, text: plan.text.slice(prompt.start, end) } : null,
      seesPlanUntil: isWhole ? plan.text.length : end,
    };
  }

  return { mathOf, stageViews, questionMath };
}

export type ContextView = ReturnType<typeof createContextView>;
