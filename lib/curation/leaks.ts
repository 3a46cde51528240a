import type { Finding } from '#lib/contract/findings.ts';
import type { Found } from '#lib/doctor/check.ts';
import { type MathText, mathTextOf } from '#lib/doctor/context-view.ts';
import { diagnose } from '#lib/doctor/diagnose.ts';
import { examine } from '#lib/doctor/examined.ts';
import { siblingReference } from '#lib/doctor/leaks/references.ts';
import { siblingResult } from '#lib/doctor/leaks/sibling-result.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { CuratedStep, CurationLeak } from './curated.ts';

/**
 * Finds executions that use what only a sibling of their stage found, by the doctor's two checks on the folded
 * trajectory; the edge `from → step` would put them into different rounds, one after the other. A sibling that the
 * source wrote later is not a leak: R1 cannot have known its result. One leak for each pair of steps.
 */
export function leaksIn(state: TraceState, steps: readonly CuratedStep[]): CurationLeak[] {
  const byExecution = new Map(steps.flatMap((step) => (step.promptName ? [[step.promptName, step]] : [])));
  const trace = examine(state, rememberedMath);
  const leaks = new Map<string, CurationLeak>();
  for (const { places, explanation } of [...siblingResult.find(trace), ...siblingReference.find(trace)]) {
    const step = byExecution.get(executionName(places[0]));
    const from = byExecution.get(executionName(places[1]));
    if (!step || !from || from.number >= step.number) continue;
    const key = `${from.number} ${step.number}`;
    if (leaks.has(key)) continue;
    leaks.set(key, {
      step: step.id,
      stepNumber: step.number,
      from: from.id,
      fromNumber: from.number,
      explanation,
    });
  }
  return [...leaks.values()].sort((a, b) => a.stepNumber - b.stepNumber || a.fromNumber - b.fromNumber);
}

/**
 * The doctor's findings about the written trajectory except statistics: faults of its text and all leaks, including
 * those of `leaksIn`.
 */
export const findingsIn = (state: TraceState): Finding[] =>
  diagnose(state, { read: rememberedMath }).filter(({ kind }) => kind !== 'note');

/**
 * Leaks that `leaksIn` does not report and that are more than possible: prompts that need or repeat a sibling and the
 * like.
 */
export const otherLeaks = (findings: readonly Finding[]): Finding[] =>
  findings.filter(
    ({ kind, certainty, code }) =>
      kind === 'leak' &&
      certainty !== 'possible' &&
      code !== siblingResult.code &&
      code !== siblingReference.code,
  );

/** `2.1` for the stream `execution:2.1`; empty for any other. */
const executionName = (place: Found['places'][number] | undefined): string =>
  /^execution:(.+)$/.exec(place?.stream ?? '')?.[1] ?? '';

/** Characters of text whose mathematics we cache: a few records' worth, some 40 MB including the cached results. */
const MOST_REMEMBERED = 500_000;
const remembered = new Map<string, MathText>();
let rememberedLength = 0;

/**
 * Caches what we read, because an edit changes a piece or two, and reading the formulas of all the others is most of
 * the search.
 */
function rememberedMath(text: string): MathText {
  const known = remembered.get(text);
  if (known) return known;
  const read = mathTextOf(text);
  if (rememberedLength + text.length > MOST_REMEMBERED) {
    remembered.clear();
    rememberedLength = 0;
  }
  remembered.set(text, read);
  rememberedLength += text.length;
  return read;
}
