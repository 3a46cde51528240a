import { LONGEST_EXPECTED } from '#lib/answers/answer-key.ts';
import { formatBytes } from '#lib/base/format.ts';
import type { FileFormat, ImportProblem, SourcePlace } from '#lib/contract/imports.ts';
import type { ImportLimits } from '../limits.ts';
import type { SourceTrace } from '../traces/source-trace.ts';
import { createProblemList } from './problem-list.ts';
import type { SourceRow } from './read-rows.ts';
import { rowTraces } from './row-traces.ts';

/** The problem of a trace that is longer than any model writes. */
export const tooLong = (place: SourcePlace, length: number, limits: ImportLimits): ImportProblem => ({
  place,
  type: 'too-large',
  message: `The trace has ${formatBytes(length)} of text; at most ${formatBytes(limits.maxTraceLength)} are read.`,
  remedy: 'Cut it into several traces.',
});

/** The traces in the rows of a table, and the problems of the other rows. */
export function tableTraces(
  path: string,
  format: FileFormat,
  rows: Iterable<SourceRow>,
  limits: ImportLimits,
): { traces: SourceTrace[]; problems: ImportProblem[] } {
  const traces: SourceTrace[] = [];
  const faults = createProblemList(path, limits);
  const empty = createProblemList(path, limits);
  let columns: readonly string[] = [];
  let seen = 0;
  for (const row of rows) {
    if (traces.length >= limits.maxTraces || seen >= limits.maxRows) {
      faults.add(tooMany(path, traces.length >= limits.maxTraces, limits));
      break;
    }
    seen++;
    if (!row.ok) {
      faults.add(row.problem);
      continue;
    }
    if (columns.length === 0) columns = Object.keys(row.row);
    const found = rowTraces(row.place, format, row.row);
    if (found.length === 0) empty.add(emptyRow(row.place));
    for (const trace of found) {
      const { text, expected } = trace;
      if (text.length > limits.maxTraceLength) faults.add(tooLong(row.place, text.length, limits));
      else if (expected === null || expected.length <= LONGEST_EXPECTED) traces.push(trace);
      else {
        faults.add(longAnswer(row.place, expected.length));
        traces.push({ ...trace, expected: null });
      }
    }
  }
  if (traces.length > 0) return { traces, problems: [...faults.list(), ...empty.list()] };
  // Where no row has a trace, the table has none: we report that once, not for every row.
  const all = empty.list().length > 0 || seen === 0 ? [noColumn(path, columns)] : [];
  return { traces, problems: [...all, ...faults.list()] };
}

const number = (count: number): string => count.toLocaleString('en');

const tooMany = (path: string, isTraces: boolean, limits: ImportLimits): ImportProblem => ({
  place: { path },
  type: 'too-many',
  message: `The file holds more than ${isTraces ? `${number(limits.maxTraces)} traces` : `${number(limits.maxRows)} rows`}; the rest was not read.`,
  remedy: 'Split it into several files.',
});

/** We import the trace without its answer; refusing it would lose the trace because of the answer beside it. */
const longAnswer = (place: SourcePlace, length: number): ImportProblem => ({
  place,
  type: 'too-large',
  message: `The right answer of row ${place.record} has ${number(length)} characters, at most ${number(LONGEST_EXPECTED)} are kept: its trace comes in without one.`,
  remedy: 'Give the answer alone, without its solution, or enter it on the trace’s page.',
});

const emptyRow = (place: SourcePlace): ImportProblem => ({
  place,
  type: 'no-trajectory',
  message: `Row ${place.record} has no trajectory in it.`,
  remedy: 'Leave the row out, or fill its column.',
});

/** Column names that a message lists at most. */
const SHOWN = 12;

function noColumn(path: string, columns: readonly string[]): ImportProblem {
  const names = columns.slice(0, SHOWN).map((name) => `“${name.slice(0, 40)}”`);
  const more = columns.length > SHOWN ? ', …' : '';
  return {
    place: { path },
    type: 'no-trajectory',
    message:
      names.length === 0
        ? 'The table has no rows.'
        : `No column holds a trajectory; there are: ${names.join(', ')}${more}.`,
    remedy: 'Name the column of trajectories “trajectory” or “response”, and that of questions “question”.',
  };
}
