import type { Pair } from '#lib/compare/pair.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { CompareSide } from './compare-state.ts';

/** "SPRINT" and "Sequential"; where both names are the same, followed by the letter in the address. */
export function sideNames(sides: Pair<CompareSide>): Pair<string> {
  const names = sides.map(({ latest }) => strategyName(latest));
  if (names[0] !== names[1]) return [names[0] ?? '', names[1] ?? ''];
  return [`${names[0]} A`, `${names[1]} B`];
}

function strategyName(state: TraceState): string {
  switch (state.session?.strategy) {
    case 'sequential':
      return 'Sequential';
    case 'sprint':
      return 'SPRINT';
    default:
      return 'Session';
  }
}

/** Who wrote it, as far as the log says: model and mode, or the author where the log names no model. */
export function modelName(state: TraceState): string {
  const start = state.session;
  if (!start) return '';
  const { planner, executor } = start.models;
  if (start.origin.kind === 'by-hand') return start.origin.author ?? 'written by hand';
  if (planner.model === 'unknown')
    return (
      start.origin.author ?? `${start.origin.kind === 'curated' ? 'curated' : 'imported'}, model not named`
    );
  return planner.model === executor.model || start.strategy === 'sequential'
    ? planner.model
    : `${planner.model} + ${executor.model}`;
}

/** Rule-based: not a language model. */
export const isToy = (state: TraceState): boolean => state.session?.models.planner.ruleBased === true;
