import { root } from './dependencies.mjs';

/** How esbuild compiles TypeScript for our Node: the command line as it is published, and the server's threads. */
export const nodeBundle = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  packages: 'external',
  logLevel: 'warning',
};
