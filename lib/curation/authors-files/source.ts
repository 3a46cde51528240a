import { parts } from '#lib/contract/curation-edits.ts';
import type {
  CurationDiagnostic,
  LineRange,
  SourceLine,
  SourceLines,
} from '#lib/contract/curation-record.ts';
import { diagnosticOf } from '../diagnostics.ts';
import { segment } from '../segment.ts';
import { AuthorsFileError, taggedComponents } from './components.ts';
import type { NumberedStep } from './separation.ts';

/** A line's text, and the white space between it and the line before if both belong to one part. */
interface KnownLine {
  readonly gap: string | null;
  readonly text: string;
}

/** The numbered lines without any text, up to the highest number. */
export function linesWithoutText(steps: readonly NumberedStep[]): SourceLines {
  let last = 0;
  for (const { step } of steps) for (const part of parts) last = Math.max(last, step[part].at(-1)?.last ?? 0);
  return {
    text: '',
    lines: Array.from({ length: last }, () => ({ start: 0, end: 0, missing: true as const })),
  };
}

/**
 * The trace as far as a `component_inline` file contains it: each part's text, split into as many lines as the part
 * has. Lines of no part are missing; lines of two parts appear once. If a text has more sentences than lines, the last
 * line takes the rest; if it has fewer, the last lines are missing.
 * @throws AuthorsFileError
 */
export function readInline(
  text: string,
  steps: readonly NumberedStep[],
): { source: SourceLines; diagnostics: CurationDiagnostic[] } {
  const components = new Map(taggedComponents(text).map((component) => [component.number, component]));
  if (!steps.some(({ number }) => components.has(number)))
    throw new AuthorsFileError(
      'other-trace',
      { file: 'inline' },
      'It has none of the components of component_separation.',
      'Give the two files of the same number.',
    );
  const diagnostics: CurationDiagnostic[] = [];
  const known = new Map<number, KnownLine>();
  steps.forEach(({ number, step }, index) => {
    const component = components.get(number);
    const tell = (
      code: 'inline-lines-differ' | 'inline-text-missing' | 'inline-text-unplaced',
      message: string,
    ) => diagnostics.push(diagnosticOf(code, message, index + 1));
    for (const part of parts) {
      const field = component?.fields.get(part);
      const body = field && !/^(?:none|n\/a|lines not found)\.?$/i.test(field.text) ? field.text : '';
      const ranges = step[part];
      const count = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      if (count === 0 && body === '') continue;
      // The authors' inline files omit every comment.
      if (body === '' && part === 'comment' && !field) continue;
      const where = `Step ${number}, ${part}`;
      if (body === '') tell('inline-text-missing', `${where}: component_inline has no text for it.`);
      else if (count === 0)
        tell('inline-text-unplaced', `${where}: it has text and no lines; the text was left out.`);
      else {
        const sentences = place(known, ranges, count, body);
        if (sentences !== count)
          tell('inline-lines-differ', `${where}: ${count} lines, ${sentences} sentences.`);
      }
    }
  });
  return { source: assemble(known, linesWithoutText(steps).lines.length), diagnostics };
}

/** Puts a part's text on its `count` lines; returns how many sentences the text has. */
function place(
  known: Map<number, KnownLine>,
  ranges: readonly LineRange[],
  count: number,
  body: string,
): number {
  const { lines } = segment(body);
  // Only as many numbers as there are sentences: a part of a hostile file may claim 100,000 lines with one word.
  const numbers = firstNumbers(ranges, lines.length);
  numbers.forEach((number, index) => {
    const line = lines[index];
    if (!line || known.has(number)) return;
    const end = index === count - 1 ? (lines.at(-1)?.end ?? line.end) : line.end;
    const before = numbers[index - 1] === number - 1 ? lines[index - 1] : undefined;
    known.set(number, {
      gap: before ? body.slice(before.end, line.start) : null,
      text: body.slice(line.start, end),
    });
  });
  return lines.length;
}

function firstNumbers(ranges: readonly LineRange[], most: number): number[] {
  const numbers: number[] = [];
  for (const { first, last } of ranges)
    for (let number = first; number <= last && numbers.length < most; number++) numbers.push(number);
  return numbers;
}

function assemble(known: ReadonlyMap<number, KnownLine>, count: number): SourceLines {
  const lines: SourceLine[] = [];
  let text = '';
  for (let number = 1; number <= count; number++) {
    const line = known.get(number);
    if (!line) {
      lines.push({ start: text.length, end: text.length, missing: true });
      continue;
    }
    if (text !== '') text += (known.has(number - 1) && line.gap) || (known.has(number - 1) ? '\n' : '\n\n');
    const start = text.length;
    text += line.text;
    lines.push({ start, end: text.length });
  }
  return { text, lines };
}
