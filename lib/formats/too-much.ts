import type { ParsedTranscript } from '#lib/protocol/transcript-log-pieces.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { ImportLimits } from './limits.ts';

const number = (count: number): string => count.toLocaleString('en');

/** What a trace has more of than any session; as a sentence, or null. Some of it the fold keeps in lists that it copies. */
export function tooMuchIn({ stages }: ParsedTranscript, limits: ImportLimits): string | null {
  const { maxStages, maxBranches, maxPieces, maxListed } = limits;
  if (stages.length > maxStages)
    return `The trace has ${number(stages.length)} stages; at most ${number(maxStages)} are read.`;
  let pieces = 0;
  let dependencies = 0;
  for (const { stage, plan, executions } of stages) {
    const widest = Math.max(plan.prompts.length, executions.size);
    if (widest > maxBranches)
      return `Stage ${stage} has ${number(widest)} prompts or executions; at most ${number(maxBranches)} are read.`;
    pieces += 1 + plan.prompts.length + executions.size;
    dependencies += plan.dependencies.length;
  }
  if (pieces > maxPieces)
    return `The trace has ${number(pieces)} plans, prompts and executions; at most ${number(maxPieces)} are read.`;
  if (dependencies > maxListed)
    return `The plans refer to earlier executions ${number(dependencies)} times; at most ${number(maxListed)} are read.`;
  return null;
}

/** Three years, as ms: a time past this is none of a session, and not far beyond dates have no name. */
const LATEST_MS = 1e11;
const MOST_TOKENS = 1e9;

/** The first event of a log that says what no session can, with why; null when there is none. */
export function impossibleEvent(
  events: readonly TraceEvent[],
  limits: ImportLimits,
): { position: number; why: string } | null {
  const counts = new Map<TraceEvent['type'], number>();
  for (const [position, event] of events.entries()) {
    const count = (counts.get(event.type) ?? 0) + 1;
    counts.set(event.type, count);
    const most = mostOf(event.type, limits);
    if (count > most) return { position, why: `There are more than ${number(most)} “${event.type}” events.` };
    const times = [
      event.at,
      'requestedAt' in event ? event.requestedAt : 0,
      'retryInMs' in event ? (event.retryInMs ?? 0) : 0,
    ];
    if (times.some((ms) => Math.abs(ms) > LATEST_MS))
      return { position, why: 'Its time is none that a session can have.' };
    if ('tokens' in event && event.tokens !== undefined) {
      const tokens = typeof event.tokens === 'number' ? [event.tokens] : Object.values(event.tokens);
      if (tokens.some((one) => one > MOST_TOKENS))
        return { position, why: 'Its tokens are more than a session can have.' };
    }
  }
  return null;
}

function mostOf(type: TraceEvent['type'], { maxStages, maxPieces, maxListed }: ImportLimits): number {
  if (type === 'stage-start') return maxStages;
  if (type === 'diagnostic' || type === 'dependency' || type === 'attempt-failed') return maxListed;
  return type.endsWith('-delta') ? Number.POSITIVE_INFINITY : maxPieces;
}
