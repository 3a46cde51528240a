import { defineConfig } from 'vitest/config';
import { workersFolder } from './bin/steps/workers.mjs';

/** As in production: bin/steps/workers.mjs says why. */
const compiledThreads = {
  globalSetup: ['bin/steps/test-workers.mjs'],
  env: { SPRINT_WORKERS_DIR: workersFolder },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{lib,components,app,bin}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**'],
          // Texts of hostile size take a second; on a machine that does other things, as much as ten.
          testTimeout: 30_000,
          ...compiledThreads,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{lib,app,bin}/**/*.integration.test.ts'],
          ...compiledThreads,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
