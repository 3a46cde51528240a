import { describe, expect, test } from 'vitest';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';
import { emptyGraph, type Graph, type GraphNodeId } from './graph.ts';
import { projectGraph } from './project-graph.ts';
import {
  answer,
  execution,
  logOf,
  planEnd,
  planStart,
  planText,
  prompt,
  type Steps,
  stage,
} from './testing/rounds-log.ts';

const structure = (graph: Graph) =>
  graph.edges.filter((edge) => edge.kind === 'structure').map((edge) => `${edge.source} ${edge.target}`);
const node = (graph: Graph, id: GraphNodeId) => graph.nodes.find((candidate) => candidate.id === id);
const project = (...steps: Steps) => projectGraph(foldEvents(logOf(...steps)));

describe('structure', () => {
  test('before the session starts there is nothing', () => {
    expect(projectGraph(emptyState)).toBe(emptyGraph);
  });

  test('question, plan, fork, executions, join, next plan, answer', () => {
    expect(structure(project(stage(1, [10, 20]), stage(2, [5]), answer))).toEqual([
      'question plan:1',
      'plan:1 fork:1',
      'fork:1 execution:1.1',
      'fork:1 execution:1.2',
      'execution:1.1 join:1',
      'execution:1.2 join:1',
      'join:1 plan:2',
      'plan:2 fork:2',
      'fork:2 execution:2.1',
      'execution:2.1 join:2',
      'join:2 answer',
    ]);
  });

  test('a plan-only stage has neither fork nor join', () => {
    expect(structure(project(stage(1, []), answer))).toEqual(['question plan:1', 'plan:1 answer']);
  });

  test('a sequential session is question, thought, answer', () => {
    const events = stampLog([
      sessionStart({ strategy: 'sequential' }),
      { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 },
      { type: 'thought-delta', stream: 'thought', attempt: 1, channel: 'text', text: 'so 42' },
      { type: 'thought-end', stream: 'thought', attempt: 1, status: 'done', tokens: tokensOf(3) },
    ]);
    const graph = projectGraph(foldEvents(events));
    expect(structure(graph)).toEqual(['question thought', 'thought answer']);
    expect(graph.sequential).toBe(true);
    expect(structure(projectGraph(foldEvents(events.slice(0, 3))))).toEqual(['question thought']);
  });

  test('more than eight branches are drawn as rows', () => {
    const compact = (count: number) =>
      project(
        stage(
          1,
          Array.from({ length: count }, () => 1),
        ),
      )
        .nodes.filter((candidate) => candidate.kind === 'execution')
        .map((candidate) => candidate.kind === 'execution' && candidate.compact);
    expect(new Set(compact(8))).toEqual(new Set([false]));
    expect(new Set(compact(9))).toEqual(new Set([true]));
  });
});

describe('what is under way', () => {
  test('a planner call without text yet is a node that awaits its first token', () => {
    expect(node(project(planStart(1)), 'plan:1')).toMatchObject({ activity: 'requested' });
  });

  test('a prompt still being written is a branch already', () => {
    const graph = project(
      planStart(1),
      { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
      planText(1, 'count'),
    );
    expect(node(graph, 'execution:1.1')).toMatchObject({ activity: 'writing-prompt', title: '1.1 count' });
    expect(node(graph, 'fork:1')).toMatchObject({ passed: 0, total: 1 });
    expect(graph.edges.find((edge) => edge.id === 'plan:1>fork:1')?.flowing).toBe(true);
  });

  test('a closed prompt waits, its execution runs while the planner still writes', () => {
    const running = execution(1, 1, 9).slice(0, 2);
    const graph = project(planStart(1), prompt(1, 1, 0), prompt(1, 2, 10), running);
    expect(node(graph, 'execution:1.1')).toMatchObject({ activity: 'running' });
    expect(node(graph, 'execution:1.2')).toMatchObject({ activity: 'waiting' });
    expect(node(graph, 'plan:1')).toMatchObject({ activity: 'running' });
    expect(node(graph, 'join:1')).toMatchObject({ passed: 0, total: 2 });
  });

  test.each(['cancelled', 'interrupted', 'failed', 'truncated'] as const)(
    'a prompt that never closed ends as its plan did: %s',
    (status) => {
      const graph = project(
        planStart(1),
        { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
        planText(1, 'count'),
        { type: 'plan-end', stream: 'plan:1', attempt: 1, status, tokens: tokensOf(1) },
      );
      expect(node(graph, 'execution:1.1')).toMatchObject({ activity: status });
    },
  );

  test('an execution whose request never left never started', () => {
    const graph = project(planStart(1), prompt(1, 1, 0), prompt(1, 2, 10), execution(1, 1, 4).slice(0, 2), [
      {
        type: 'execution-end',
        stream: 'execution:1.1',
        attempt: 1,
        status: 'cancelled',
        tokens: tokensOf(2),
      },
      {
        type: 'execution-end',
        stream: 'execution:1.2',
        attempt: 1,
        status: 'cancelled',
        tokens: tokensOf(0),
      },
    ]);
    expect(node(graph, 'execution:1.1')).toMatchObject({ activity: 'cancelled' });
    expect(node(graph, 'execution:1.2')).toMatchObject({ activity: 'never-started' });
  });

  test('what still waits when its stage ends never started', () => {
    const graph = project(planStart(1), prompt(1, 1, 0), [
      { type: 'stage-end', stage: 1, status: 'cancelled' },
    ]);
    expect(node(graph, 'execution:1.1')).toMatchObject({ activity: 'never-started' });
  });

  test('a failed attempt is shown as retrying, then counted on the node', () => {
    const [start, delta, end] = execution(1, 1, 9);
    const failed = {
      type: 'attempt-failed',
      stream: 'execution:1.1',
      attempt: 1,
      error: { type: 'dropped', message: 'cut' },
      retryInMs: 100,
    } as const;
    const before = [planStart(1), prompt(1, 1, 0), planEnd(1, 5)].flat();
    if (!start || !delta || !end) throw new Error('unreachable');
    const retrying = project(before, [start, delta, failed]);
    expect(node(retrying, 'execution:1.1')).toMatchObject({ activity: 'retrying', failures: 1 });
    const again = [
      { ...start, attempt: 2 },
      { ...delta, attempt: 2 },
      { ...end, attempt: 2 },
    ] as (typeof start)[];
    expect(node(project(before, [start, delta, failed], again), 'execution:1.1')).toMatchObject({
      activity: 'done',
      failures: 1,
    });
  });

  test('tokens flow only into what is being written', () => {
    const graph = project(planStart(1), prompt(1, 1, 0), planEnd(1, 5), execution(1, 1, 9).slice(0, 2));
    expect(graph.edges.filter((edge) => edge.flowing).map((edge) => edge.id)).toEqual([
      'fork:1>execution:1.1',
    ]);
  });

  test('a plan that becomes the answer stays visible in between', () => {
    const graph = project(stage(1, [1]), planStart(2), {
      type: 'plan-end',
      stream: 'plan:2',
      attempt: 1,
      status: 'done',
      tokens: tokensOf(0),
      becomes: 'answer',
    });
    expect(structure(graph).at(-1)).toBe('join:1 answer');
    expect(node(graph, 'plan:2')).toBeUndefined();
    expect(node(graph, 'answer')).toMatchObject({ activity: 'requested' });
  });
});

describe('dependencies', () => {
  const depends = (from: { stage: number; index?: number }) =>
    ({ type: 'dependency', from, to: 'plan:2', offset: 0 }) as const;

  test('an execution to a later plan, apart from the structure', () => {
    const graph = project(stage(1, [1, 2]), planStart(2), depends({ stage: 1, index: 2 }));
    expect(graph.edges.filter((edge) => edge.kind === 'dependency')).toMatchObject([
      { source: 'execution:1.2', target: 'plan:2' },
    ]);
  });

  test('a whole stage is drawn from its join; repeated and unknown references are not', () => {
    const graph = project(
      stage(1, [1]),
      planStart(2),
      depends({ stage: 1 }),
      depends({ stage: 1 }),
      depends({ stage: 7 }),
    );
    expect(graph.edges.filter((edge) => edge.kind === 'dependency').map((edge) => edge.source)).toEqual([
      'join:1',
    ]);
  });
});

describe('critical path', () => {
  test('runs through the longest branch, its marks and its edges', () => {
    const state = foldEvents(logOf(stage(1, [10, 80, 20]), answer));
    const critical = new Set(criticalPath(state).pieces.map((piece) => piece.stream));
    const graph = projectGraph(state, { critical });
    expect(graph.nodes.filter((candidate) => candidate.critical).map((candidate) => candidate.id)).toEqual([
      'question',
      'plan:1',
      'fork:1',
      'execution:1.2',
      'join:1',
      'answer',
    ]);
    expect(graph.edges.filter((edge) => edge.critical).map((edge) => edge.id)).toEqual([
      'question>plan:1',
      'plan:1>fork:1',
      'fork:1>execution:1.2',
      'execution:1.2>join:1',
      'join:1>answer',
    ]);
  });

  test('passes the branches by where the plan alone is the longest', () => {
    const state = foldEvents(
      logOf(planStart(1), prompt(1, 1, 0), planEnd(1, 900), execution(1, 1, 3), [
        { type: 'stage-end', stage: 1, status: 'done' },
      ]),
    );
    const critical = new Set(criticalPath(state).pieces.map((piece) => piece.stream));
    const graph = projectGraph(state, { critical });
    expect(graph.edges.find((edge) => edge.id === 'plan:1>join:1')).toMatchObject({ critical: true });
  });
});

describe('identity', () => {
  test('[9] every event keeps what it did not change, and text alone changes nothing', () => {
    const events = logOf(stage(1, [10, 20]), stage(2, [5]), answer);
    let state = emptyState;
    let graph = emptyGraph;
    for (const event of events) {
      state = reduce(state, event);
      const next = projectGraph(state, { previous: graph });
      const known = new Map(graph.nodes.map((candidate) => [candidate.id, candidate]));
      for (const candidate of next.nodes) {
        const before = known.get(candidate.id);
        if (before && JSON.stringify(before) === JSON.stringify(candidate)) expect(candidate).toBe(before);
      }
      expect(next).toEqual(projectGraph(state));
      graph = next;
    }
    const more = reduce(state, { ...planText(2, ' more'), seq: events.length, at: 9999 } as never);
    expect(projectGraph(more, { previous: graph })).toBe(graph);
  });
});
