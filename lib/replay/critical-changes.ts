import type { TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { findStage } from '#lib/trace/pieces.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import {
  countsTags,
  pieceTokens,
  planTokens,
  prefixTokens,
  type Reading,
  type SequentialDefinition,
} from '#lib/trace/sequential-tokens.ts';
import type { StageState } from '#lib/trace/state.ts';
import { executionStream, parseStream, type StreamId } from '#lib/trace/streams.ts';

/**
 * The lead that another branch needs while the current one still writes: in tokens, and as a share of the current one's
 * way. On an import's clock all writing branches are level by construction, and live ones pass each other with every
 * batch: without this lead the path would change thousands of times.
 */
const CLEAR_LEAD_TOKENS = 8;
const CLEAR_LEAD_SHARE = 0.1;

export interface CriticalChange {
  /** Events up to and including the one that caused it. */
  readonly count: number;
  readonly stage: number;
  /** The last piece of the stage's critical path from here on. */
  readonly stream: StreamId;
}

export interface CriticalChanges {
  /** Ascending, for the current log; reads every event once, however often this is called. */
  all(): readonly CriticalChange[];
}

/**
 * The moments at which the critical path of a stage changes its last branch. Each stage begins with its plan as the
 * holder. A way through the stage (P_k + E_k as far as written, or the plan alone, as `criticalPath` counts them at
 * that moment) takes over where it is longer than the holder's and the holder has ended, or where it has a clear lead
 * though the holder still writes. At each of these moments the drawn critical path ends with the new holder. O(1) for
 * each event, and O(branches) where a piece ends or a prompt closes.
 */
export function createCriticalChanges(
  log: TraceLog,
  definition: SequentialDefinition = 'authors',
  reading: Reading = 'decoded',
): CriticalChanges {
  const changes: CriticalChange[] = [];
  let state = emptyState;
  let race: Race | null = null;

  /** A stream wrote more of a way. */
  function moved(racing: Race, stage: StageState, stream: StreamId, count: number): void {
    const length = wayTokens(stage, stream, definition, reading);
    racing.lengths.set(stream, length);
    if (stream === racing.holder) return;
    const held = racing.lengths.get(racing.holder) ?? 0;
    const clear = Math.max(CLEAR_LEAD_TOKENS, CLEAR_LEAD_SHARE * held);
    if (length - held > (racing.ended.has(racing.holder) ? 0 : clear)) take(racing, stream, count);
  }

  /** A piece ended, lost its text, or revealed a new way: measure every way again. */
  function settled(racing: Race, stage: StageState, stream: StreamId, count: number): void {
    for (const way of waysOf(stage)) racing.lengths.set(way, wayTokens(stage, way, definition, reading));
    let longest = racing.holder;
    for (const [other, length] of racing.lengths) {
      if (length > (racing.lengths.get(longest) ?? 0)) longest = other;
    }
    if (longest === racing.holder) return;
    // A holder that still writes yields only to a clear lead.
    if (racing.ended.has(racing.holder) || stream === racing.holder) take(racing, longest, count);
    else moved(racing, stage, longest, count);
  }

  function take(racing: Race, stream: StreamId, count: number): void {
    racing.holder = stream;
    changes.push({ count, stage: racing.stage, stream });
  }

  function look(event: TraceEvent): void {
    const count = event.seq + 1;
    if (event.type === 'stage-start') {
      const holder = findStage(state, event.stage)?.plan.stream;
      if (holder) race = { stage: event.stage, holder, lengths: new Map(), ended: new Set() };
      return;
    }
    const stage = race && findStage(state, race.stage);
    if (!race || !stage) return;
    switch (event.type) {
      case 'prompt-end':
        settled(race, stage, executionStream(event.stage, event.index), count);
        return;
      case 'prompt-start':
        // Where tags count, the plan's tag is written with it.
        moved(race, stage, stage.plan.stream, count);
        return;
      case 'plan-start':
      case 'execution-start':
      case 'plan-delta':
      case 'execution-delta':
        if (stageOf(event.stream) === race.stage) moved(race, stage, event.stream, count);
        return;
      case 'plan-end':
      case 'execution-end':
        if (stageOf(event.stream) !== race.stage) return;
        race.ended.add(event.stream);
        settled(race, stage, event.stream, count);
        return;
      case 'attempt-failed':
        if (stageOf(event.stream) === race.stage) settled(race, stage, event.stream, count);
        return;
      case 'stage-end':
        race = null;
        return;
      default:
        return;
    }
  }

  return {
    all() {
      for (const event of log.slice(state.lastSeq + 1)) {
        state = reduce(state, event);
        look(event);
      }
      return changes;
    },
  };
}

/** The ways through the stage that runs. */
interface Race {
  readonly stage: number;
  holder: StreamId;
  /** Tokens of each way when it last moved. */
  readonly lengths: Map<StreamId, number>;
  readonly ended: Set<StreamId>;
}

function waysOf(stage: StageState): StreamId[] {
  const branches = Math.max(stage.plan.prompts.length, stage.executions.length);
  const ways: StreamId[] = [stage.plan.stream];
  for (let index = 1; index <= branches; index++) ways.push(executionStream(stage.stage, index));
  return ways;
}

/** Tokens of the way through a stage that ends with a stream, as far as written. */
function wayTokens(
  stage: StageState,
  stream: StreamId,
  definition: SequentialDefinition,
  reading: Reading,
): number {
  const place = parseStream(stream);
  const counting = { tagged: countsTags(definition), reading };
  // Under `barrier` every way contains the whole plan: only the executions decide.
  const barrier = definition === 'barrier';
  const whole = () => (barrier ? 0 : planTokens(stage.plan, counting));
  if (place?.kind !== 'execution') return definition === 'paper' ? 0 : whole();
  const prompt = stage.plan.prompts[place.index - 1];
  const execution = stage.executions[place.index - 1];
  // A branch whose prompt has not closed, or that has none, counts as a way only once it runs.
  if ((prompt?.end ?? null) === null && (!execution || execution.status === 'waiting')) return 0;
  const isClosed = prompt && prompt.end !== null;
  const closed = barrier ? 0 : isClosed ? prefixTokens(stage.plan, prompt, counting) : whole();
  return closed + (execution ? pieceTokens(execution, counting) : 0);
}

function stageOf(stream: StreamId): number | null {
  const place = parseStream(stream);
  return place && 'stage' in place ? place.stage : null;
}
