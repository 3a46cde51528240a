import { severityOf } from '#lib/protocol/diagnostics.ts';
import type { ExecutionState, TraceState } from '#lib/trace/state.ts';

const CODE = 'branches-one-by-one';

export const ONE_BY_ONE = {
  code: CODE,
  severity: severityOf(CODE),
  explanation:
    'The executions of this stage were requested together, but the server worked them off one after another: nothing ran in parallel, and the session takes as long as a sequential one. Raise the server’s parallel slots: -np with llama.cpp, OLLAMA_NUM_PARALLEL with Ollama, --max-num-seqs with vLLM.',
} as const;

/** Two executions may follow each other by chance. */
const FEWEST = 3;

interface Spoken {
  requestedAt: number;
  firstAt: number;
  lastAt: number;
}

/**
 * Whether a stage that is about to join shows that a server takes its executions one by one, if the log does not say so
 * yet. We judge only executions that had been requested before any of them sent a word, so our own limit of parallel
 * calls is never the cause. Each must have begun after the last words of the one before it (its logged end is later by
 * the time our counting takes), and they must have been in a queue: replies of a few tokens follow each other on any
 * server. Pure.
 */
export function findsOneByOne(state: TraceState, stage: number): boolean {
  if (state.session?.models.executor.ruleBased !== false) return false;
  if (state.diagnostics.some(({ code }) => code === CODE)) return false;
  const spoken = (state.stages[stage - 1]?.executions ?? []).flatMap(timesOf);
  const firstWord = Math.min(...spoken.map(({ firstAt }) => firstAt));
  const together = spoken
    .filter(({ requestedAt }) => requestedAt < firstWord)
    .sort((a, b) => a.firstAt - b.firstAt);
  if (together.length < FEWEST) return false;
  const isInTurn = together.every((one, index) => one.firstAt >= (together[index - 1]?.lastAt ?? 0));
  return isInTurn && stoodInQueue(together);
}

/**
 * Writing fills most of the time between the first beginning and the last. Or it fills a good part of it while each
 * execution waited longer than the one before: without a graphics card, a server reads long prompts for longer than it
 * writes (6 s against 3 s, measured with llama.cpp). On a server that takes all executions at once, each waits only for
 * its own prompt.
 */
function stoodInQueue(inTurn: readonly Spoken[]): boolean {
  const waits = inTurn.map(({ requestedAt, firstAt }) => firstAt - requestedAt);
  const between = (inTurn.at(-1)?.firstAt ?? 0) - (inTurn[0]?.firstAt ?? 0);
  const talked = inTurn.slice(0, -1).reduce((sum, { firstAt, lastAt }) => sum + lastAt - firstAt, 0);
  if (talked === 0) return false;
  if (talked >= between / 2) return true;
  const grew = (waits.at(-1) ?? 0) - (waits[0] ?? 0);
  const eachWaitedLonger = waits.every((wait, index) => wait > (waits[index - 1] ?? 0));
  return eachWaitedLonger && grew >= talked / 2 && talked >= between / 4;
}

/** Empty for an execution that failed: the wait of a retry shows nothing about the server's slots. */
function timesOf({
  requestedAt,
  firstTokenAt,
  lastTokenAt,
  failedAttempts,
  status,
}: ExecutionState): Spoken[] {
  if (requestedAt === null || firstTokenAt === null || lastTokenAt === null) return [];
  // An attempt that was thinking (`was-thinking`) belongs to the same reply: it means no retry.
  const failed = failedAttempts.some(({ error }) => error.type !== 'was-thinking');
  if (failed || (status !== 'done' && status !== 'truncated')) return [];
  return [{ requestedAt, firstAt: firstTokenAt, lastAt: lastTokenAt }];
}
