import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { framed } from './pulled-stream.ts';
import { deflated, zipStream } from './zip-stream.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const MODIFIED = '2026-01-02T03:04:05.006Z';

test('parts that were compressed apart are one file, the frame around them used again and again', async () => {
  const parts = fc.tuple(fc.string(), fc.string({ maxLength: 3000 }));
  await fc.assert(
    fc.asyncProperty(fc.array(parts, { maxLength: 5 }), async (sessions) => {
      const texts = ['<!doctype html>', '</title>'.repeat(50), '</html>'];
      const frame = await Promise.all(texts.map((text, at) => deflated(bytesOf(text), at === 2)));
      const entries = async function* () {
        for (const [at, slots] of sessions.entries()) {
          const own = await Promise.all(slots.map((slot) => deflated(bytesOf(slot), false)));
          yield { name: `é ${at}.html`, modifiedAt: MODIFIED, parts: framed(frame, own) };
        }
      };
      const chunks: Uint8Array[] = [];
      for await (const chunk of zipStream(entries())) chunks.push(chunk);
      const files = unzipSync(Buffer.concat(chunks));
      expect(Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString()])).toEqual(
        sessions.map(([title, data], at) => [
          `é ${at}.html`,
          Buffer.from(bytesOf(`${texts[0]}${title}${texts[1]}${data}${texts[2]}`)).toString(),
        ]),
      );
    }),
    { numRuns: 50 },
  );
});
