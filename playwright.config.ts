import { defineConfig, devices } from '@playwright/test';
import { deadPort } from './e2e/support/dead-port.ts';
import { serverOf } from './e2e/support/server-of.ts';

/** The address of a running server (in development): then we neither build nor start one. */
const given = process.env.E2E_BASE_URL;
/**
 * Each with a server of its own. Two browsers that draw in software and two servers want more than two cores: tests of a
 * run's pace then come too late, and all together take as long. `E2E_WORKERS=2` for a machine with more.
 */
const workers = Number(process.env.E2E_WORKERS ?? 1);

// One that is free: another run, or a server of the same checkout, may be under way. Workers load this file too, and inherit it.
process.env.E2E_PORT ??= String(await deadPort());

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  workers,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: {
    // Traces are off unless `--trace on` asks for them: a trace takes a picture of every step, on the two cores that
    // also draw the page.
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } } },
  ],
  webServer:
    given === undefined
      ? Array.from({ length: workers }, (_, worker) => ({
          command: 'node e2e/server.mjs',
          url: `${serverOf(worker)}/api/health`,
          timeout: 300_000,
          reuseExistingServer: false,
          gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 5000 },
          stdout: 'ignore' as const,
          stderr: 'pipe' as const,
          env: { PORT: new URL(serverOf(worker)).port },
        }))
      : undefined,
});
