import type { Curated } from '#lib/curation/curated.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { executionStream, parseStream, planStream } from '#lib/trace/streams.ts';

/** A step's nodes in the session graph. */
export interface StepNodes {
  /** Its execution; the plan of its stage where it has none. */
  readonly own: GraphNodeId;
  /** The plan that contains its thinking. */
  readonly plan: GraphNodeId;
}

/** Maps steps to nodes of the session graph and back. */
export interface RoundsSteps {
  nodesOf(step: string): StepNodes | null;
  /** Null for a plan of several steps, the question and the answer. */
  stepOf(node: GraphNodeId): string | null;
  /** Every step whose thinking the plan contains, or whose execution this is. */
  stepsOf(node: GraphNodeId): readonly string[];
}

export function roundsSteps({ steps, stages }: Curated): RoundsSteps {
  const nodes = new Map<string, StepNodes>();
  const byNode = new Map<GraphNodeId, string[]>();
  for (const { id, stage, promptName } of steps) {
    const plan = planStream(stage);
    // A prompt's number in the text is its index in the plan; the graph numbers its execution the same way.
    const index = promptName === null ? 0 : Number(promptName.split('.')[1]);
    const own = index > 0 ? executionStream(stage, index) : plan;
    nodes.set(id, { own, plan });
    for (const node of new Set<GraphNodeId>([own, plan])) byNode.set(node, [...(byNode.get(node) ?? []), id]);
  }
  return {
    nodesOf: (step) => nodes.get(step) ?? null,
    stepOf(node) {
      const found = byNode.get(node) ?? [];
      if (found.length === 1) return found[0] ?? null;
      const place = parseStream(node);
      if (place?.kind !== 'plan') return null;
      // A plan stands for a step if that step alone has no execution of its own.
      const withoutPrompt = found.filter((id) => nodes.get(id)?.own === node);
      const stage = stages.find((candidate) => candidate.stage === place.stage);
      return withoutPrompt.length === 1 && stage?.prompts.length === 0 ? (withoutPrompt[0] ?? null) : null;
    },
    stepsOf: (node) => byNode.get(node) ?? [],
  };
}
