/** Where a chain of rounds is drawn: plan, fork, branches, join, and again. Units are SVG units. */
export interface RoundsSize {
  height: number;
  /** Length of a plan's straight piece, and of the way to the question and to the answer. */
  planLength: number;
  /** Length of each curve out of a fork or into a join. */
  curveLength: number;
  /** Straight piece of a branch between its curves. */
  branchLength: number;
  /** Largest distance between neighbouring branches; they move closer where there are many. */
  branchDistance: number;
  /** Kept free above and below. */
  margin: number;
}

export interface RoundShape {
  stage: number;
  planPath: string;
  /** Start of the plan's straight piece. */
  planStart: number;
  fork: Point;
  join: Point;
  branches: { index: number; path: string; y: number }[];
}

export interface Point {
  x: number;
  y: number;
}

export interface RoundsShape {
  width: number;
  height: number;
  start: Point;
  rounds: RoundShape[];
  /** From the last join to the answer. */
  answerPath: string;
  end: Point;
}

/** Branches drawn at most; with more they blur into each other. */
const MOST_BRANCHES = 9;

/** Lays out rounds of the given fork widths (prompts per stage; 0 = a plan-only stage) from left to right. */
export function roundsShape(widths: readonly number[], size: RoundsSize): RoundsShape {
  const middle = size.height / 2;
  let x = size.margin;
  const start = { x, y: middle };
  const rounds = widths.map((width, position): RoundShape => {
    const planStart = x;
    const fork = { x: x + size.planLength, y: middle };
    const count = Math.min(width, MOST_BRANCHES);
    const length = count === 0 ? 0 : 2 * size.curveLength + size.branchLength;
    const join = { x: fork.x + length, y: middle };
    const room = size.height - 2 * size.margin;
    const distance = count > 1 ? Math.min(size.branchDistance, room / (count - 1)) : 0;
    const branches = Array.from({ length: count }, (_, index) => {
      const y = middle + (index - (count - 1) / 2) * distance;
      return { index: index + 1, y, path: branchPath(fork, join, y, size.curveLength) };
    });
    x = join.x;
    return {
      stage: position + 1,
      planPath: line(planStart, fork.x, middle),
      planStart,
      fork,
      join,
      branches,
    };
  });
  const end = { x: x + size.planLength, y: middle };
  return {
    width: round(end.x + size.margin),
    height: size.height,
    start,
    rounds,
    answerPath: line(x, end.x, middle),
    end,
  };
}

function branchPath(fork: Point, join: Point, y: number, curve: number): string {
  const half = curve * 0.55;
  return [
    `M${round(fork.x)} ${round(fork.y)}`,
    `C${round(fork.x + half)} ${round(fork.y)} ${round(fork.x + curve - half)} ${round(y)} ${round(fork.x + curve)} ${round(y)}`,
    `H${round(join.x - curve)}`,
    `C${round(join.x - curve + half)} ${round(y)} ${round(join.x - half)} ${round(join.y)} ${round(join.x)} ${round(join.y)}`,
  ].join('');
}

const line = (from: number, to: number, y: number) => `M${round(from)} ${round(y)}H${round(to)}`;

/** Two decimals: the server and every browser must print the same attribute, or hydration fails. */
const round = (value: number) => Math.round(value * 100) / 100;
