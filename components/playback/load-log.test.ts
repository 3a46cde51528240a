import { afterEach, expect, test, vi } from 'vitest';
import { answer, logOf, planEnd, planStart, planText } from '#lib/graph/testing/rounds-log.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { loadLog } from './load-log.ts';
import { ReaderError } from './reader-error.ts';

const written = Array.from({ length: 4500 }, (_, at) => planText(1, `word ${at} `));
const log = logOf(planStart(1), written, planEnd(1, 9000), answer);

function serve(text: string): void {
  vi.stubGlobal('fetch', async () => new Response(text));
}
afterEach(() => vi.unstubAllGlobals());

async function read(
  signal = new AbortController().signal,
  rest: () => Promise<void> = async () => undefined,
) {
  const slices: (readonly TraceEvent[])[] = [];
  for await (const slice of loadLog('/log', signal, rest)) slices.push(slice);
  return slices;
}

test('a long log comes in slices with a rest between them, whole and in order', async () => {
  serve(writeLog(log));
  let rests = 0;
  const slices = await read(undefined, async () => {
    rests++;
  });
  expect(slices.map((slice) => slice.length)).toEqual([2000, 2000, log.length - 4000]);
  expect(rests).toBe(2);
  expect(slices.flat()).toEqual(log);
});

test('what stands broken in the middle is said, with its line', async () => {
  serve(`${writeLog(log.slice(0, 2100))}{"seq":2100,"typ`);
  await expect(read()).rejects.toSatisfy(
    (error) => error instanceof ReaderError && error.type === 'unreadable' && /Line 2101/.test(error.message),
  );
});

test('who left gets no further slice', async () => {
  serve(writeLog(log));
  const leaving = new AbortController();
  await expect(read(leaving.signal, async () => leaving.abort())).rejects.toThrow(/abort/i);
});
