import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { type Expression, formatExpression, parseExpression } from '#lib/answers/expression.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import { goalsFor, type Region, without } from './regions.ts';
import { widerSteps } from './wide-search.ts';
import { formNote, listed, missBy } from './words.ts';

/** What a prompt asks of an executor. Prompts are sentences; `writeTask` and `readTask` are inverses of each other. */
export type Task =
  /** A quick look at a region, backwards from the target. */
  | { readonly kind: 'survey'; readonly region: Region }
  /** All of a region, whole numbers only. */
  | { readonly kind: 'exhaust'; readonly region: Region }
  /** All of a region, fractions (and negative steps) included. */
  | { readonly kind: 'widen'; readonly region: Region }
  /** The whole puzzle again, but one number or more may stay unused: not a solution, but useful to know. */
  | { readonly kind: 'relax' }
  /** Everything one change away from a near miss. */
  | { readonly kind: 'vary'; readonly expression: Expression; readonly value: number }
  /** The three checks of a candidate: compute its value forwards, count its numbers, undo its steps from the target. */
  | { readonly kind: 'recompute' | 'count' | 'undo'; readonly expression: Expression };

const SURVEY = 'Work backwards and say how close it gets.';
const EXHAUST = 'Go through everything';
const RELAX = 'Suppose numbers may stay unused, which the question does not allow.';
const WIDEN = 'This time allow';

function suppose(region: Region): string {
  if (region.kind === 'last') return `Suppose ${listed(region.held, 'or')} comes in last.`;
  switch (region.sizes) {
    case 'any':
      return 'Suppose the last step joins two groups of at least two numbers each.';
    case 'pair':
      return 'Suppose the last step joins a group of two numbers and a group of four.';
    case 'triples':
      return 'Suppose the last step joins two groups of three numbers each.';
    default:
      return assertUnreachable(region.sizes);
  }
}

/** What the other numbers must make, for each number that may come in last. */
function wants(puzzle: CountdownPuzzle, region: Region): string {
  if (region.kind !== 'last') return '';
  const [only] = region.held;
  if (region.held.length === 1 && only !== undefined) {
    const goals = goalsFor(puzzle, puzzle.target, only);
    if (goals.length === 0)
      return `${listed(without(puzzle.numbers, only))} then cannot lead to ${puzzle.target}.`;
    return `${listed(without(puzzle.numbers, only))} then have to make ${listed(
      goals.map(({ form, wanted }) => `${wanted} (${formNote(form, only)})`),
      'or',
    )}.`;
  }
  const each = region.held.map((y) => {
    const goals = goalsFor(puzzle, puzzle.target, y).map(
      ({ form, wanted }) => `${wanted} (${formNote(form, y)})`,
    );
    return `with ${y} last ${goals.length > 0 ? listed(goals, 'or') : 'nothing fits'}`;
  });
  return `The others then have to make: ${each.join('; ')}.`;
}

export function writeTask(puzzle: CountdownPuzzle, task: Task): string {
  switch (task.kind) {
    case 'survey':
      return [suppose(task.region), wants(puzzle, task.region), SURVEY].filter(Boolean).join(' ');
    case 'exhaust':
      return task.region.kind === 'last'
        ? `${suppose(task.region)} ${EXHAUST} that the other numbers can make and hold it against what is needed.`
        : `${suppose(task.region)} ${EXHAUST} that the two groups can make, for every way to part the numbers.`;
    case 'widen':
      return `${suppose(task.region)} ${WIDEN} ${widerSteps(puzzle)} on the way, and go through all of it once more.`;
    case 'relax':
      return `${RELAX} Does ${puzzle.target} come out then?`;
    case 'vary':
      return `Start from ${formatExpression(task.expression)} = ${task.value}, ${missBy(task.value, puzzle.target)}. Change one thing, an operation or the places of two numbers, and say whether ${puzzle.target} comes out.`;
    case 'recompute':
      return `Work out ${formatExpression(task.expression)} from the inside out, one step at a time.`;
    case 'count':
      return `List the numbers in ${formatExpression(task.expression)} and compare them with those given.`;
    case 'undo':
      return `Start at ${puzzle.target} and take the steps of ${formatExpression(task.expression)} back. Does it end at a number that was given?`;
    default:
      return assertUnreachable(task);
  }
}

function readRegion(text: string): Region | null {
  const held = /Suppose ([\d, or]+?) comes? in last/.exec(text)?.[1];
  if (held) return { kind: 'last', held: (held.match(/\d+/g) ?? []).map(Number) };
  if (/two groups of at least two/.test(text)) return { kind: 'groups', sizes: 'any' };
  if (/group of two numbers and a group of four/.test(text)) return { kind: 'groups', sizes: 'pair' };
  if (/two groups of three/.test(text)) return { kind: 'groups', sizes: 'triples' };
  return null;
}

/** The task in a prompt's text; null if we did not write it (another model may have written the plan). */
export function readTask(text: string): Task | null {
  const plain = text.replace(/\s+/g, ' ').trim();
  const region = readRegion(plain);
  if (region) {
    if (plain.includes(WIDEN)) return { kind: 'widen', region };
    return { kind: plain.includes(EXHAUST) ? 'exhaust' : 'survey', region };
  }
  if (plain.startsWith(RELAX)) return { kind: 'relax' };
  const start = /^Start from (.+?) = (\d+),/.exec(plain);
  if (start)
    return onExpression(start[1], (expression) => ({ kind: 'vary', expression, value: Number(start[2]) }));
  const recompute = /^Work out (.+?) from the inside/.exec(plain);
  if (recompute) return onExpression(recompute[1], (expression) => ({ kind: 'recompute', expression }));
  const count = /^List the numbers in (.+?) and compare/.exec(plain);
  if (count) return onExpression(count[1], (expression) => ({ kind: 'count', expression }));
  const undo = /take the steps of (.+?) back\./.exec(plain);
  if (undo) return onExpression(undo[1], (expression) => ({ kind: 'undo', expression }));
  return null;
}

function onExpression(text: string | undefined, task: (expression: Expression) => Task): Task | null {
  const parsed = parseExpression(text ?? '');
  return parsed.ok ? task(parsed.expression) : null;
}
