import { describe, expect, it } from 'vitest';
import { ApiError } from '#components/api/api-error.ts';
import type { Sent } from '#components/import/import-types.ts';
import type { ImportBatchResult } from '#lib/contract/imports.ts';
import type { OutgoingTrace } from './batches.ts';
import { type SendOptions, sendBatches } from './send-batches.ts';

const trace = (id: number): OutgoingTrace => ({
  id,
  bytes: 1,
  body: { text: `text ${id}`, kind: 'sequential', name: `${id}.txt` },
});
const batch = (...ids: number[]) => ids.map(trace);
const stored = ({ id }: OutgoingTrace): ImportBatchResult => ({
  id: `s${id}`,
  pairId: null,
  diagnostics: [],
});
const refused = (status: number) => new ApiError('problem', { title: 'No', status });
const gone = () => new ApiError('offline', { title: 'Sprintscope does not answer', status: 0 });

/** Sends to a fake server of the test; records waits instead of spending them. */
async function send(
  batches: OutgoingTrace[][],
  post: SendOptions['post'],
  options: Partial<SendOptions> = {},
) {
  const sent: Sent[] = [];
  const waits: number[] = [];
  const begun: number[][] = [];
  await sendBatches(batches, {
    post,
    wait: async (ms) => void waits.push(ms),
    onStart: (traces) => begun.push(traces.map(({ id }) => id)),
    onSent: (some) => sent.push(...some),
    ...options,
  });
  return { sent: new Map(sent.map(({ id, outcome }) => [id, outcome])), waits, begun };
}

describe('sending batches', () => {
  it('says of every trace what the server said, by its place in the batch', async () => {
    const { sent } = await send([batch(1, 2), batch(3)], async (traces) =>
      traces.map((one) =>
        one.id === 2
          ? {
              problem: {
                place: { path: '2.txt' },
                type: 'empty' as const,
                message: 'There is no text in it.',
                remedy: 'Nothing to do.',
              },
            }
          : stored(one),
      ),
    );
    expect(sent.get(1)).toEqual({ kind: 'imported', sessionId: 's1', pairId: null, diagnostics: [] });
    expect(sent.get(2)).toEqual({
      kind: 'failed',
      message: 'There is no text in it.',
      remedy: 'Nothing to do.',
    });
    expect(sent.get(3)).toMatchObject({ kind: 'imported', sessionId: 's3' });
  });

  it('has two requests under way at most', async () => {
    let now = 0;
    let most = 0;
    await send(
      [1, 2, 3, 4, 5, 6].map((id) => batch(id)),
      async (traces) => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setImmediate(resolve));
        now--;
        return traces.map(stored);
      },
    );
    expect(most).toBe(2);
  });

  it.each([429, 503])('tries again after a pause when the server says %i', async (status) => {
    let calls = 0;
    const { sent, waits } = await send([batch(1)], async (traces) => {
      if (++calls < 3) throw refused(status);
      return traces.map(stored);
    });
    expect(sent.get(1)).toMatchObject({ kind: 'imported' });
    expect(waits).toEqual([500, 1500]);
  });

  it('does not repeat what failed inside the server: it might be stored twice', async () => {
    let calls = 0;
    const { sent } = await send([batch(1)], async () => {
      calls++;
      throw refused(500);
    });
    expect(calls).toBe(1);
    expect(sent.get(1)).toMatchObject({ kind: 'failed', message: 'No' });
  });

  it('halves a batch that is refused as a whole until only the culprit fails', async () => {
    const { sent } = await send([batch(1, 2, 3, 4, 5)], async (traces) => {
      if (traces.some(({ id }) => id === 4)) throw refused(413);
      return traces.map(stored);
    });
    expect([...sent].filter(([, { kind }]) => kind === 'failed').map(([id]) => id)).toEqual([4]);
    expect(sent.size).toBe(5);
  });

  it('sends nothing more once the server is gone, and leaves the rest unsent', async () => {
    const { sent, begun } = await send([batch(1), batch(2), batch(3), batch(4)], async () => {
      throw gone();
    });
    expect(begun).toEqual([[1], [2]]);
    expect([...sent.keys()]).toEqual([1, 2]);
    expect(sent.get(1)).toMatchObject({ kind: 'failed', message: 'Sprintscope does not answer' });
  });

  it('a cancel ends it after the requests under way, whose results are told', async () => {
    const cancel = new AbortController();
    const { sent, begun } = await send(
      [batch(1), batch(2), batch(3), batch(4)],
      async (traces) => {
        cancel.abort();
        return traces.map(stored);
      },
      { signal: cancel.signal },
    );
    expect(begun).toEqual([[1]]);
    expect(sent.get(1)).toMatchObject({ kind: 'imported' });
  });

  it('a result that is missing is a failure, not a success', async () => {
    const { sent } = await send([batch(1, 2)], async () => [stored(trace(1))]);
    expect(sent.get(1)).toMatchObject({ kind: 'imported' });
    expect(sent.get(2)).toMatchObject({ kind: 'failed' });
  });
});
