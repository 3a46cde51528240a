import type { Verdict } from '#lib/answers/equality.ts';
import { stageTokens } from '#lib/trace/metrics.ts';
import { hasEnded } from '#lib/trace/pieces.ts';
import { pieceTokens, type Reading } from '#lib/trace/sequential-tokens.ts';
import type { ExecutionState, StageState, TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { nothing, type Sum, type UseCounts, type UseName } from './counts.ts';
import { endsAlike, executionEnd } from './execution-end.ts';
import { type PromptKind, type PromptTask, promptKind, promptTask } from './prompt-kind.ts';

/**
 * Raised whenever a count may change (a rule, a definition): we then recompute stored ones. ANSWERS_VERSION covers
 * changes in how we judge two answers.
 */
export const PARALLEL_USE_VERSION = 2;

export interface ParallelUse extends UseCounts {
  /** The pieces that each count is made of, in the order of the transcript. */
  readonly streams: Readonly<Record<UseName, readonly StreamId[]>>;
}

/** Executions of one stage that we compare with each other, at most 2 ms a pair; those beyond are undecided. */
const MOST_SIBLINGS = 32;

/** @param reading whether tokens of thinking count. Pure, never throws; linear in the text of the new stages. */
export function parallelUse(state: TraceState, reading: Reading = 'decoded'): ParallelUse {
  const streams: Record<UseName, StreamId[]> = {
    repeated: [],
    verifying: [],
    alternative: [],
    onePrompt: [],
  };
  const parts: Record<UseName, Sum> = {
    repeated: nothing(),
    verifying: nothing(),
    alternative: nothing(),
    onePrompt: nothing(),
  };
  let undecided = 0;
  const add = (name: UseName, isOne: boolean, tokens: number, stream: StreamId) => {
    const part = parts[name];
    part.of += 1;
    part.ofTokens += tokens;
    if (!isOne) return;
    part.count += 1;
    part.tokens += tokens;
    streams[name].push(stream);
  };
  const before: PromptTask[] = [];
  for (const stage of state.stages) {
    if (stage.endedAt === null) continue;
    const { ends, kinds } = readStage(stage, before);
    const tokensOf = (execution: ExecutionState | undefined) =>
      execution ? pieceTokens(execution, { reading }) : 0;
    for (const [execution, verdict] of ends) {
      if (verdict === 'undecided') undecided += 1;
      add('repeated', verdict === 'equal', tokensOf(execution), execution.stream);
    }
    const executions = new Map(stage.executions.map((execution) => [execution.index, execution]));
    for (const { index, kind } of kinds) {
      const execution = executions.get(index);
      const stream = execution?.stream ?? stage.plan.stream;
      add('verifying', kind === 'verifying', tokensOf(execution), stream);
      add('alternative', kind === 'alternative', tokensOf(execution), stream);
    }
    add('onePrompt', kinds.length === 1, stageTokens(stage, { reading }), stage.plan.stream);
  }
  return { ...parts, undecided, streams };
}

interface StageReading {
  /** For a parallel stage: whether a sibling ends alike. */
  readonly ends: readonly (readonly [ExecutionState, Verdict])[];
  readonly kinds: readonly { readonly index: number; readonly kind: PromptKind }[];
  readonly tasks: readonly PromptTask[];
}

/** Cached, because an ended stage and the stages before it no longer change. */
const known = new WeakMap<StageState, StageReading>();

/** @param before prompts of earlier stages; gets this stage's appended */
function readStage(stage: StageState, before: PromptTask[]): StageReading {
  const settled = known.get(stage);
  if (settled) {
    before.push(...settled.tasks);
    return settled;
  }
  const { plan } = stage;
  const tasks: PromptTask[] = [];
  const kinds: { index: number; kind: PromptKind }[] = [];
  for (const { index, start, end } of plan.prompts) {
    if (end === null) continue;
    const task = promptTask(plan.text.slice(start, end));
    kinds.push({ index, kind: promptKind(task, before).kind });
    tasks.push(task);
    before.push(task);
  }
  const reading = { ends: endsOf(stage.executions.filter((execution) => hasEnded(execution))), kinds, tasks };
  known.set(stage, reading);
  return reading;
}

function endsOf(executions: readonly ExecutionState[]): StageReading['ends'] {
  if (executions.length < 2) return [];
  const read = executions.map((execution, at) => ({
    execution,
    end: at < MOST_SIBLINGS ? executionEnd(execution.text) : null,
    verdict: (at < MOST_SIBLINGS ? 'different' : 'undecided') as Verdict,
  }));
  const judged = read.slice(0, MOST_SIBLINGS);
  judged.forEach((one, at) => {
    for (const other of judged.slice(at + 1)) {
      // We already know a sibling of each that ends alike.
      if (one.verdict === 'equal' && other.verdict === 'equal') continue;
      const verdict = endsAlike(one.end, other.end);
      for (const side of [one, other])
        if (side.verdict === 'different' || verdict === 'equal') side.verdict = verdict;
    }
  });
  return read.map(({ execution, verdict }) => [execution, verdict]);
}
