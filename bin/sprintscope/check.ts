import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Judgement } from '#lib/answers/equality.ts';
import { judgeThoroughly } from '#lib/answers/judge-thoroughly.ts';
import { openEngine } from './open-engine.ts';
import { CommandError, type ExitCode, type Terminal } from './terminal.ts';
import { type Column, printable, textTable } from './text-table.ts';

export interface CheckOptions {
  /** May say that order matters, and the like. */
  question?: string;
  json?: boolean;
}

/** Judges one answer against the expected one. It prints the verdict; the exit code does not depend on it. */
export async function checkCommand(
  terminal: Terminal,
  [answer, expected]: readonly [string, string],
  { question, json }: CheckOptions,
): Promise<ExitCode> {
  const engine = openEngine(terminal);
  try {
    const { verdict, how } = await judgeThoroughly(answer, expected, { question }, engine.ask);
    const asJson = json || !terminal.out.isTerminal;
    const row = { answer, expected, ...(question !== undefined && { question }), verdict, how };
    terminal.out.write(asJson ? `${JSON.stringify(row, null, 2)}\n` : `${verdict}: ${printable(how)}\n`);
    return 0;
  } finally {
    engine.close();
  }
}

interface Pair {
  readonly a: string;
  readonly b: string;
  readonly question?: string;
}
type JudgedPair = Pair & Judgement;
interface BadLine {
  readonly line: number;
  readonly error: string;
}

/**
 * Judges a file of pairs, one JSON object a line, and prints each with `verdict` and `how`, everything else unchanged.
 * A line that is no pair is reported on stderr and printed with `line` and `error`; the exit code is then 1.
 * @throws CommandError `not-found`
 */
export async function checkPairsCommand(
  terminal: Terminal,
  file: string,
  { json }: Pick<CheckOptions, 'json'>,
): Promise<ExitCode> {
  const text = await readFile(path.resolve(terminal.cwd, file), 'utf8').catch((cause: unknown) => {
    throw new CommandError('not-found', `${file}: there is no such file.`, { cause });
  });
  const rows: (JudgedPair | BadLine)[] = [];
  const engine = openEngine(terminal);
  try {
    for (const [at, line] of text.split('\n').entries()) {
      if (terminal.interrupted.aborted) return 130;
      if (line.trim() === '') continue;
      const pair = readPair(line);
      if (typeof pair === 'string') {
        rows.push({ line: at + 1, error: pair });
        terminal.err.write(`${file}, line ${at + 1}: ${pair}\n`);
        continue;
      }
      const { verdict, how } = await judgeThoroughly(pair.a, pair.b, pair, engine.ask);
      rows.push({ ...pair, verdict, how });
    }
  } finally {
    engine.close();
  }
  const judged = rows.filter((row): row is JudgedPair => 'verdict' in row);
  const asJson = json || !terminal.out.isTerminal;
  terminal.out.write(asJson ? jsonOf(rows) : textTable(columns, judged) + countsOf(judged));
  return judged.length === rows.length ? 0 : 1;
}

/** An array with a row on each line. */
const jsonOf = (rows: readonly unknown[]): string =>
  rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

const columns: readonly Column<JudgedPair>[] = [
  { title: 'a', width: 32, cell: ({ a }) => a },
  { title: 'b', width: 32, cell: ({ b }) => b },
  { title: 'Verdict', cell: ({ verdict }) => verdict },
  { title: 'How', width: 48, cell: ({ how }) => how },
];

function countsOf(rows: readonly JudgedPair[]): string {
  const count = (verdict: Judgement['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  return `${count('equal')} equal, ${count('different')} different, ${count('undecided')} undecided.\n`;
}

/** The row with all its members, or what is wrong with it. */
function readPair(line: string): Pair | string {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return 'this is not JSON. Each line holds an object with `a` and `b`.';
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row))
    return 'this is no object. Each line holds an object with `a` and `b`.';
  const { a, b, question, ...rest } = row as Record<string, unknown>;
  if (typeof a !== 'string' || typeof b !== 'string')
    return `${[a, b].flatMap((value, at) => (typeof value === 'string' ? [] : ['`a`', '`b`'][at])).join(' and ')} must be a text.`;
  if (question !== undefined && question !== null && typeof question !== 'string')
    return '`question` must be a text.';
  return { ...rest, a, b, ...(question ? { question } : {}) };
}
