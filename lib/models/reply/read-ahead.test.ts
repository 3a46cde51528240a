import { expect, it } from 'vitest';
import { giveWay } from '#lib/base/give-way.ts';
import { readAhead } from './read-ahead.ts';
import { createBodyReader } from './reply-bounds.ts';

const KIBI = 1024;

/** The rest of a body that arrived in these chunks. */
function restOf(chunks: Uint8Array[]) {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[taken++];
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { stream: readAhead([], createBodyReader(body), (failure) => failure), taken: () => taken };
}

it('gives all of a body out in its order, others having their turns in between', async () => {
  const sizes = [1, 0, 64 * KIBI, 3, 200 * KIBI, 1];
  const chunks = sizes.map((size, index) => new Uint8Array(size).fill(index));
  let isOver = false;
  let turns = 0;
  const others = (async () => {
    for (; !isOver; turns++) await giveWay();
  })();
  const given: Uint8Array[] = [];
  for await (const part of restOf(chunks).stream) given.push(part);
  isOver = true;
  await others;
  expect(Buffer.concat(given).equals(Buffer.concat(chunks))).toBe(true);
  // 16 KiB a turn.
  expect(turns).toBeGreaterThanOrEqual(264 / 16);
});

it('lets the endpoint wait behind many tiny chunks as behind many bytes', async () => {
  const { stream, taken } = restOf(Array.from({ length: 20_000 }, () => new Uint8Array(1)));
  for (let before = -1; before < taken(); ) {
    before = taken();
    for (let turn = 0; turn < 10; turn++) await giveWay();
  }
  expect(taken()).toBeLessThan(5000);
  await stream.cancel();
});
