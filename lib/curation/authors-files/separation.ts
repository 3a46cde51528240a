import { type Part, parts } from '#lib/contract/curation-edits.ts';
import type { LineRange, Step } from '#lib/contract/curation-record.ts';
import { normaliseRanges } from '../line-ranges.ts';
import { readRanges } from '../model/read-ranges.ts';
import { AuthorsFileError, labelledComponents, type RawComponent } from './components.ts';

/** A step with the number that its file gives it. */
export interface NumberedStep {
  readonly number: number;
  readonly step: Step;
}

const NOTHING =
  /^[\s"'`*_.([<-]*(?:lines?\s+)?(?:not\s+(?:found|applicable|available|present)|none|n\/?a|null|empty|no\s+lines?)?[\s"'`*_.)\]>–—-]*$/i;
/** The pattern takes quadratic time, and a longer text does not mean “none” anyway. */
const LONGEST_NOTHING = 200;
/** A trace that fills a model's whole window has some 10,000 sentences. */
const MAX_LINES = 100_000;

/**
 * The steps of a `component_separation` file: “Lines 3-5”, “Line 33”, “Lines 221”, lists of ranges, “Lines not found”.
 * @throws AuthorsFileError
 */
export function readSeparation(text: string): NumberedStep[] {
  return labelledComponents(text).map((component) => ({
    number: component.number,
    step: {
      id: `s${component.number}`,
      description: plain(component.fields.get('description')?.text),
      prompt: plain(component.fields.get('prompt')?.text),
      ...rangesOf(component),
      planOnly: 'by-rule',
    },
  }));
}

function rangesOf(component: RawComponent): Pick<Step, Part> {
  const { number, line, fields } = component;
  if (!parts.some((part) => fields.has(part)))
    throw new AuthorsFileError(
      'no-parts',
      { file: 'separation', line },
      `Component ${number} names neither plan nor execution.`,
      'Give it lines such as “- **Plan:** Lines 3-5” and “- **Execution:** Lines not found”.',
    );
  const [plan, execution, comment] = parts.map((part) => {
    const field = fields.get(part);
    return field ? linesOf(field.text, part, field.line) : [];
  });
  return { plan: plan ?? [], execution: execution ?? [], comment: comment ?? [] };
}

function linesOf(text: string, part: Part, line: number): readonly LineRange[] {
  const ranges = readRanges(text);
  const refuse = (problem: string) =>
    new AuthorsFileError(
      'bad-lines',
      { file: 'separation', line },
      problem,
      'Write “Lines 3-5”, “Lines 3-5, 8”, or “Lines not found”.',
    );
  if (ranges.length === 0) {
    if (text.length <= LONGEST_NOTHING && NOTHING.test(text)) return [];
    throw refuse(`The ${part} “${text.slice(0, 60)}” names no lines.`);
  }
  for (const { first, last } of ranges) {
    if (first < 1) throw refuse(`Line ${first} of the ${part} is none: lines count from 1.`);
    if (last < first) throw refuse(`The ${part} ends at line ${last}, before it begins at line ${first}.`);
    if (last > MAX_LINES)
      throw refuse(`Line ${last} of the ${part}: no trace has more than ${MAX_LINES} lines.`);
  }
  return normaliseRanges(ranges);
}

/** In one line, without the Markdown signs around it. Linear, unlike patterns for what stands at an end. */
function plain(text = ''): string {
  const line = text
    .split('\n')
    .map((part) => part.trim())
    .join(' ');
  let [from, to] = [0, line.length];
  while (from < to && MARKDOWN_SIGNS.has(line.charAt(from))) from++;
  while (to > from && MARKDOWN_SIGNS.has(line.charAt(to - 1))) to--;
  return line.slice(from, to).trim();
}

const MARKDOWN_SIGNS: ReadonlySet<string> = new Set(['*', '_', ' ', '\t']);
