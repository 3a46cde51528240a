import { estimateTokens } from './estimate.ts';
import type { ModelInfo, PieceTokens, Usage } from './events.ts';
import type { MetricFormula } from './metric-formulas.ts';
import { allPieces } from './pieces.ts';
import type { PieceState, TraceState } from './state.ts';

/** One number twice, never mixed: as reported by endpoints, and as counted by us. */
export interface UsageSum {
  /** Over the calls that reported it; null where none did. */
  readonly reported: number | null;
  readonly reportedCalls: number;
  /** Our estimate, over all calls; null if our log does not contain it. */
  readonly estimated: number | null;
}

export interface SessionCost {
  /** In the currency of the prices. */
  readonly amount: number;
  /** A part is priced by our counts, because a call reported none, or has no price at all. */
  readonly isEstimate: boolean;
  /** Calls whose model has a price. */
  readonly pricedCalls: number;
}

/** A session's requests to its models, over every call: includes failed attempts, counts a withdrawn plan once. */
export interface SessionUsage {
  readonly calls: number;
  readonly failedCalls: number;
  readonly promptTokens: UsageSum;
  /** Part of the prompt tokens. We cannot see a server's cache, so we never estimate them. */
  readonly cachedTokens: UsageSum;
  readonly outputTokens: UsageSum;
  /** Part of the output tokens. */
  readonly reasoningTokens: UsageSum;
  /** Null where no model has a price. */
  readonly cost: SessionCost | null;
}

export const usageFormulas = {
  calls: {
    label: 'Calls',
    unit: 'calls',
    formula: 'Requests to models: every attempt of every piece, failed ones too.',
  },
  promptTokens: {
    label: 'Prompt tokens',
    unit: 'tokens',
    formula:
      'Everything that was sent, added up over all calls. First as the endpoint reported it, over the calls that reported; after ≈ as estimated by us from the texts, over all calls that a model read.',
  },
  cachedTokens: {
    label: 'of them cached',
    unit: 'tokens',
    formula:
      'Prompt tokens that the endpoint says it did not have to read anew, over the calls that reported. It cannot be estimated from outside.',
  },
  outputTokens: {
    label: 'Output tokens',
    unit: 'tokens',
    formula:
      'Everything that was decoded, thinking and failed attempts included. First as the endpoint reported it, over the calls that reported; after ≈ as counted by us with the session’s tokenizer, over all calls.',
  },
  reasoningTokens: {
    label: 'of them thinking',
    unit: 'tokens',
    formula:
      'Output tokens that the endpoint calls reasoning, over the calls that reported; after ≈ what we counted as thinking, over all calls.',
  },
  cost: {
    label: 'Cost',
    unit: '',
    formula:
      'Prompt tokens × price in + output tokens × price out, by the endpoint’s prices when the session ran, in their currency. Cached tokens at the full price. With ≈ where calls that reported no usage are priced by our counts.',
  },
} as const satisfies Record<keyof Omit<SessionUsage, 'failedCalls'>, MetricFormula>;

interface Call {
  readonly requestedAt: number | null;
  readonly model: ModelInfo;
  readonly failed: boolean;
  readonly usage: Usage | null;
  readonly estimatedInput: number | null;
  readonly output: number;
  readonly thinking: number;
}

/** Errors of requests that no model read, so that nothing was spent. */
const UNREAD = new Set([
  'bad-request',
  'context-too-long',
  'not-found',
  'not-json',
  'rate-limited',
  'server-error',
  'unauthorized',
  'unreachable',
]);

/** Origins of logs without calls. */
const WITHOUT_CALLS: ReadonlySet<string> = new Set(['imported', 'by-hand', 'curated']);

/** Null for a log without calls: an import of a text, something written by hand or made from a curation record. */
export function sessionUsage(state: TraceState): SessionUsage | null {
  const { session } = state;
  if (!session || WITHOUT_CALLS.has(session.origin.kind)) return null;
  const calls = callsOf(state, session.models);
  if (calls.length === 0) return null;
  const known = calls.some((call) => call.estimatedInput !== null);
  return {
    calls: calls.length,
    failedCalls: calls.filter((call) => call.failed).length,
    promptTokens: sumOf(calls, 'inputTokens', known ? (call) => call.estimatedInput ?? 0 : null),
    cachedTokens: sumOf(calls, 'cachedInputTokens', null),
    outputTokens: sumOf(calls, 'outputTokens', (call) => call.output),
    reasoningTokens: sumOf(calls, 'reasoningTokens', (call) => call.thinking),
    cost: costOf(calls),
  };
}

function callsOf(state: TraceState, models: { planner: ModelInfo; executor: ModelInfo }): Call[] {
  const resumed = new Map<string, number>();
  for (const { code, place } of state.diagnostics)
    if (code === 'plan-resumed' && place.stream)
      resumed.set(place.stream, (resumed.get(place.stream) ?? 0) + 1);
  const calls: Call[] = [];
  for (const piece of [...state.discarded, ...allPieces(state)]) {
    const model = piece.stream.startsWith('execution') ? models.executor : models.planner;
    const own = pieceCalls(piece, model, resumed.get(piece.stream) ?? 0);
    const plan = state.stages.at(-1)?.plan.requestedAt ?? null;
    const position = calls.findLastIndex((call) => plan !== null && call.requestedAt === plan);
    const [first, ...others] = own;
    const planCall = calls[position];
    // A planner that continued to the answer wrote both in one call.
    if (piece.stream === 'answer' && first && planCall && first.requestedAt === plan) {
      calls[position] = oneCall(planCall, first);
      calls.push(...others);
    } else calls.push(...own);
  }
  return calls;
}

const oneCall = (plan: Call, answer: Call): Call => ({
  ...plan,
  failed: answer.failed,
  usage: answer.usage ?? plan.usage,
  output: plan.output + answer.output,
  thinking: plan.thinking + answer.thinking,
});

function pieceCalls(piece: PieceState, model: ModelInfo, resumed: number): Call[] {
  // An attempt that was thinking is not a call of its own: its reply continued.
  const failed = piece.failedAttempts.filter(({ error }) => error.type !== 'was-thinking');
  const calls: Call[] = failed.map((attempt) => ({
    requestedAt: attempt.requestedAt,
    model,
    failed: true,
    usage: attempt.usage,
    ...counted(attempt),
    estimatedInput: spent(attempt) ? attempt.estimatedInputTokens : 0,
  }));
  if (piece.requestedAt === null && piece.startedAt === null) return calls;
  const { error, estimatedInputTokens } = piece;
  const last: Call = {
    requestedAt: piece.requestedAt,
    model,
    failed: piece.status === 'failed',
    usage: piece.usage,
    ...counted(piece),
    estimatedInput: error && !spent({ ...piece, error }) ? 0 : estimatedInputTokens,
  };
  if (resumed === 0) return [...calls, last];
  // A plan that continued after a break was sent again, with its text so far; only the last call reports usage.
  const rest = Math.max(0, last.output - (last.usage?.outputTokens ?? 0));
  const broken: Call = { ...last, failed: true, usage: null, output: 0, thinking: 0 };
  const again = Array.from({ length: resumed }, (_, at) => (at === 0 ? { ...broken, output: rest } : broken));
  return [...calls, ...again, { ...last, output: last.output - rest }];
}

interface Written {
  readonly text: string;
  readonly thinking: string;
  readonly tokens: PieceTokens | null;
}

function counted({ text, thinking, tokens }: Written): { output: number; thinking: number } {
  if (tokens) return { output: tokens.withTags + tokens.thinking, thinking: tokens.thinking };
  const thought = estimateTokens(thinking);
  return { output: estimateTokens(text) + thought, thinking: thought };
}

const spent = ({ text, thinking, error }: Written & { readonly error: { readonly type: string } }): boolean =>
  text !== '' || thinking !== '' || !UNREAD.has(error.type);

function sumOf(
  calls: readonly Call[],
  field: keyof Usage,
  estimate: ((call: Call) => number) | null,
): UsageSum {
  const reporting = calls.flatMap(({ usage }) => usage?.[field] ?? []);
  return {
    reported: reporting.length > 0 ? add(reporting) : null,
    reportedCalls: reporting.length,
    estimated: estimate ? add(calls.map(estimate)) : null,
  };
}

function costOf(calls: readonly Call[]): SessionCost | null {
  let amount = 0;
  let pricedCalls = 0;
  let isEstimate = false;
  for (const { model, usage, estimatedInput, output } of calls) {
    if (!model.price) continue;
    pricedCalls++;
    const input = usage?.inputTokens ?? estimatedInput ?? 0;
    const written = usage?.outputTokens ?? output;
    if (usage?.inputTokens === undefined && estimatedInput !== 0) isEstimate = true;
    if (usage?.outputTokens === undefined && output !== 0) isEstimate = true;
    amount += input * model.price.inputPerMillion + written * model.price.outputPerMillion;
  }
  if (pricedCalls === 0) return null;
  return { amount: amount / 1_000_000, isEstimate: isEstimate || pricedCalls < calls.length, pricedCalls };
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
