import { createO200kCounter } from './o200k-counter.ts';
import { createQwenCounter } from './qwen-counter.ts';
import type { TokenizerName } from './tokenizer-names.ts';
import type { WorkerCounter } from './worker-counter.ts';

export { type TokenizerName, tokenizerNames } from './tokenizer-names.ts';

/** A counter of its own worker for a tokenizer. Server only. */
export function createCounter(name: TokenizerName): WorkerCounter {
  switch (name) {
    case 'qwen3':
      return createQwenCounter();
    case 'o200k':
      return createO200kCounter();
  }
}
