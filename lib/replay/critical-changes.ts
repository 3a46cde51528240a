import type { TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { findPiece, findStage } from '#lib/trace/pieces.ts';
import { countsTags, pieceTokens, planTokens, type SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { StageState } from '#lib/trace/state.ts';
import { executionStream, parseStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import { createTextProgress } from './text-progress.ts';

/**
 * What another branch must be ahead by while the one before still writes: in tokens, and as a share of that one's way.
 * On an import's clock all branches that write are level by construction, and live ones pass each other with every
 * batch: without it the path would change thousands of times.
 */
const CLEAR_LEAD_TOKENS = 8;
const CLEAR_LEAD_SHARE = 0.1;

export interface CriticalChange {
  /** Events up to and with the one that brought it. */
  readonly count: number;
  readonly stage: number;
  /** The piece that the stage's critical path ends with from here on. */
  readonly stream: StreamId;
}

/**
 * The moments at which the critical path of a stage changes its last branch. Each stage begins with its plan as the
 * holder. A way through the stage (P_k + E_k as far as written, or the plan alone) takes over where it is longer than
 * the holder's and the holder has ended, or where it has a clear lead although the holder still writes. Lengths of a
 * piece are shares of its final count, so they need the whole log as it is now; one pass, O(events) and O(branches) at
 * the end of each piece.
 */
export function criticalChanges(
  log: TraceLog,
  definition: SequentialDefinition = 'authors',
): readonly CriticalChange[] {
  const { state } = log;
  const tagged = countsTags(definition);
  const progress = createTextProgress(state);
  const changes: CriticalChange[] = [];
  let race: Race | null = null;

  function begin(stage: number): void {
    race = { stage, holder: planStream(stage), lengths: new Map(), bases: new Map(), ended: new Set() };
  }

  /** How far the way with this piece at its end is, after `share` of the piece. */
  function lengthOf(racing: Race, stream: StreamId, share: number): number {
    const place = parseStream(stream);
    const stage = findStage(state, racing.stage);
    if (!stage || !place) return 0;
    // Under `barrier` the whole plan is on every way: the executions alone decide.
    const plan = definition === 'barrier' ? 0 : planTokens(stage.plan, tagged);
    if (place.kind === 'plan') return definition === 'paper' ? 0 : share * plan;
    const piece = findPiece(state, stream);
    const base = definition === 'barrier' ? 0 : (racing.bases.get(stream) ?? plan);
    return base + (piece ? share * pieceTokens(piece, tagged) : 0);
  }

  function moved(stream: StreamId, share: number, count: number): void {
    if (!race || stageOf(stream) !== race.stage) return;
    const length = lengthOf(race, stream, share);
    race.lengths.set(stream, length);
    if (stream === race.holder) return;
    const lead = length - (race.lengths.get(race.holder) ?? 0);
    const clear = Math.max(CLEAR_LEAD_TOKENS, CLEAR_LEAD_SHARE * (race.lengths.get(race.holder) ?? 0));
    if (lead > (race.ended.has(race.holder) ? 0 : clear)) take(race, stream, count);
  }

  function ended(stream: StreamId, count: number): void {
    if (!race || stageOf(stream) !== race.stage) return;
    race.ended.add(stream);
    moved(stream, 1, count);
    if (stream !== race.holder) return;
    let longest = stream;
    for (const [other, length] of race.lengths) {
      if (length > (race.lengths.get(longest) ?? 0)) longest = other;
    }
    if (longest !== stream) take(race, longest, count);
  }

  function take(racing: Race, stream: StreamId, count: number): void {
    racing.holder = stream;
    changes.push({ count, stage: racing.stage, stream });
  }

  function look(event: TraceEvent): void {
    const count = event.seq + 1;
    switch (event.type) {
      case 'stage-start':
        begin(event.stage);
        return;
      case 'prompt-end': {
        const stream = executionStream(event.stage, event.index);
        race?.bases.set(stream, tagged ? event.tokensWithTags : event.tokens);
        moved(stream, 0, count);
        return;
      }
      case 'plan-delta':
      case 'execution-delta': {
        const share = progress(event);
        if (share !== null) moved(event.stream, share, count);
        return;
      }
      case 'plan-end':
      case 'execution-end':
        ended(event.stream, count);
        return;
      case 'stage-end':
        race = null;
        return;
      default:
        return;
    }
  }

  for (const event of log.slice()) look(event);
  return changes;
}

/** The ways through the stage that runs. */
interface Race {
  readonly stage: StageState['stage'];
  holder: StreamId;
  /** Tokens of each way so far. */
  readonly lengths: Map<StreamId, number>;
  /** P_k of each execution. */
  readonly bases: Map<StreamId, number>;
  readonly ended: Set<StreamId>;
}

function stageOf(stream: StreamId): number | null {
  const place = parseStream(stream);
  return place && 'stage' in place ? place.stage : null;
}
