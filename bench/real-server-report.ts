import { allPieces } from '#lib/trace/pieces.ts';
import type { ExecutionState } from '#lib/trace/state.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { type LoggedTask, mostAtOnce } from './llama-log.ts';
import { type CampaignSession, pairsOf, taskOf } from './paired-calls.ts';
import type { RecordedCall } from './recorded-calls.ts';

const kindOf = ({ strategy, mode }: CampaignSession): string => `${strategy}, ${mode}`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  `${[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;

const counted = (values: readonly string[]): string =>
  [...Map.groupBy(values, (value) => value)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([value, all]) => `${all.length} ${value}`)
    .join(', ') || '–';

/** How every session and every piece ended, with the type of each error, and whether the log is whole. */
export function describeEndings(sessions: readonly CampaignSession[]): string {
  const rows = [...Map.groupBy(sessions, kindOf)].map(([kind, group]) => {
    const pieces = group.flatMap(({ state }) => [...allPieces(state)]);
    const errors = group.flatMap(({ state, status }) =>
      status === 'failed' ? [state.error?.type ?? 'untyped'] : [],
    );
    const retried = pieces.flatMap(({ failedAttempts }) => failedAttempts.map(({ error }) => error.type));
    return [
      kind,
      counted(group.map(({ status }) => status)) + (errors.length ? ` (${counted(errors)})` : ''),
      group.reduce((sum, { calls }) => sum + calls.length, 0),
      counted(pieces.map(({ status }) => status)),
      counted(retried),
      counted(group.flatMap(({ state }) => [...new Set(state.diagnostics.map(({ code }) => code))])),
      group.reduce((sum, { events }) => sum + validateLog(events).length, 0),
    ];
  });
  return table(
    ['sessions', 'ended', 'calls', 'pieces', 'failed attempts', 'sessions with a finding', 'faults in logs'],
    rows,
  );
}

const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
const spread = (values: readonly number[]): string =>
  values.length === 0 ? '–' : [0.5, 0.95, 1].map((share) => quantile(values, share).toFixed(1)).join(' / ');

/** Per call: time to first token and usage, from our log and from the server's. */
export function compareCalls(
  sessions: readonly CampaignSession[],
  calls: readonly RecordedCall[],
  tasks: readonly LoggedTask[],
): string {
  const logged = new Map(calls.map((call) => [call, taskOf(call, tasks)]));
  const known = [...logged].flatMap(([call, task]) => (task ? [call.sentAt - task.startedAt] : []));
  // The server's clock minus ours: no request can reach a slot before we sent it.
  const offset = Math.max(...known.map((difference) => difference), Number.NEGATIVE_INFINITY);
  const rows = [...Map.groupBy(sessions, kindOf)].map(([kind, group]) => {
    const pairs = group.flatMap(pairsOf);
    const beyond: number[] = [];
    const held: number[] = [];
    const waits: number[] = [];
    let usageAgrees = 0;
    let usageDiffers = 0;
    let usageMissing = 0;
    for (const { call, firstTokenMs, usage } of pairs) {
      const { timings } = call;
      const task = logged.get(call);
      if (timings && firstTokenMs !== null) {
        const waited = task ? Math.max(0, task.startedAt + offset - call.sentAt) : 0;
        waits.push(waited);
        const overWire = (call.firstTextAt ?? call.sentAt) - call.sentAt;
        beyond.push(overWire - waited - timings.prompt_ms);
        held.push(firstTokenMs - overWire);
      }
      const server = task
        ? [task.promptTokens, task.outputTokens, task.cachedTokens]
        : timings && [timings.prompt_n + timings.cache_n, timings.predicted_n, timings.cache_n];
      if (!server) continue;
      if (!usage) usageMissing++;
      else if (
        usage.inputTokens === server[0] &&
        usage.outputTokens === server[1] &&
        (usage.cachedInputTokens ?? 0) === server[2]
      )
        usageAgrees++;
      else usageDiffers++;
    }
    const ours = pairs.flatMap(({ firstTokenMs }) => (firstTokenMs === null ? [] : [firstTokenMs]));
    const hungUp = pairs.filter(({ call }) => call.hungUp);
    return [
      kind,
      `${pairs.length} of ${group.reduce((sum, session) => sum + session.calls.length, 0)}`,
      spread(ours),
      spread(waits),
      spread(beyond),
      spread(held),
      `${usageAgrees} / ${usageDiffers} / ${usageMissing}`,
      `${hungUp.length} (${hungUp.filter(({ usage }) => usage !== null).length})`,
    ];
  });
  const found = [...logged.values()].filter((task) => task !== undefined).length;
  const said = calls.filter(({ timings }) => timings !== null).length;
  const head = [
    'sessions',
    'calls paired',
    'first token, ours, ms (median / p95 / max)',
    'of it waiting for a slot',
    'first bytes less waiting less prompt_ms',
    'ours less first bytes',
    'usage agrees / differs / missing',
    'hung up by us (with usage)',
  ];
  const note =
    tasks.length === 0
      ? 'No log of the server given: usage is compared with the timings of its replies, waiting is unknown.'
      : `Of ${said} calls with timings ${found} were found in the server's log.`;
  return `${table(head, rows)}\n${note}\n`;
}

/**
 * How many executions ran at once, and whether the finding about servers without parallel slots appeared where it must.
 */
export function compareParallel(sessions: readonly CampaignSession[], slots: number): string {
  const staged = sessions.flatMap((session) => {
    const stages = session.state.stages.map(({ executions }) => executions.filter(hasSpoken));
    const widest = Math.max(0, ...stages.map(({ length }) => length));
    if (widest < 2) return [];
    const most = Math.max(
      ...stages.map((executions) =>
        mostAtOnce(executions.map(({ firstTokenAt, lastTokenAt }) => [firstTokenAt!, lastTokenAt!])),
      ),
    );
    const told = session.state.diagnostics.some(({ code }) => code === 'branches-one-by-one');
    return [{ kind: kindOf(session), widest, most, told }];
  });
  const rows = [...Map.groupBy(staged, ({ kind }) => kind)].map(([kind, group]) => {
    const wide = group.filter(({ widest }) => widest >= 3);
    return [
      kind,
      group.length,
      wide.length,
      counted(group.map(({ most }) => `× ${most} at once`)),
      `${group.filter(({ told }) => told).length}`,
      slots === 1 ? `${wide.length}` : '0',
    ];
  });
  if (rows.length === 0) return 'No session had two executions in a stage: nothing could run in parallel.\n';
  return table(
    [
      'sessions',
      'with 2 or more executions in a stage',
      'with 3 or more',
      'executions that wrote at once',
      'told one by one',
      'expected',
    ],
    rows,
  );
}

const hasSpoken = ({ firstTokenAt, lastTokenAt }: ExecutionState): boolean =>
  firstTokenAt !== null && lastTokenAt !== null;

/** Totals: what our logs report, what the replies reported, and how much /metrics grew. */
export function compareTotals(
  sessions: readonly CampaignSession[],
  calls: readonly RecordedCall[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string {
  const usages = sessions.flatMap(pairsOf).flatMap(({ usage }) => (usage ? [usage] : []));
  const sum = <T>(values: readonly T[], of: (value: T) => number) =>
    values.reduce((total, value) => total + of(value), 0);
  const timings = calls.flatMap((call) => call.timings ?? []);
  const grown = (name: string) => (after.has(name) ? (after.get(name) ?? 0) - (before.get(name) ?? 0) : '–');
  return table(
    ['over all calls', 'our logs', 'timings of replies', '/metrics'],
    [
      [
        'prompt tokens not cached',
        sum(usages, ({ inputTokens = 0, cachedInputTokens = 0 }) => inputTokens - cachedInputTokens),
        sum(timings, ({ prompt_n }) => prompt_n),
        grown('prompt_tokens_total'),
      ],
      [
        'prompt tokens cached',
        sum(usages, ({ cachedInputTokens = 0 }) => cachedInputTokens),
        sum(timings, ({ cache_n }) => cache_n),
        grown('prompt_tokens_cached_total'),
      ],
      [
        'output tokens',
        sum(usages, ({ outputTokens = 0 }) => outputTokens),
        sum(timings, ({ predicted_n }) => predicted_n),
        grown('tokens_predicted_total'),
      ],
      ['calls', usages.length, timings.length, '–'],
    ],
  );
}
