/** One task in the log of llama.cpp's server (`--verbosity 4`): a request, from its slot's start to its release. */
export interface LoggedTask {
  readonly task: number;
  readonly slot: number;
  /** ms since the server started. */
  readonly startedAt: number;
  releasedAt: number | null;
  promptTokens: number | null;
  cachedTokens: number | null;
  /** Null: cancelled before its end; such a task has no timings and does not count in /metrics. */
  promptMs: number | null;
  evaluatedTokens: number | null;
  outputTokens: number | null;
  /** Tokens of prompt and reply in the slot when the server released it. */
  heldTokens: number | null;
}

const STAMPED = /^(\d+)\.(\d\d)\.(\d{3})\.(\d{3}) \w slot +\S+ id +(\d+) \| task (\d+) \| +(.*)$/;

/** Minutes, seconds, milliseconds, microseconds. */
const msOf = ([minutes, seconds, ms, us]: string[]): number =>
  Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(ms) + Number(us) / 1_000;

/** The tasks of a log, in the order in which slots received them. */
export function readLlamaLog(text: string): LoggedTask[] {
  const tasks = new Map<number, LoggedTask>();
  for (const line of text.split('\n')) {
    const match = STAMPED.exec(line);
    if (!match) continue;
    const at = msOf(match.slice(1, 5));
    const [slot, id] = [Number(match[5]), Number(match[6])];
    const words = match[7] ?? '';
    if (words.startsWith('processing task')) {
      tasks.set(id, {
        task: id,
        slot,
        startedAt: at,
        releasedAt: null,
        promptTokens: null,
        cachedTokens: null,
        promptMs: null,
        evaluatedTokens: null,
        outputTokens: null,
        heldTokens: null,
      });
      continue;
    }
    const task = tasks.get(id);
    if (!task) continue;
    const numberIn = (wording: RegExp) => Number(wording.exec(words)?.[1]);
    if (words.startsWith('new prompt')) task.promptTokens = numberIn(/task\.n_tokens = (\d+)/);
    else if (words.startsWith('cached n_tokens')) task.cachedTokens ??= numberIn(/cached n_tokens = (\d+)/);
    else if (words.startsWith('prompt eval time')) {
      task.promptMs = numberIn(/= +([\d.]+) ms/);
      task.evaluatedTokens = numberIn(/\/ +(\d+) tokens/);
    } else if (words.startsWith('eval time')) task.outputTokens = numberIn(/\/ +(\d+) tokens/);
    else if (words.startsWith('stop processing')) {
      task.releasedAt = at;
      task.heldTokens = numberIn(/n_tokens = (\d+)/);
    }
  }
  return [...tasks.values()];
}

/** The largest number of intervals that contain the same moment. */
export function mostAtOnce(intervals: readonly (readonly [from: number, to: number])[]): number {
  const edges = intervals
    .flatMap(([from, to]) => [[from, 1] as const, [to, -1] as const])
    // An end comes before a start at the same moment: adjoining intervals do not overlap.
    .sort(([a, up], [b, down]) => a - b || up - down);
  let now = 0;
  let most = 0;
  for (const [, step] of edges) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}
