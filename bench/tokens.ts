// The cost of counting, per character: the library's own count, and the workers', with new and with known words.
//   node bench/tokens.ts [FOLDER of texts]
// Without a folder it uses the recorded traces of public/traces, as transcripts.

import { tokenizerNames } from '#lib/tokens/counter.ts';
import { createInlineQwenCounter } from '#lib/tokens/inline-qwen-counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { sourceTexts } from './source-texts.ts';

const texts = sourceTexts(process.argv[2]);
const characters = texts.reduce((sum, text) => sum + text.length, 0);
console.log(`${texts.length} texts, ${(characters / 1e6).toFixed(2)} million characters`);

async function measure(
  name: string,
  count: (text: string) => Promise<number>,
  suffix: string,
): Promise<void> {
  const startedAt = performance.now();
  const counts = await Promise.all(texts.map((text) => count(`${text}${suffix}`)));
  const ms = performance.now() - startedAt;
  const tokens = counts.reduce((sum, one) => sum + one, 0);
  const perCharacter = ((ms / characters) * 1000).toFixed(3);
  console.log(`${name}: ${ms.toFixed(0)} ms, ${perCharacter} µs a character, ${tokens} tokens`);
}

const inline = createInlineQwenCounter();
await inline.count('load');
await measure('qwen3, the library’s own', (text) => inline.count(text), '');
for (const name of tokenizerNames) {
  const counter = createCounter(name);
  await counter.count('load');
  // A different ending each time: a counter counts the same text only once.
  await measure(`${name}, new words`, (text) => counter.count(text), ' ');
  await measure(`${name}, known words`, (text) => counter.count(text), '\n');
  await measure(`${name}, known words again`, (text) => counter.count(text), '\t');
  await counter.close();
}
