import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { workersFolder } from './bin/steps/workers.mjs';

/** Threads are compiled as in production: bin/steps/workers.mjs says why. */
const env = {
  SPRINT_WORKERS_DIR: workersFolder,
  // Tests start our server and our command line 70 times; each takes half the time with what the first has compiled (1.3 s → 0.8).
  NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules/.cache/node-compile'),
};

const shared = {
  globalSetup: ['bin/steps/test-workers.mjs'],
  env,
  // Files of one worker share its modules: no file changes what a module holds, and loading them anew for each was half of the
  // time (of all unit tests 112 s of CPU → 56).
  isolate: false,
};

/** `npm run test:deep`: properties are tried ten times as often (lib/base/testing/property-runs.ts). */
const deepMode = 'deep';

export default defineConfig(({ mode }) => ({
  test: {
    // Vitest leaves one core free; most files here wait for a server or a thread now and then.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...shared,
          env: { ...env, DEEP_TESTS: mode === deepMode ? 'yes' : 'no' },
          name: 'unit',
          include: ['{lib,components,app,bin}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.integration.test.ts', 'node_modules/**'],
          // Texts of hostile size take a second; on a machine that does other things, as much as ten.
          testTimeout: mode === deepMode ? 600_000 : 30_000,
        },
      },
      {
        test: {
          ...shared,
          name: 'integration',
          include: ['{lib,app,bin}/**/*.integration.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));
