import { defineConfig, devices } from '@playwright/test';

const port = Number(process.env.E2E_PORT ?? 3219);
/** A server that runs already (in development): then none is built and started. */
const given = process.env.E2E_BASE_URL;
const baseURL = given ?? `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  // One server with one data folder: tests make sessions of their own and do not count on being alone, but two
  // browsers on two cores already make each other wait.
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: 'test-results',
  use: {
    baseURL,
    trace: 'retain-on-failure',
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
      ? {
          command: 'node e2e/server.mjs',
          url: `${baseURL}/api/health`,
          timeout: 300_000,
          reuseExistingServer: false,
          gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
          stdout: 'ignore',
          stderr: 'pipe',
          env: { PORT: String(port) },
        }
      : undefined,
});
