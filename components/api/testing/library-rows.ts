import type { LibraryRow } from '#lib/contract/library.ts';

let serial = 0;

/** A row with plain values; each test sets the values that it is about. Ids count up within a test file. */
export function libraryRow(values: Partial<LibraryRow> = {}): LibraryRow {
  serial += 1;
  const tokens = values.totalTokens ?? 1000;
  return {
    id: `row-${serial}`,
    title: null,
    question: `Question ${serial}`,
    strategy: 'sprint',
    status: 'done',
    model: 'sprint-7b',
    executorModel: 'sprint-7b',
    ruleBased: false,
    tags: [],
    pairId: null,
    origin: { kind: 'imported' },
    sourceName: null,
    createdAt: `2026-11-01T00:00:${String(serial % 60).padStart(2, '0')}.000Z`,
    stages: 2,
    prompts: 4,
    executions: 4,
    sequentialTokens: {
      authors: tokens,
      paper: tokens,
      'with-tags': tokens,
      barrier: tokens,
    },
    totalTokens: tokens,
    parallelizationRatio: 2,
    wallClockMs: null,
    tokenizer: 'qwen3',
    answer: '4',
    answerIsInferred: false,
    expected: null,
    verdict: null,
    ruling: null,
    correct: null,
    findings: [],
    renewing: false,
    annotated: null,
    thinkingTokens: null,
    visible: null,
    isEstimate: false,
    parallelUse: null,
    stagePrompts: [2, 2],
    ...values,
  };
}

/** The same count under every definition. */
export const tokensOf = (count: number): LibraryRow['sequentialTokens'] => ({
  authors: count,
  paper: count,
  'with-tags': count,
  barrier: count,
});
