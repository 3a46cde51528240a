import type { PieceState, PlanState, PromptState, StageState } from '#lib/trace/state.ts';
import { type ExecutionStream, executionStream, type StreamId } from '#lib/trace/streams.ts';
import { activityOf, isOver } from './activity.ts';
import type { NodeActivity, PieceNode } from './graph.ts';
import { plainHead, TITLE_LENGTH } from './plain-math.ts';

/** A prompt and what became of it. */
export interface Branch {
  readonly id: ExecutionStream;
  readonly index: number;
  /** First words of the prompt; empty where there is none. */
  readonly head: string;
  readonly execution: PieceState | null;
  readonly activity: NodeActivity;
}

/** One per prompt or execution, whichever there are more of: a prompt still being written is a branch already. */
export function branchesOf(stage: StageState): Branch[] {
  const { plan, executions } = stage;
  const indexes = new Set<number>();
  for (const prompt of plan.prompts) indexes.add(prompt.index);
  for (const execution of executions) indexes.add(execution.index);
  return [...indexes]
    .sort((left, right) => left - right)
    .map((index) => {
      const prompt = plan.prompts.find((candidate) => candidate.index === index);
      const execution = executions.find((candidate) => candidate.index === index) ?? null;
      return {
        id: executionStream(stage.stage, index),
        index,
        head: prompt ? promptHead(plan, prompt) : '',
        execution,
        activity: execution ? activityOf(execution, stage) : openPrompt(activityOf(plan)),
      };
    });
}

const heads = new WeakMap<PromptState, string>();

/** Of a prompt that has closed the text stands: it is read once, however often its plan changes after it. */
function promptHead(plan: PlanState, prompt: PromptState): string {
  const found = heads.get(prompt);
  if (found !== undefined) return found;
  const head = plainHead(plan.text.slice(prompt.start, prompt.end ?? undefined), TITLE_LENGTH);
  if (prompt.end !== null && prompt.end <= plan.text.length) heads.set(prompt, head);
  return head;
}

/** The node of a branch, at whatever point it is. */
export function branchNode(
  branch: Branch,
  stage: number,
  compact: boolean,
  critical: ReadonlySet<StreamId>,
): PieceNode {
  const number = `${stage}.${branch.index}`;
  const { head } = branch;
  return {
    kind: 'execution',
    id: branch.id,
    title: head === '' ? number : `${number} ${head}`,
    activity: branch.activity,
    critical: critical.has(branch.id),
    stage,
    index: branch.index,
    failures: branch.execution?.failedAttempts.length ?? 0,
    compact,
  };
}

/** A prompt that never closed ends as its plan did; of a plan that is whole, something cut it off. */
function openPrompt(plan: NodeActivity): NodeActivity {
  if (!isOver(plan)) return 'writing-prompt';
  return plan === 'done' ? 'interrupted' : plan;
}
