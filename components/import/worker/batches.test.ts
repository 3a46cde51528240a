import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { type OutgoingTrace, toBatches, toBatchTrace } from './batches.ts';

const outgoing = (id: number, bytes: number): OutgoingTrace => ({
  id,
  bytes,
  body: { text: 'x', kind: 'sequential', name: `${id}.txt` },
});

describe('batches', () => {
  it('hold every trace once, in order, never more than 16 and never much at once, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(400_000), { maxLength: 200 }), (sizes) => {
        const traces = sizes.map((bytes, id) => outgoing(id, bytes));
        const batches = toBatches(traces);
        expect(batches.flat()).toEqual(traces);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, trace) => sum + trace.bytes, 0);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(16);
          expect(batch.length === 1 || bytes <= 192 * 1024).toBe(true);
        }
      }),
    );
  });
});

describe('a trace as the API takes it', () => {
  const trace: SourceTrace = {
    place: { path: 'data/rows.jsonl', record: 3, line: 4 },
    fileFormat: 'table-jsonl',
    kind: 'transcript',
    strategy: 'sprint',
    text: '<Plan_1></Plan_1>',
    question: null,
    expected: '4',
    key: '12',
  };

  it('leaves out what nobody knows', () => {
    expect(toBatchTrace(trace, null, 'key')).toEqual({
      text: trace.text,
      kind: 'transcript',
      strategy: 'sprint',
      importKey: 'key',
      name: 'data/rows.jsonl',
      record: 3,
      line: 4,
      expected: '4',
    });
  });

  it('carries the pair and the question', () => {
    expect(toBatchTrace({ ...trace, question: 'Why?' }, 'p', 'key')).toMatchObject({
      question: 'Why?',
      pairId: 'p',
    });
  });
});
