import { formatBytes } from '#lib/base/format.ts';
import type { DataSetColumns, DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem, SourcePlace } from '#lib/contract/imports.ts';
import { hasProtocolTags, questionIn } from '#lib/formats/traces/protocol-tags.ts';
import { cellText, questionOf, samplesOf } from './data-set-cells.ts';
import type { DataSetLimits } from './data-set-limits.ts';

/** The traces of one row; a problem where it has none. */
export function dataSetRows(
  place: SourcePlace,
  row: Record<string, unknown>,
  columns: DataSetColumns,
  limits: DataSetLimits,
): (DataSetRow | ImportProblem)[] {
  const cell = (name: string | null) => (name === null ? null : cellText(row[name]).trim() || null);
  const samples = (columns.trace === null ? [] : samplesOf(row[columns.trace])).filter(
    ({ text }) => text.trim() !== '',
  );
  const asked = columns.question === null ? null : questionOf(row[columns.question]);
  if (samples.length === 0) return [withoutTrace(place, columns.trace)];
  return samples.map(({ text, question }, index) => {
    const which = samples.length > 1 ? `#${index + 1}` : '';
    const name = (cell(columns.name) ?? `${place.path}:${place.record ?? 1}`).slice(0, 200) + which;
    return checkedRow(
      {
        place,
        name,
        question: asked ?? question,
        trace: text,
        answer: cell(columns.answer),
        expected: cell(columns.expected),
      },
      limits,
    );
  });
}

/** A trace, or why it is none that can be taken apart. */
export function checkedRow(row: DataSetRow, limits: DataSetLimits): DataSetRow | ImportProblem {
  const { place, trace } = row;
  const refuse = (type: ImportProblem['type'], message: string, remedy: string): ImportProblem => ({
    place,
    type,
    message,
    remedy,
  });
  if (trace.length > limits.maxTraceLength)
    return refuse(
      'too-large',
      `The trace has ${formatBytes(trace.length)} of text; at most ${formatBytes(limits.maxTraceLength)} are read.`,
      'Cut it into several traces.',
    );
  if (hasProtocolTags(trace))
    return refuse(
      'no-trajectory',
      'This is a SPRINT trajectory already: it has plans and executions.',
      'Import it in the library; only sequential traces are taken apart here.',
    );
  return { ...row, question: row.question ?? questionIn(trace)?.question ?? null };
}

const withoutTrace = (place: SourcePlace, column: string | null): ImportProblem => ({
  place,
  type: 'no-trajectory',
  message:
    column === null
      ? `Row ${place.record ?? 1} has no trace in it.`
      : `Row ${place.record ?? 1} has nothing in the column “${column.slice(0, 60)}”.`,
  remedy: 'Leave the row out, or fill its column.',
});
