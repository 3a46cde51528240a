import type { Box } from '#lib/graph/layout-lanes.ts';
import { type PlacedStep, rowsOfSteps } from './dependency-rows.ts';
import { separate } from './separate.ts';

/**
 * The dependency graph as rows from top to bottom, the order in which people read the source: stages are bands, an edge
 * leads from the bottom of a needed step to the top of the one that needs it. Edges from one step that pass other rows
 * share a trunk, so that a setup that twenty steps need is one line with twenty branches.
 */
export interface DependencyLayout {
  /** By step id. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly bands: readonly StageBand[];
  /** By `edgeId`: x and y by turns, from the parent down to the step; straight down inside the rows that it passes. */
  readonly routes: ReadonlyMap<string, readonly number[]>;
  readonly bounds: Box;
}

export interface StageBand {
  readonly stage: number;
  readonly y: number;
  readonly height: number;
}

export const NODE = { width: 164, height: 54 } as const;
const COLUMN_GAP = 16;
/** Width of a trunk that passes between the steps of a row. */
const TRUNK = 14;
const ROW_GAP = 40;
const WRAP_GAP = 26;
const BAND_GAP = 54;
/** Above the first row and below the last one of a stage; its name is above. */
const BAND_TOP = 27;
const BAND_BOTTOM = 13;
/** Trunks bend around steps, which hardly move. */
const STEP_WEIGHT = 12;
const SWEEPS = 4;

export const edgeId = (parent: string, step: string): string => `${parent}>${step}`;

interface Cell {
  /** Null for a trunk. */
  readonly step: PlacedStep | null;
  /** For a trunk: the step whose edges it carries. */
  readonly owner: number;
  readonly half: number;
  readonly row: number;
  x: number;
  readonly above: Cell[];
  readonly below: Cell[];
}

/** Pure; `perRow`: how many steps fit side by side in the pane. About 2 ms for 200 steps. */
export function layoutDependencies(steps: readonly PlacedStep[], perRow: number): DependencyLayout {
  const rows = rowsOfSteps(steps, perRow);
  const { cells, byNumber, trunks } = cellsOf(steps, rows);
  place(cells);

  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const cell of cells.flat()) {
    left = Math.min(left, cell.x - cell.half);
    right = Math.max(right, cell.x + cell.half);
  }
  const tops: number[] = [];
  const bands: { stage: number; y: number; height: number }[] = [];
  let y = 0;
  for (const row of rows) {
    const band = bands.at(-1);
    if (band?.stage === row.stage) y += row.wraps ? WRAP_GAP : ROW_GAP;
    else {
      if (band) y += BAND_GAP;
      bands.push({ stage: row.stage, y: y - BAND_TOP, height: 0 });
    }
    tops.push(y);
    y += NODE.height;
    const current = bands.at(-1);
    if (current) current.height = y + BAND_BOTTOM - current.y;
  }

  const boxes = new Map<string, Box>();
  for (const cell of byNumber.values()) {
    if (!cell.step) continue;
    boxes.set(cell.step.id, {
      x: Math.round(cell.x - left - NODE.width / 2),
      y: tops[cell.row] ?? 0,
      ...NODE,
    });
  }
  const routes = new Map<string, readonly number[]>();
  for (const step of steps) {
    for (const number of step.parents) {
      const parent = byNumber.get(number);
      const child = byNumber.get(step.number);
      if (!parent?.step || !child) continue;
      const points = [Math.round(parent.x - left), (tops[parent.row] ?? 0) + NODE.height];
      for (let row = parent.row + 1; row < child.row; row++) {
        const trunk = trunks.get(trunkKey(number, row));
        if (!trunk) continue;
        const x = Math.round(trunk.x - left);
        points.push(x, (tops[row] ?? 0) - 8, x, (tops[row] ?? 0) + NODE.height + 8);
      }
      points.push(Math.round(child.x - left), tops[child.row] ?? 0);
      routes.set(edgeId(parent.step.id, step.id), points);
    }
  }
  const last = bands.at(-1);
  return {
    boxes,
    bands,
    routes,
    bounds: last
      ? { x: 0, y: -BAND_TOP, width: Math.round(right - left), height: last.y + last.height + BAND_TOP }
      : { x: 0, y: 0, width: 0, height: 0 },
  };
}

const trunkKey = (owner: number, row: number): string => `${owner} ${row}`;

/** Every row's steps and the trunks that pass it, connected to what they join in the neighbouring rows. */
function cellsOf(steps: readonly PlacedStep[], rows: readonly { readonly steps: readonly PlacedStep[] }[]) {
  const byNumber = new Map<number, Cell>();
  const cells: Cell[][] = rows.map((row, index) =>
    row.steps.map((step): Cell => {
      const cell: Cell = {
        step,
        owner: step.number,
        half: (NODE.width + COLUMN_GAP) / 2,
        row: index,
        x: 0,
        above: [],
        below: [],
      };
      byNumber.set(step.number, cell);
      return cell;
    }),
  );
  const trunks = new Map<string, Cell>();
  for (const step of steps) {
    const child = byNumber.get(step.number);
    for (const number of step.parents) {
      let before = byNumber.get(number);
      if (!child || !before) continue;
      for (let row = before.row + 1; row < child.row; row++) {
        const key = trunkKey(number, row);
        let trunk = trunks.get(key);
        if (!trunk) {
          trunk = { step: null, owner: number, half: TRUNK / 2, row, x: 0, above: [before], below: [] };
          before.below.push(trunk);
          trunks.set(key, trunk);
          cells[row]?.push(trunk);
        }
        before = trunk;
      }
      before.below.push(child);
      child.above.push(before);
    }
  }
  return { cells, byNumber, trunks };
}

/**
 * Steps lie in the middle of their row, in its order; a trunk goes through the gap that lies best between its start and
 * its ends, and pushes the steps apart no more than it must. Nothing else moves a step: an edit changes the picture
 * only where it changes the rows.
 */
function place(cells: Cell[][]): void {
  for (const row of cells) spread(row.filter((cell) => cell.step !== null));
  const home = new Map(cells.flat().map((cell) => [cell, cell.x]));
  for (const row of cells) {
    for (const cell of row) if (!cell.step) cell.x = between(cell);
    row.sort((a, b) => a.x - b.x || a.owner - b.owner);
    settle(row, home);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const row of sweep % 2 === 0 ? cells.toReversed() : cells) settle(row, home);
}

/** The preferred place of a trunk: under its start, shifted towards the next step that it reaches. */
function between({ above, below }: Cell): number {
  const from = mean(above) ?? 0;
  const reached = below.filter(({ step }) => step !== null);
  let next = below.find(({ step }) => step === null);
  while (next && reached.length === 0) {
    reached.push(...next.below.filter(({ step }) => step !== null));
    next = next.below.find(({ step }) => step === null);
  }
  return (from + (mean(reached) ?? from)) / 2;
}

/** Places cells side by side around 0, so that every row begins in the middle. */
function spread(row: readonly Cell[]): void {
  const width = row.reduce((sum, { half }) => sum + 2 * half, 0);
  let x = -width / 2;
  for (const cell of row) {
    cell.x = x + cell.half;
    x += 2 * cell.half;
  }
}

function settle(row: readonly Cell[], home: ReadonlyMap<Cell, number>): void {
  const places = separate(
    row.map((cell) =>
      cell.step
        ? { at: home.get(cell) ?? 0, weight: STEP_WEIGHT, half: cell.half }
        : { at: mean([...cell.above, ...cell.below]) ?? cell.x, weight: 1, half: cell.half },
    ),
  );
  row.forEach((cell, index) => {
    cell.x = places[index] ?? cell.x;
  });
}

function mean(cells: readonly Cell[]): number | null {
  if (cells.length === 0) return null;
  return cells.reduce((sum, { x }) => sum + x, 0) / cells.length;
}

/** Curves that leave and arrive straight down, for a route. */
export function routePath(points: readonly number[]): string {
  let path = `M${points[0]} ${points[1]}`;
  for (let at = 2; at + 1 < points.length; at += 2) {
    const [x0 = 0, y0 = 0, x = 0, y = 0] = points.slice(at - 2, at + 2);
    if (x === x0) path += `V${y}`;
    else {
      const middle = (y0 + y) / 2;
      path += `C${x0} ${middle} ${x} ${middle} ${x} ${y}`;
    }
  }
  return path;
}
