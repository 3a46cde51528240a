import { memoised } from '#lib/base/memo.ts';
import type { ExecutionState, PieceState, PlanState, PromptState, StageState } from './state.ts';

/**
 * How the length of the critical path is counted (DESIGN.md §1). P_k = the plan's tokens up to the end of prompt k,
 * E_k = tokens of execution k.
 * - `authors`: per stage max(P_k + E_k), the whole plan being one more candidate. The default.
 * - `paper`: per stage max(P_k + E_k) and nothing else: a plan's text after its last prompt and plan-only stages give
 *   nothing. The final answer counts whole, as in `authors`: the two differ in that tail and in those stages only.
 * - `with-tags`: as `authors`, the tags counted, which are decoded too.
 * - `barrier`: the whole plan + the longest execution: what waiting for the whole plan would cost.
 * Thinking that an endpoint sends apart from the text is in none of them; it is counted for itself.
 */
export const sequentialDefinitions = ['authors', 'paper', 'with-tags', 'barrier'] as const;
export type SequentialDefinition = (typeof sequentialDefinitions)[number];

/**
 * What of a piece is counted under any definition. `decoded` (the default): its text and its thinking, since both were
 * decoded. `visible`: the text alone, for papers that count so. Two readings are never set against each other.
 */
export type Reading = 'decoded' | 'visible';

export const countsTags = (definition: SequentialDefinition): boolean => definition === 'with-tags';

/** What the tags around a piece cost in the Qwen vocabulary, for the estimate while it is written. */
const ENVELOPE_TOKENS = { plan: 12, prompt: 15, execution: 17, answer: 11 };

/** Tokens of a piece, exact once it has ended, else the running estimate. */
export function pieceTokens(piece: PieceState, tagged = false): number {
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

/** Thinking tokens of a piece, exact once it has ended, else the running estimate. */
export const thinkingTokens = (piece: PieceState): number =>
  piece.tokens ? piece.tokens.thinking : piece.estimatedTokens.thinking;

/** Whether a number taken from the piece is an estimate (shown with `≈`). */
export const isEstimated = (piece: PieceState): boolean =>
  piece.tokens === null && piece.estimatedTokens.textMilli + piece.estimatedTokens.thinkingMilli > 0;

const promptTokens = (prompt: PromptState, tagged: boolean): number =>
  (tagged ? prompt.tokensWithTags : prompt.tokens) ?? 0;

/**
 * Tokens of a whole plan. Never less than one of its P_k: a prefix is counted on its own, and cut in the middle of a
 * token it can come out longer; while the plan grows the exact P_k can overtake the estimate.
 */
export function planTokens(plan: PlanState, tagged = false): number {
  return Math.max(pieceTokens(plan, tagged), ...plan.prompts.map((prompt) => promptTokens(prompt, tagged)));
}

/** One way through a stage: the plan up to a prompt's end, then that prompt's execution. */
export interface StageBranch {
  readonly index: number;
  /** P_k; of an execution that no prompt asked for (an untidy import) the whole plan. */
  readonly planTokens: number;
  /** E_k; 0 where a prompt has no execution (yet). */
  readonly executionTokens: number;
  /** The prompt, once closed. */
  readonly prompt: PromptState | null;
  readonly execution: ExecutionState | null;
}

/** The stage's branches by index: what has closed or begun; a prompt still being written launches nothing. */
export function stageBranches(stage: StageState, tagged = false): StageBranch[] {
  const { plan, executions } = stage;
  const branches: StageBranch[] = [];
  for (let index = 1; index <= Math.max(plan.prompts.length, executions.length); index++) {
    const written = plan.prompts[index - 1];
    const prompt = written && written.end !== null ? written : null;
    const execution = executions[index - 1] ?? null;
    if (!prompt && (!execution || execution.status === 'waiting')) continue;
    branches.push({
      index,
      planTokens: prompt ? promptTokens(prompt, tagged) : planTokens(plan, tagged),
      executionTokens: execution ? pieceTokens(execution, tagged) : 0,
      prompt,
      execution,
    });
  }
  return branches;
}

/** The longest way through a stage under one definition. */
export interface StagePath {
  readonly planTokens: number;
  readonly executionTokens: number;
  /** `planTokens + executionTokens`. */
  readonly tokens: number;
  /** The branch it takes; null where it is the plan alone. */
  readonly branch: StageBranch | null;
}

export function stagePath(stage: StageState, definition: SequentialDefinition): StagePath {
  const paths = pathsOf(stage);
  const path = paths.get(definition) ?? longestWay(stage, definition);
  paths.set(definition, path);
  return path;
}

/** Kept for as long as the stage is: a seek in a long session asks for hundreds, of which few differ. */
const pathsOf = memoised((_: StageState) => new Map<SequentialDefinition, StagePath>());

function longestWay(stage: StageState, definition: SequentialDefinition): StagePath {
  const tagged = countsTags(definition);
  const whole = planTokens(stage.plan, tagged);
  let best: StagePath = {
    planTokens: definition === 'paper' ? 0 : whole,
    executionTokens: 0,
    tokens: definition === 'paper' ? 0 : whole,
    branch: null,
  };
  for (const branch of stageBranches(stage, tagged)) {
    const planPart = definition === 'barrier' ? whole : branch.planTokens;
    const tokens = planPart + branch.executionTokens;
    // A branch as long as the plan alone is the path: its prompt's end is the plan's.
    if (tokens > best.tokens || (tokens === best.tokens && !best.branch))
      best = { planTokens: planPart, executionTokens: branch.executionTokens, tokens, branch };
  }
  return best;
}
