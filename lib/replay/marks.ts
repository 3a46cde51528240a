import type { TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';

/**
 * A place in a log worth going to. As a mark it is the count right after its event:
 * - `stage`: a stage, the answer or a thought starts; `prompt`: a model begins to write a prompt;
 * - `batch`: text came. Deltas of the same moment (`at`) are one batch: the streams of an import write in step;
 * - `fork`: a prompt closed; `join`: a stage with a closed prompt ended;
 * - `diagnostic`: the log reports something odd.
 */
export type MarkKind = 'stage' | 'prompt' | 'batch' | 'fork' | 'join' | 'diagnostic';

export interface Marks {
  /** Ascending counts, for the current log. Reads every event once, however often this is called. */
  of(kind: MarkKind): readonly number[];
}

/** Finds marks in a log that grows. */
export function createMarks(log: TraceLog): Marks {
  const marks: Record<MarkKind, number[]> = {
    stage: [],
    prompt: [],
    batch: [],
    fork: [],
    join: [],
    diagnostic: [],
  };
  let seen = 0;
  let batchAt = Number.NaN;
  let forked = false;

  function look(event: TraceEvent): void {
    const count = event.seq + 1;
    switch (event.type) {
      case 'stage-start':
        forked = false;
        marks.stage.push(count);
        return;
      case 'answer-start':
      case 'thought-start':
        marks.stage.push(count);
        return;
      case 'prompt-start':
        marks.prompt.push(count);
        return;
      case 'prompt-end':
        forked = true;
        marks.fork.push(count);
        return;
      case 'stage-end':
        if (forked) marks.join.push(count);
        return;
      case 'diagnostic':
        marks.diagnostic.push(count);
        return;
      case 'plan-delta':
      case 'execution-delta':
      case 'answer-delta':
      case 'thought-delta':
        if (event.at === batchAt) marks.batch.pop();
        batchAt = event.at;
        marks.batch.push(count);
        return;
      default:
        return;
    }
  }

  return {
    of(kind) {
      for (; seen < log.length; seen++) {
        const event = log.eventAt(seen);
        if (event) look(event);
      }
      return marks[kind];
    },
  };
}

/** The first of the ascending `marks` after `count`, or the last before it; null where there is none. O(log n). */
export function nextMark(marks: readonly number[], count: number, by: 1 | -1): number | null {
  const at = by === 1 ? countUpTo(marks, count) : countUpTo(marks, count - 1) - 1;
  return marks[at] ?? null;
}

/** How many of the ascending `values` are ≤ `limit`. */
export function countUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
