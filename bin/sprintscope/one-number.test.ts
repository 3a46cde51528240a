import { expect, test } from 'vitest';
import { compareNumbers } from '#lib/compare/compare-numbers.ts';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { sessionNumbers } from '#lib/server/sessions/session-numbers.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { sequentialDefinitions } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { compareRows } from './compare.ts';
import { traceRow } from './trace-row.ts';

const foldOf = async (text: string): Promise<TraceState> =>
  foldEvents(
    await logFromTranscript(text, {
      counter: wordCounter,
      question: 'How much is it?',
      origin: { kind: 'imported' },
      startedAt: '2026-01-01T00:00:00.000Z',
    }),
  );

const sprint =
  await foldOf(`<Plan_1> Two parts. <prompt_1.1> Add. </prompt_1.1> <prompt_1.2> Double. </prompt_1.2> </Plan_1>
<Execution_1> <execution_1.1> 20 + 1 = 21 </execution_1.1> <execution_1.2> twice that is 42 </execution_1.2> </Execution_1>
<Plan_2> All is known. </Plan_2>
<Final_answer> So \\boxed{42}. </Final_answer>`);
const sequential = await foldOf(`${'and so on '.repeat(30)} so \\boxed{42}`);

// The session page shows the metrics unchanged; the library shows a stored part of them; compare and command line
// compute their own.
test.each(sequentialDefinitions)(
  '%s: one trace has one ratio, stage count and saving wherever it is shown',
  (definition) => {
    const metrics = sessionMetrics(sprint);
    const stored = sessionNumbers(metrics);
    const row = traceRow('a', sprint, definition);
    const reference = traceRow('b', sequential, definition);
    const compared = compareNumbers(
      [
        { state: sprint, metrics },
        { state: sequential, metrics: sessionMetrics(sequential) },
      ],
      definition,
    );

    expect([stored.stages, row.stages]).toEqual([metrics.stages, metrics.stages]);
    expect([stored.parallelizationRatio, row.parallelizationRatio]).toEqual([1, 1]);
    expect(metrics.parallelizationRatio).toBe(1);

    const length = metrics.sequentialTokens[definition];
    expect([stored.sequentialTokens[definition], row.sequentialTokens]).toEqual([length, length]);
    expect(compared.sequential.values[0]).toBe(length);

    expect(compared.savedWithin.values[0]).toBe(metrics.savedWithinTrace[definition]);
    expect(1 - row.sequentialTokens / row.totalTokens).toBe(metrics.savedWithinTrace[definition]);
    if (definition !== 'with-tags')
      expect(1 - stored.sequentialTokens[definition] / stored.totalTokens).toBe(
        metrics.savedWithinTrace[definition],
      );

    const { savedAgainstSequential } = compareRows(row, reference);
    expect(savedAgainstSequential).not.toBeNull();
    expect(compared.savedAgainst.share).toBe(savedAgainstSequential);
  },
);

test('a trace without its end is a part: no saving against a whole run', async () => {
  const part = await foldOf('<Plan_1> Two parts. <prompt_1.1> Add. </prompt_1.1> </Plan_1>');
  const rows = compareRows(traceRow('a', part, 'authors'), traceRow('b', sequential, 'authors'));
  expect(rows.savedAgainstSequential).toBeNull();
  expect(rows.visible.savedAgainstSequential).toBeNull();
});
