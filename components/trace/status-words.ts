import { formatCount } from '#components/ui/format.ts';
import { activityOf, isOver, isWriting } from '#lib/graph/activity.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** The session's activity or outcome in one line: "stage 2 · 2 of 3 branches running". */
export function statusWords(state: TraceState): string {
  switch (state.status) {
    case 'empty':
      return 'starting';
    case 'running':
      return runningWords(state);
    default: {
      const stages = state.stages.length;
      const end = state.status === 'done' ? 'done' : state.status;
      return stages > 0 ? `${end} · ${formatCount(stages, 'stage')}` : end;
    }
  }
}

function runningWords(state: TraceState): string {
  if (state.thought) return 'thinking in sequence';
  if (state.answer) return 'writing the answer';
  const stage = state.stages.at(-1);
  if (!stage) return 'starting';
  const at = `stage ${stage.stage}`;
  const branches = stage.executions;
  if (branches.length > 0) {
    const writing = branches.filter((branch) => isWriting(activityOf(branch))).length;
    const open = branches.filter((branch) => !isOver(activityOf(branch))).length;
    if (open > 0)
      return `${at} · ${writing} of ${formatCount(branches.length, 'branch', 'branches')} running`;
  }
  return stage.endedAt === null ? `${at} · planning` : `${at} · joined`;
}
