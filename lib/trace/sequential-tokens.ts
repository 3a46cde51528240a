import { memoised } from '#lib/base/memo.ts';
import type { ExecutionState, PieceState, PlanState, PromptState, StageState } from './state.ts';

/**
 * How we count the length of the critical path (DESIGN.md §1). P_k = the planner's thinking before prompt k closes and
 * the plan's text up to its end, E_k = thinking and text of execution k: every decoded token is on some branch's path,
 * whichever channel it came in.
 * - `authors`: per stage max(P_k + E_k), with the whole plan as one more candidate. The default.
 * - `paper`: per stage max(P_k + E_k) and nothing else: a plan's text after its last prompt and plan-only stages add
 *   nothing. The final answer counts whole, as in `authors`: the two differ only in that tail and in those stages.
 * - `with-tags`: as `authors`, plus the protocol's tags, which are decoded too. The tags around thinking do not count:
 *   an endpoint that sends thinking separately does not show them.
 * - `barrier`: the whole plan + the longest execution: the cost of waiting for the whole plan.
 */
export const sequentialDefinitions = ['authors', 'paper', 'with-tags', 'barrier'] as const;
export type SequentialDefinition = (typeof sequentialDefinitions)[number];

/**
 * What counts of a piece under any definition. `decoded` (the default): its text and its thinking, since both were
 * decoded. `visible`: the text alone, for papers that count this way. We never compare the two readings with each
 * other.
 */
export const readings = ['decoded', 'visible'] as const;
export type Reading = (typeof readings)[number];

/** Which of a piece's tokens count. */
export interface Counting {
  /** Default false. */
  readonly tagged?: boolean;
  /** Default `decoded`. */
  readonly reading?: Reading;
}

export const countsTags = (definition: SequentialDefinition): boolean => definition === 'with-tags';

/** Cost of the tags around a piece in the Qwen vocabulary, for the estimate while the piece is being written. */
const ENVELOPE_TOKENS = { plan: 12, prompt: 15, execution: 17, answer: 11 };

/** Tokens of a piece's text, exact once it has ended, before that the running estimate. */
export function textTokens(piece: PieceState, tagged = false): number {
  if (piece.tokens) return tagged ? piece.tokens.withTags : piece.tokens.text;
  const { text } = piece.estimatedTokens;
  return tagged && text > 0 ? text + envelopeTokens(piece) : text;
}

function envelopeTokens(piece: PieceState): number {
  if (piece.stream === 'answer') return ENVELOPE_TOKENS.answer;
  if (piece.stream === 'thought') return 0;
  if (piece.stream.startsWith('execution')) return ENVELOPE_TOKENS.execution;
  return ENVELOPE_TOKENS.plan + ENVELOPE_TOKENS.prompt * promptsOf(piece).length;
}

const promptsOf = (piece: PieceState): readonly PromptState[] =>
  'prompts' in piece ? (piece as PlanState).prompts : [];

/** Thinking tokens of a piece, exact once it has ended, before that the running estimate. */
export const thinkingTokens = (piece: PieceState): number =>
  piece.tokens ? piece.tokens.thinking : piece.estimatedTokens.thinking;

/** A piece's decoded tokens: its thinking and its text; under `visible` only its text. */
export const pieceTokens = (piece: PieceState, { tagged, reading }: Counting = {}): number =>
  textTokens(piece, tagged) + (reading === 'visible' ? 0 : thinkingTokens(piece));

/** Whether a number taken from the piece is an estimate (shown with `≈`). */
export const isEstimated = (piece: PieceState): boolean =>
  piece.tokens === null && piece.estimatedTokens.textMilli + piece.estimatedTokens.thinkingMilli > 0;

/**
 * The planner's thinking before a prompt closed. A log from before thinking counted does not state it: we then divide
 * the plan's thinking by length, which is exact if all of it precedes the prompt.
 */
export function thinkingBefore(plan: PlanState, prompt: PromptState): number {
  if (prompt.thinkingTokens !== null) return prompt.thinkingTokens;
  if (plan.thinking.length === 0) return 0;
  return Math.round((thinkingTokens(plan) * prompt.thinkingLength) / plan.thinking.length);
}

/** Whether a P_k of the plan includes a share of its thinking that nobody counted. */
export const hasSharedOutThinking = (plan: PlanState): boolean =>
  plan.prompts.some(
    ({ end, thinkingTokens, thinkingLength }) =>
      end !== null && thinkingTokens === null && thinkingLength > 0 && thinkingLength < plan.thinking.length,
  );

/** Whether a number of the stage is an estimate under a reading. */
export const isStageEstimated = ({ plan, executions }: StageState, reading: Reading = 'decoded'): boolean =>
  isEstimated(plan) || executions.some(isEstimated) || (reading === 'decoded' && hasSharedOutThinking(plan));

/** P_k of a prompt; 0 before it has closed. */
export function prefixTokens(
  plan: PlanState,
  prompt: PromptState,
  { tagged, reading }: Counting = {},
): number {
  if (prompt.end === null) return 0;
  const text = (tagged ? prompt.tokensWithTags : prompt.tokens) ?? 0;
  return text + (reading === 'visible' ? 0 : thinkingBefore(plan, prompt));
}

/**
 * Tokens of a whole plan. Never less than one of its P_k: a prefix is counted on its own and, if cut in the middle of a
 * token, may have more tokens; while the plan grows, the exact P_k can overtake the estimate.
 */
export function planTokens(plan: PlanState, counting: Counting = {}): number {
  return Math.max(
    pieceTokens(plan, counting),
    ...plan.prompts.map((prompt) => prefixTokens(plan, prompt, counting)),
  );
}

/** One way through a stage: the plan up to a prompt's end, then that prompt's execution. */
export interface StageBranch {
  readonly index: number;
  /** P_k; for an execution without a prompt (an untidy import) the whole plan. */
  readonly planTokens: number;
  /** E_k; 0 where a prompt has no execution (yet). */
  readonly executionTokens: number;
  /** The prompt, once closed. */
  readonly prompt: PromptState | null;
  readonly execution: ExecutionState | null;
}

/** The stage's branches by index: what has closed or begun; a prompt still being written launches nothing. */
export function stageBranches(stage: StageState, counting: Counting = {}): StageBranch[] {
  const { plan, executions } = stage;
  const branches: StageBranch[] = [];
  for (let index = 1; index <= Math.max(plan.prompts.length, executions.length); index++) {
    const written = plan.prompts[index - 1];
    const prompt = written && written.end !== null ? written : null;
    const execution = executions[index - 1] ?? null;
    if (!prompt && (!execution || execution.status === 'waiting')) continue;
    branches.push({
      index,
      planTokens: prompt ? prefixTokens(plan, prompt, counting) : planTokens(plan, counting),
      executionTokens: execution ? pieceTokens(execution, counting) : 0,
      prompt,
      execution,
    });
  }
  return branches;
}

/** The longest way through a stage under one definition and reading. */
export interface StagePath {
  readonly planTokens: number;
  readonly executionTokens: number;
  /** `planTokens + executionTokens`. */
  readonly tokens: number;
  /** The branch that it takes; null if the path is the plan alone. */
  readonly branch: StageBranch | null;
}

export function stagePath(
  stage: StageState,
  definition: SequentialDefinition,
  reading: Reading = 'decoded',
): StagePath {
  const paths = pathsOf(stage);
  const key = `${definition} ${reading}` as const;
  const path = paths.get(key) ?? longestWay(stage, definition, reading);
  paths.set(key, path);
  return path;
}

/** Cached for as long as the stage exists: a seek in a long session asks for hundreds, few of which differ. */
const pathsOf = memoised((_: StageState) => new Map<`${SequentialDefinition} ${Reading}`, StagePath>());

function longestWay(stage: StageState, definition: SequentialDefinition, reading: Reading): StagePath {
  const counting = { tagged: countsTags(definition), reading };
  const whole = planTokens(stage.plan, counting);
  let best: StagePath = {
    planTokens: definition === 'paper' ? 0 : whole,
    executionTokens: 0,
    tokens: definition === 'paper' ? 0 : whole,
    branch: null,
  };
  for (const branch of stageBranches(stage, counting)) {
    const planPart = definition === 'barrier' ? whole : branch.planTokens;
    const tokens = planPart + branch.executionTokens;
    // On a tie with the plan alone the branch is the path: its prompt ends where the plan does.
    if (tokens > best.tokens || (tokens === best.tokens && !best.branch))
      best = { planTokens: planPart, executionTokens: branch.executionTokens, tokens, branch };
  }
  return best;
}
