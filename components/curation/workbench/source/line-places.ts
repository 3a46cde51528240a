import { type Part, parts } from '#lib/contract/curation-edits.ts';
import type { Step } from '#lib/contract/curation-record.ts';

/** The role of a line in one step. */
export interface LinePlace {
  readonly step: Step;
  /** The step's number, from 1. */
  readonly number: number;
  readonly part: Part;
}

/** Consecutive lines with the same places; without places they are lost. */
export interface LineRun {
  readonly first: number;
  readonly last: number;
  /** More than one: used twice. */
  readonly places: readonly LinePlace[];
}

/** All lines of a source as runs, in order and without gaps. Linear in lines and ranges. */
export function lineRuns(lineCount: number, steps: readonly Step[]): readonly LineRun[] {
  const places: LinePlace[][] = Array.from({ length: lineCount }, () => []);
  for (const [index, step] of steps.entries())
    for (const part of parts) {
      if (step[part].length === 0) continue;
      const place: LinePlace = { step, number: index + 1, part };
      for (const { first, last } of step[part])
        for (let line = Math.max(first, 1); line <= Math.min(last, lineCount); line++)
          places[line - 1]?.push(place);
    }
  const runs: { first: number; last: number; places: readonly LinePlace[] }[] = [];
  for (const [index, own] of places.entries()) {
    const before = runs.at(-1);
    if (before && samePlaces(before.places, own)) before.last = index + 1;
    else runs.push({ first: index + 1, last: index + 1, places: own });
  }
  return runs;
}

function samePlaces(a: readonly LinePlace[], b: readonly LinePlace[]): boolean {
  return a.length === b.length && a.every((place, index) => place === b[index]);
}

/** The run that contains this line; null where there is no such line. */
export function runAt(runs: readonly LineRun[], line: number): LineRun | null {
  let low = 0;
  let high = runs.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const run = runs[middle];
    if (!run) return null;
    if (line < run.first) high = middle - 1;
    else if (line > run.last) low = middle + 1;
    else return run;
  }
  return null;
}

/** `execution of step 3`; `of no step`; `execution of step 3 and plan of step 4`. */
export function placeWords(places: readonly LinePlace[]): string {
  if (places.length === 0) return 'of no step';
  return places.map(({ part, number }) => `${part} of step ${number}`).join(' and ');
}
