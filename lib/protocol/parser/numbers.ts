/**
 * Number of written numbers that we keep to resolve references; a longer document resolves the rest by position alone.
 */
const MAX_ALIASES = 4096;

/** `02_1` and `2-1` denote the number `2.1`. */
export function sameNumber(written: string, identity: string): boolean {
  return written === identity || (UNTIDY.test(written) && canonical(written) === identity);
}

/** Most numbers are tidy, and hostile text may contain a million of them: we parse only the others. */
const UNTIDY = /[_-]|(?:^|\.)0/;

function canonical(written: string): string {
  if (!UNTIDY.test(written)) return written;
  return written
    .split(/[._-]+/)
    .map(Number)
    .join('.');
}

/** The number as written where it differs from the position; undefined where it agrees or there is none. */
export function writtenNumber(number: string | null, identity: string): string | undefined {
  return number === null || sameNumber(number, identity) ? undefined : number;
}

/** Whether a tag's number is neither the position of the open piece nor the number that opened it. */
export function differsFrom(number: string | null, identity: string, opened: string | undefined): boolean {
  return number !== null && number !== opened && !sameNumber(number, identity);
}

export interface KnownExecutions {
  addStage(stage: number, writtenPlan?: string): void;
  addExecution(stage: number, index: number, written?: string): void;
  /**
   * The execution (or stage) before `currentStage` that a number in a plan's text refers to; null if there is none. A
   * tidy number refers to its position. A number that a misnumbered tag carries refers to that tag.
   */
  resolve(number: string, currentStage: number): { stage: number; index?: number } | null;
}

/**
 * Executions that plans can refer to.
 *
 * @param given executions of each earlier stage if the text starts at a later one; undefined: unknown, so that we
 *   accept any earlier stage
 */
export function createKnownExecutions(
  given: readonly number[] | undefined,
  firstStage: number,
): KnownExecutions {
  const counts: number[] = given ? given.slice(0, firstStage - 1) : [];
  const believed = given === undefined ? firstStage - 1 : 0;
  const aliases = new Map<string, { stage: number; index?: number }>();
  const misnumbered = new Set<string>();

  function alias(written: string, identity: string, place: { stage: number; index?: number }) {
    if (misnumbered.size >= MAX_ALIASES) return;
    aliases.set(canonical(written), place);
    misnumbered.add(identity);
  }

  function exists(stage: number, index: number | undefined): boolean {
    if (!(stage >= 1) || (index !== undefined && !(index >= 1))) return false;
    return stage <= believed || (counts[stage - 1] ?? 0) >= (index ?? 1);
  }

  return {
    addStage(stage, writtenPlan) {
      if (writtenPlan !== undefined) alias(writtenPlan, String(stage), { stage });
    },
    addExecution(stage, index, written) {
      while (counts.length < stage) counts.push(0);
      counts[stage - 1] = index;
      if (written !== undefined) alias(written, `${stage}.${index}`, { stage, index });
    },
    resolve(number, currentStage) {
      const firstDot = number.indexOf('.');
      const lastDot = number.lastIndexOf('.');
      const stage = Number(firstDot < 0 ? number : number.slice(0, firstDot));
      const index = firstDot < 0 ? undefined : Number(number.slice(lastDot + 1));
      let place: { stage: number; index?: number } = index === undefined ? { stage } : { stage, index };
      if (aliases.size > 0) {
        const identity = canonical(number);
        const isTidy = firstDot === lastDot && exists(stage, index) && !misnumbered.has(identity);
        if (!isTidy) place = aliases.get(identity) ?? place;
      }
      return place.stage < currentStage && exists(place.stage, place.index) ? place : null;
    },
  };
}
