import type { ReadLine } from './line-roles.ts';

/** The role of a step among the others. */
export type StepKind =
  | 'setup'
  | 'work'
  | 'part'
  | 'likewise'
  | 'alternative'
  | 'idea'
  | 'check'
  | 'doubt'
  | 'conclusion';

/** Lines at the start of a step that determine its kind. */
const LOOKED_AT = 3;

/**
 * The kind of a step by its first lines (`first` and `last` from 0, both included): what opens it, or what its opening
 * doubt or question leads to.
 */
export function kindOfStep(
  lines: readonly ReadLine[],
  first: number,
  last: number,
  isPart: boolean,
): StepKind {
  if (first === 0) return 'setup';
  if (isPart) return 'part';
  // "That confirms it. So it is 59 either way.", and the last words of a trace.
  const closes = lines[first]?.role === 'judges' || last === lines.length - 1;
  if (closes && !lines.slice(first, last + 1).some(({ finds, isCode }) => finds || isCode))
    return 'conclusion';
  const end = Math.min(last, first + LOOKED_AT - 1);
  // "The answer is 5. But let me check" is a check.
  let isConclusion = false;
  for (let at = first; at <= end; at++) {
    const line = lines[at];
    if (!line) break;
    const { kind } = line.opening;
    // "Let me verify that. Alternatively, …" is another way.
    if (kind === 'check' && at < end && lines[at + 1]?.opening.kind === 'alternative') continue;
    if (kind === 'alternative' || kind === 'check') return kind;
    if (at === first && kind === 'idea') return kind;
    if (at === first && kind === 'likewise') return kind;
    if ((kind === 'conclusion' || line.isBoxed) && (at === first || last - first < LOOKED_AT))
      isConclusion = true;
    // A line that already works is no longer part of the opening.
    if ((line.role === 'works' && !isConclusion) || (at === first && kind === 'next')) break;
  }
  if (isConclusion) return 'conclusion';
  return lines[first]?.opening.kind === 'doubt' ? 'doubt' : 'work';
}
