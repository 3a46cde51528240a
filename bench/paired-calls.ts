import type { EndStatus, Mode, Strategy, TraceEvent, Usage } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { LoggedTask } from './llama-log.ts';
import type { RecordedCall } from './recorded-calls.ts';

export interface CampaignSession {
  readonly mode: Mode;
  readonly strategy: Strategy;
  readonly status: EndStatus;
  readonly events: readonly TraceEvent[];
  readonly state: TraceState;
  readonly calls: readonly RecordedCall[];
}

export interface Pair {
  readonly session: CampaignSession;
  readonly call: RecordedCall;
  readonly requestedAt: number;
  firstTokenMs: number | null;
  usage: Usage | null;
}

/** Each attempt in the log together with the call that had the same bytes. */
export function pairsOf(session: CampaignSession): Pair[] {
  const left = [...session.calls];
  const take = (sha256: string) => {
    const index = left.findIndex((call) => call.sha256 === sha256);
    return index < 0 ? null : left.splice(index, 1)[0]!;
  };
  const open = new Map<string, { requestedAt: number; sha256: string; firstAt: number | null }>();
  const pairs: Pair[] = [];
  for (const event of session.events) {
    switch (event.type) {
      case 'plan-start':
      case 'execution-start':
      case 'answer-start':
      case 'thought-start': {
        const { requestedAt, contextSha256 = '' } = event;
        open.set(event.stream, { requestedAt, sha256: contextSha256, firstAt: null });
        break;
      }
      case 'plan-delta':
      case 'execution-delta':
      case 'answer-delta':
      case 'thought-delta': {
        const piece = open.get(event.stream);
        if (piece) piece.firstAt ??= event.at;
        break;
      }
      case 'attempt-failed':
      case 'plan-end':
      case 'execution-end':
      case 'answer-end':
      case 'thought-end': {
        const piece = open.get(event.stream);
        open.delete(event.stream);
        if (!piece) break;
        const usage = event.usage ?? null;
        const firstTokenMs = piece.firstAt === null ? null : piece.firstAt - piece.requestedAt;
        // A plan that became the answer: one call, whose usage is at the end of its last piece.
        const plan =
          event.stream === 'answer' ? pairs.find((one) => one.requestedAt === piece.requestedAt) : null;
        if (plan) {
          plan.usage ??= usage;
          plan.firstTokenMs ??= firstTokenMs;
          break;
        }
        const call = take(piece.sha256);
        if (call) pairs.push({ session, call, requestedAt: piece.requestedAt, firstTokenMs, usage });
      }
    }
  }
  return pairs;
}

/** The task in the server's log that has a call's timings: all of its five numbers agree. */
export function taskOf({ timings }: RecordedCall, tasks: readonly LoggedTask[]): LoggedTask | undefined {
  return timings === null
    ? undefined
    : tasks.find(
        (task) =>
          task.promptMs !== null &&
          Math.abs(task.promptMs - timings.prompt_ms) < 0.006 &&
          task.evaluatedTokens === timings.prompt_n &&
          task.outputTokens === timings.predicted_n,
      );
}
