import type { FileFormat, SourcePlace } from '#lib/contract/imports.ts';
import { bareKey } from '../traces/pairs.ts';
import { bareQuestion, hasProtocolTags, questionIn } from '../traces/protocol-tags.ts';
import type { SourceTrace } from '../traces/source-trace.ts';
import { chatTraces, isChatRow, segmentTrace, textOf } from './chat-row.ts';
import { knownColumns } from './table-columns.ts';

/** The traces in one row, a chat or a row with columns; none where no column holds a trajectory. */
export function rowTraces(
  place: SourcePlace,
  fileFormat: FileFormat,
  row: Record<string, unknown>,
): SourceTrace[] {
  const columns = knownColumns(Object.keys(row));
  const cell = (name: string | null) => (name === null ? '' : textOf(row[name]).trim());
  const asked = bareQuestion(cell(columns.question));
  const expected = cell(columns.expected) || null;
  const key = bareKey(cell(columns.id));
  const made = (text: string, question: string | null): SourceTrace => {
    const tagged = hasProtocolTags(text);
    return {
      place,
      fileFormat,
      kind: tagged ? 'transcript' : 'sequential',
      strategy: tagged ? 'sprint' : 'sequential',
      text,
      question: questionIn(text)?.question ?? question,
      expected,
      key,
    };
  };
  if (isChatRow(row)) return chatTraces(row).map(({ text, question }) => made(text, question ?? asked));
  const segments = segmentTrace(row);
  if (segments && segments.text.trim() !== '') return [made(segments.text, segments.question ?? asked)];
  return traceColumns(row, columns)
    .flatMap((name) => textsOf(row[name]))
    .filter((text) => text.trim() !== '')
    .map((text) => made(text, asked));
}

/** A cell may hold several samples. */
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : [textOf(value)];

/**
 * A row with both a SPRINT and a sequential column has both traces; else the best known column with tags, else the best
 * known one that is not empty, else any with tags.
 */
function traceColumns(row: Record<string, unknown>, columns: ReturnType<typeof knownColumns>): string[] {
  const { sprint, sequential, traces } = columns;
  if (sprint && sequential) return [sprint, sequential];
  const taken = new Set([columns.question, columns.id]);
  const filled = traces.filter(
    (name) => !taken.has(name) && textsOf(row[name]).some((text) => text.trim() !== ''),
  );
  const isTagged = (name: string) => textsOf(row[name]).some(hasProtocolTags);
  const best =
    filled.find(isTagged) ?? filled[0] ?? Object.keys(row).find((name) => !taken.has(name) && isTagged(name));
  return best === undefined ? [] : [best];
}
