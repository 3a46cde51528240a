import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalPath } from './critical-path.ts';
import { foldEvents } from './fold.ts';
import { sessionMetrics } from './metrics.ts';
import { allPieces } from './pieces.ts';
import { sequentialDefinitions } from './sequential-tokens.ts';
import { arbitraryBrokenLog, arbitraryLog } from './testing/arbitrary-log.ts';
import { sessionStart, stampLog, tokensOf } from './testing/log-builder.ts';
import { fold, stage, type Timed, worked, workedThinking } from './testing/worked-example.ts';
import { tokenAxis } from './token-axis.ts';

describe('sessionMetrics, worked by hand', () => {
  it('[M1] authors: max(100, 30+50, 70+20) + 40 + max(90, 20+30) + 10', () => {
    expect(sessionMetrics(worked).sequentialTokens.authors).toBe(100 + 40 + 90 + 10);
  });

  it('[M2] paper: max(30+50, 70+20) + 0 + (20+30) + 10', () => {
    expect(sessionMetrics(worked).sequentialTokens.paper).toBe(90 + 0 + 50 + 10);
  });

  it('[M3] with-tags: max(110, 34+60, 74+30) + 50 + max(100, 24+40) + 20', () => {
    expect(sessionMetrics(worked).sequentialTokens['with-tags']).toBe(110 + 50 + 100 + 20);
  });

  it('[M4] barrier: (100+50) + 40 + (90+30) + 10', () => {
    expect(sessionMetrics(worked).sequentialTokens.barrier).toBe(150 + 40 + 120 + 10);
  });

  it('[M5] counts, totals, saving and ratio', () => {
    const metrics = sessionMetrics(worked);
    expect(metrics).toMatchObject({
      stages: 3,
      prompts: 3,
      executions: 3,
      totalTokens: 100 + 50 + 20 + 40 + 90 + 30 + 10,
      totalTokensWithTags: 340 + 7 * 10,
      thinkingTokens: 0,
      discardedTokens: 0,
      parallelizationRatio: 1,
      wallClockMs: 2600,
      isEstimate: false,
      tokenizer: 'test',
      onCriticalPath: { planTokens: 230, executionTokens: 0, answerTokens: 10 },
    });
    expect(metrics.savedWithinTrace.authors).toBeCloseTo(1 - 240 / 340, 12);
    expect(metrics.savedWithinTrace['with-tags']).toBeCloseTo(1 - 280 / 410, 12);
  });

  it('[M6] the waits at the join, and who was the straggler', () => {
    const [first, second, third] = sessionMetrics(worked).perStage;
    expect(first).toMatchObject({
      prompts: 2,
      executions: 2,
      totalTokens: 170,
      durationMs: 1200,
      criticalIndex: null,
      straggler: 'execution:1.2',
      branches: [
        { index: 1, waitingMs: 400, waitingTokens: 20, isStraggler: false },
        { index: 2, waitingMs: 0, waitingTokens: 10, isStraggler: true },
      ],
    });
    expect(second).toMatchObject({ prompts: 0, straggler: null, branches: [] });
    expect(third).toMatchObject({
      straggler: 'plan:3',
      branches: [{ waitingMs: 400, waitingTokens: 40, isStraggler: false }],
    });
    // Summed over the branches of all stages.
    expect(sessionMetrics(worked)).toMatchObject({ waitedAtJoinsMs: 800, waitedAtJoinsTokens: 70 });
  });

  it('[M7] a prompt without an execution, and an execution without a prompt, count with what is there', () => {
    const lacking = sessionMetrics(
      fold(...stage(1, { tokens: 100, from: 0, to: 1000 }, [{ prompt: { tokens: 60, at: 500 } }])),
    );
    expect(lacking.sequentialTokens).toMatchObject({ authors: 100, paper: 60, barrier: 100 });
    expect(lacking).toMatchObject({ prompts: 1, executions: 0 });
    const unasked = sessionMetrics(
      fold(
        ...stage(1, { tokens: 100, from: 0, to: 1000 }, [
          { execution: { tokens: 25, from: 1000, to: 1300 } },
        ]),
      ),
    );
    expect(unasked.sequentialTokens).toMatchObject({ authors: 125, paper: 125, barrier: 125 });
    expect(unasked).toMatchObject({ prompts: 0, executions: 1 });
  });

  it('[M7] a prompt not closed yet is no branch, nor is a place that nothing named', () => {
    const open = fold(
      { type: 'stage-start', stage: 1, at: 0 },
      { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
      { type: 'prompt-start', stage: 1, index: 1, offset: 0 },
      { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'truncated', tokens: tokensOf(50) },
      { type: 'execution-start', stream: 'execution:1.2', attempt: 1, requestedAt: 0 },
      { type: 'execution-end', stream: 'execution:1.2', attempt: 1, status: 'done', tokens: tokensOf(7) },
    );
    const [row] = sessionMetrics(open).perStage;
    expect(row?.branches.map(({ index }) => index)).toEqual([2]);
    expect(row).toMatchObject({ prompts: 0, executions: 1 });
  });

  it('[M1] the plan alone is the path only where it is longer than every branch', () => {
    const [row] = sessionMetrics(
      fold(...stage(1, { tokens: 60, from: 0, to: 1000 }, [{ prompt: { tokens: 60, at: 1000 } }])),
    ).perStage;
    expect(row?.criticalIndex).toBe(1);
  });

  it('[M8] of a sequential session sequential = total', () => {
    const metrics = sessionMetrics(
      fold(
        { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 },
        {
          type: 'thought-end',
          stream: 'thought',
          attempt: 1,
          status: 'done',
          tokens: tokensOf(500, 0, 40),
        },
      ),
    );
    expect(metrics).toMatchObject({ totalTokens: 540, thinkingTokens: 40, parallelizationRatio: null });
    for (const definition of sequentialDefinitions) {
      expect(metrics.sequentialTokens[definition]).toBe(540);
      expect(metrics.savedWithinTrace[definition]).toBe(0);
    }
  });

  it('[M9] failed attempts are discarded tokens and in no other number', () => {
    const metrics = sessionMetrics(
      fold(
        { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0 },
        {
          type: 'attempt-failed',
          stream: 'thought',
          attempt: 1,
          error: { type: 'dropped', message: 'Broke off.' },
          tokens: tokensOf(30, 5, 12),
        },
      ),
    );
    expect(metrics).toMatchObject({ discardedTokens: 42, totalTokens: 0, thinkingTokens: 0 });
    expect(metrics.savedWithinTrace.authors).toBeNull();
  });

  it('[M9] counts the thinking of a plan that turned out to be the answer', () => {
    const state = fold(
      { type: 'stage-start', stage: 1 },
      { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
      {
        type: 'plan-end',
        stream: 'plan:1',
        attempt: 1,
        status: 'done',
        tokens: tokensOf(0, 0, 9),
        becomes: 'answer',
      },
      { type: 'stage-end', stage: 1, status: 'done' },
    );
    expect(sessionMetrics(state)).toMatchObject({ stages: 0, thinkingTokens: 9 });
  });

  it('[M10] an import without a clock has no wall-clock time', () => {
    const state = foldEvents(
      stampLog([sessionStart({ clock: 'tokens' }), { type: 'session-end', status: 'done', at: 500 }]),
    );
    expect(sessionMetrics(state).wallClockMs).toBeNull();
  });

  it('[M10] before the first event there is nothing to divide', () => {
    expect(sessionMetrics(foldEvents([]))).toMatchObject({
      stages: 0,
      totalTokens: 0,
      parallelizationRatio: null,
      tokenizer: null,
      wallClockMs: 0,
    });
  });
});

describe('sessionMetrics, of any log', () => {
  it('[M11] the critical path’s tokens add up to the sequential tokens, at every moment', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(), (events, cut) => {
        const state = foldEvents(events.slice(0, cut % (events.length + 1)));
        const { sequentialTokens, onCriticalPath } = sessionMetrics(state);
        for (const definition of sequentialDefinitions) {
          const path = criticalPath(state, definition);
          expect(path.tokens).toBe(sequentialTokens[definition]);
          expect(path.pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0)).toBe(path.tokens);
          for (const piece of path.pieces) expect(piece.endMs).toBeGreaterThanOrEqual(piece.startMs);
        }
        const { planTokens, executionTokens, answerTokens } = onCriticalPath;
        expect(planTokens + executionTokens + answerTokens).toBe(sequentialTokens.authors);
      }),
    );
  });

  it('[M12] barrier ≥ authors ≥ paper, and nothing exceeds the total', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryLog, arbitraryBrokenLog), (events) => {
        const { sequentialTokens, totalTokens, savedWithinTrace } = sessionMetrics(foldEvents(events));
        expect(totalTokens).toBeGreaterThanOrEqual(sequentialTokens.barrier);
        expect(sequentialTokens.barrier).toBeGreaterThanOrEqual(sequentialTokens.authors);
        expect(sequentialTokens.authors).toBeGreaterThanOrEqual(sequentialTokens.paper);
        if (totalTokens > 0) expect(savedWithinTrace.authors).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('[M13] the number is an estimate exactly while a text that counts has no count', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const state = foldEvents(events);
        const uncounted = allPieces(state).some(
          ({ tokens, text, thinking }) => tokens === null && text + thinking !== '',
        );
        const { withdrawn } = state;
        expect(sessionMetrics(state).isEstimate).toBe(
          uncounted || (withdrawn?.tokens === null && withdrawn.thinking !== ''),
        );
      }),
    );
  });

  it('[M14] a straggler waits for nobody, and the critical branch has no tokens to wait', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        for (const row of sessionMetrics(foldEvents(events)).perStage) {
          for (const branch of row.branches) {
            expect(branch.waitingTokens).toBeGreaterThanOrEqual(0);
            if (branch.isStraggler)
              expect(branch.waitingMs).toBe(Math.min(...row.branches.flatMap((one) => one.waitingMs ?? [])));
            if (branch.index === row.criticalIndex) expect(branch.waitingTokens).toBe(0);
          }
        }
      }),
    );
  });
});

describe('thinking, worked by hand (SPEC.md)', () => {
  it('[M15] counts where it was spent, under every definition', () => {
    expect(sessionMetrics(workedThinking)).toMatchObject({
      reading: 'decoded',
      sequentialTokens: {
        authors: 60 + 30 + (500 + 50) + (15 + 40) + (5 + 10),
        paper: 60 + 30 + (500 + 50) + (5 + 10),
        'with-tags': 60 + 34 + (500 + 60) + (15 + 50) + (5 + 20),
        barrier: 80 + 100 + (500 + 50) + (15 + 40) + (5 + 10),
      },
      totalTokens: 80 + 100 + (500 + 50) + (10 + 20) + (15 + 40) + (5 + 10),
      thinkingTokens: 80 + 500 + 10 + 15 + 5,
      planThinkingTokens: 80 + 15,
      executionThinkingTokens: 500 + 10,
      onCriticalPath: { planTokens: 60 + 30 + 15 + 40, executionTokens: 550, answerTokens: 15 },
    });
  });

  it('[M16] the visible text alone, in metrics that say so and beside those that count thinking', () => {
    const visible = sessionMetrics(workedThinking, 'visible');
    expect(visible).toMatchObject({
      reading: 'visible',
      sequentialTokens: { authors: 100 + 40 + 10, paper: 90 + 10, barrier: 150 + 40 + 10 },
      totalTokens: 100 + 50 + 20 + 40 + 10,
      thinkingTokens: 610,
    });
    const { visible: beside } = sessionMetrics(workedThinking);
    expect(beside.sequentialTokens).toEqual(visible.sequentialTokens);
    expect(beside.totalTokens).toBe(visible.totalTokens);
  });

  it('[M15] path, axis and waits agree with it', () => {
    expect(criticalPath(workedThinking).pieces.map(({ stream, tokens }) => [stream, tokens])).toEqual([
      ['plan:1', 90],
      ['execution:1.1', 550],
      ['plan:2', 55],
      ['answer', 15],
    ]);
    const { spans, length } = tokenAxis(workedThinking);
    expect(spans.get('execution:1.2')).toEqual({ start: 150, end: 180 });
    expect(length).toBe(710);
    expect(
      sessionMetrics(workedThinking).perStage[0]?.branches.map(({ waitingTokens }) => waitingTokens),
    ).toEqual([0, 640 - 180]);
  });

  it('[M17] thinking that a log does not place is shared out by length, and marked', () => {
    const plan = (text: string, channel: 'text' | 'thinking'): Timed => ({
      type: 'plan-delta',
      stream: 'plan:1',
      attempt: 1,
      channel,
      text,
    });
    const prompt = (index: number, offset: number): Timed[] => [
      { type: 'prompt-start', stage: 1, index, offset: 0 },
      { type: 'prompt-end', stage: 1, index, offset, tokens: 7, tokensWithTags: 9 },
    ];
    const of = (...between: Timed[]) =>
      fold(
        { type: 'stage-start', stage: 1 },
        { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
        plan('twelve chars', 'thinking'),
        plan('ask', 'text'),
        ...prompt(1, 3),
        ...between,
        { type: 'plan-end', stream: 'plan:1', attempt: 1, status: 'done', tokens: tokensOf(10, 5, 40) },
      );
    const between = of(plan('twelve more!', 'thinking'));
    expect(sessionMetrics(between).perStage[0]?.branches[0]?.planTokens).toBe(20 + 7);
    expect(sessionMetrics(between).isEstimate).toBe(true);
    expect(sessionMetrics(between, 'visible').isEstimate).toBe(false);
    const before = of();
    expect(sessionMetrics(before).perStage[0]?.branches[0]?.planTokens).toBe(40 + 7);
    expect(sessionMetrics(before).isEstimate).toBe(false);
  });
});

describe('criticalPath', () => {
  it('[M11] leaves a plan at the fork, and is timed', () => {
    const { pieces } = criticalPath(worked, 'paper');
    const piece = (
      stream: string,
      number: number | null,
      tokens: number,
      startMs: number,
      endMs: number,
    ) => ({
      stream,
      stage: number,
      from: 0,
      to: tokens,
      tokens,
      thinkingTokens: 0,
      startMs,
      endMs,
    });
    expect(pieces).toEqual([
      piece('plan:1', 1, 70, 0, 700),
      piece('execution:1.2', 1, 20, 750, 1200),
      piece('plan:3', 3, 20, 1600, 1800),
      piece('execution:3.1', 3, 30, 1800, 2100),
      piece('answer', null, 10, 2500, 2600),
    ]);
    expect(criticalPath(worked, 'barrier').pieces.slice(0, 2)).toEqual([
      piece('plan:1', 1, 100, 0, 1000),
      piece('execution:1.1', 1, 50, 310, 800),
    ]);
  });

  it('[M15] says of each piece how much of it was thinking: of a plan what came before the fork', () => {
    const thinking = (reading: 'decoded' | 'visible') =>
      criticalPath(workedThinking, 'authors', reading).pieces.map((piece) => [
        piece.stream,
        piece.thinkingTokens,
      ]);
    expect(thinking('decoded')).toEqual([
      ['plan:1', 60],
      ['execution:1.1', 500],
      ['plan:2', 15],
      ['answer', 5],
    ]);
    expect(thinking('visible').every(([, tokens]) => tokens === 0)).toBe(true);
  });
});

describe('tokenAxis', () => {
  it('[A1] places the worked example', () => {
    const { spans, stages, length } = tokenAxis(worked);
    expect(Object.fromEntries(spans)).toEqual({
      'plan:1': { start: 0, end: 100 },
      'execution:1.1': { start: 30, end: 80 },
      'execution:1.2': { start: 70, end: 90 },
      'plan:2': { start: 100, end: 140 },
      'plan:3': { start: 140, end: 230 },
      'execution:3.1': { start: 160, end: 190 },
      answer: { start: 230, end: 240 },
    });
    expect(stages).toEqual([
      { start: 0, end: 100 },
      { start: 100, end: 140 },
      { start: 140, end: 230 },
    ]);
    expect(length).toBe(240);
  });

  it('[A2] ends at the sequential tokens, and every piece lies within its stage', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.constantFrom('authors', 'with-tags', 'barrier'), (events, definition) => {
        const state = foldEvents(events);
        const axis = tokenAxis(state, definition);
        expect(axis.length).toBe(sessionMetrics(state).sequentialTokens[definition]);
        for (const { plan, executions, stage } of state.stages)
          for (const { stream } of [plan, ...executions]) {
            const span = axis.spans.get(stream);
            const within = axis.stages[stage - 1];
            if (!span || !within) continue;
            expect(span.start).toBeGreaterThanOrEqual(within.start);
            expect(span.end).toBeLessThanOrEqual(within.end);
          }
      }),
    );
  });
});
