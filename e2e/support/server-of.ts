/**
 * Each worker has a server with a data folder of its own, so that tests that run at once share nothing. The first port is chosen
 * by playwright.config.ts.
 */
export const serverOf = (worker: number): string =>
  process.env.E2E_BASE_URL ?? `http://127.0.0.1:${Number(process.env.E2E_PORT) + worker}`;
