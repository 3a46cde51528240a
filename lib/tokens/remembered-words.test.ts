import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { syncCount } from './sync-counter.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

const FILLER = 'the same words again and again. '.repeat(16_000);

// Each text has one word that no earlier text had: stored as views of their texts, ten words held 5 MB.
it('words that the tokenizer remembers do not keep their texts in memory', { timeout: 60_000 }, () => {
  const count = syncCount('qwen3');
  count(`${FILLER} warm`);
  const before = heapMegabytes();
  for (let index = 0; index < 10; index++)
    count(`${FILLER} newword${'abcdefgh'.repeat(2)}${String.fromCharCode(97 + index)} end`);
  expect(heapMegabytes() - before).toBeLessThan(2.5);
});
