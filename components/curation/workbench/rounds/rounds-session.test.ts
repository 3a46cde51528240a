import { describe, expect, test } from 'vitest';
import { curate } from '#lib/curation/curate.ts';
import { sampleInput } from '#lib/curation/testing/sample-steps.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { createRoundsSession, roundsLog } from './rounds-session.ts';
import { roundsSteps } from './rounds-steps.ts';

const lines = Array.from({ length: 24 }, (_, at) => `Line ${at + 1} says that ${at} + 1 = ${at + 1}.`).join(
  '\n',
);
const sample = (third: readonly number[]) =>
  curate(
    sampleInput(lines, [
      { plan: [1, 2] },
      { plan: [3, 3], execution: [4, 8], parents: [1] },
      { plan: [9, 9], execution: [10, 14], parents: third },
      { plan: [15, 16], parents: [2, 3] },
      { plan: [17, 17], execution: [18, 24], parents: [4] },
    ]),
  );

describe('the packed rounds in the session graph', () => {
  test('every step has its node there: an execution its own, a plan-only step its stage’s plan', () => {
    const curated = sample([1]);
    const { session, show } = createRoundsSession(() => undefined);
    show(roundsLog(curated.trajectory));
    const { graph } = session.store.getState();
    const ids = new Set(graph.nodes.map(({ id }) => id));
    const map = roundsSteps(curated);
    for (const { id, promptName, stage } of curated.steps) {
      const nodes = map.nodesOf(id);
      expect(nodes).toEqual({
        own: promptName === null ? `plan:${stage}` : `execution:${promptName}`,
        plan: `plan:${stage}`,
      });
      expect(ids.has(nodes?.own ?? 'question')).toBe(true);
      if (promptName !== null) expect(map.stepOf(nodes?.own ?? 'question')).toBe(id);
    }
    expect(graph.stages.map(({ executions }) => executions.length)).toEqual(
      curated.stages.map(({ prompts }) => prompts.length),
    );
    expect(map.stepsOf('plan:1')).toEqual(['s1', 's2', 's3']);
    expect(map.stepOf('plan:1')).toBeNull();
    expect(map.stepOf('answer')).toBeNull();
  });

  test('numbers are marked as estimates: the page has no tokenizer', () => {
    const { session, show } = createRoundsSession(() => undefined);
    show(roundsLog(sample([1]).trajectory));
    const slice = session.slices.get('plan:1');
    expect(slice.tokens).toBeGreaterThan(0);
    expect(slice.exact).toBe(false);
  });

  test('another draft replaces the log, and nodes that did not change stay the same objects', () => {
    const { session, show } = createRoundsSession(() => undefined);
    show(roundsLog(sample([1]).trajectory));
    const before = session.store.getState();
    show(roundsLog(sample([2]).trajectory));
    const after = session.store.getState();
    expect(after.graph.stages.length).toBe(before.graph.stages.length + 1);
    const question = (view: typeof before) => view.graph.nodes.find(({ id }) => id === 'question');
    expect(question(after)).toBe(question(before));
    expect(session.log.state).toBe(after.trace);
  });

  test('a node that is clicked or reached by an arrow is told', () => {
    const chosen: (GraphNodeId | null)[] = [];
    const { session, show } = createRoundsSession((id) => chosen.push(id));
    show(roundsLog(sample([1]).trajectory));
    session.actions.inspect('execution:1.1');
    session.actions.select('plan:2');
    expect(chosen).toEqual(['execution:1.1', 'plan:2']);
    expect(session.store.getState().inspectorOpen).toBe(false);
  });
});
