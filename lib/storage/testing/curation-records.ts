import type { NewCuration, StoredBatch } from '../curation/curation-store.ts';

/** A waiting record, as an import makes it. */
export function curationRecord(over: Partial<NewCuration> & { id: string }): NewCuration {
  return {
    batchId: null,
    index: 0,
    sourceName: 'set.jsonl#1',
    createdAt: '2026-01-02T03:04:05.006Z',
    status: 'waiting',
    stage: 'imported',
    summary: null,
    summaryVersion: null,
    review: null,
    sampled: false,
    edited: false,
    attempts: 0,
    error: null,
    revision: 0,
    request: null,
    ...over,
    contents: {
      text: 'One. Two.',
      question: 'How many?',
      expected: '2',
      answer: null,
      lines: null,
      lineTokens: null,
      settings: { profile: 'paper' },
      proposal: null,
      editLog: { edits: [], cursor: 0 },
      ...over.contents,
    },
  };
}

export function storedBatch(over: Partial<StoredBatch> & { id: string }): StoredBatch {
  return {
    name: 'A set',
    createdAt: '2026-01-02T03:04:05.006Z',
    status: 'running',
    settings: { profile: 'paper' },
    proposer: { kind: 'rules' },
    concurrency: 1,
    file: { name: 'set.jsonl', bytes: 10, sha256: 'abc' },
    columns: null,
    position: 0,
    imported: 0,
    importDone: false,
    problems: [],
    problemCount: 0,
    error: null,
    sample: null,
    usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
    ...over,
  };
}
