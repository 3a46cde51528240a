import { ConfigurationError } from '#lib/models/endpoints/configuration-error.ts';
import { StorageError } from '#lib/storage/errors.ts';
import { ServerError } from './errors.ts';
import { getServer } from './get-server.ts';
import type { Server } from './server.ts';

/**
 * Opens the server when the process starts. A fault that a person can correct (folder in use, a wrong variable) is
 * reported in one line and ends the process: a server that answers every request with an error helps nobody.
 */
export async function startUp(): Promise<void> {
  try {
    const { recovered } = await getServer();
    if (recovered.length > 0)
      console.log(
        `sprintscope: ${recovered.length} interrupted session(s) recovered: ${recovered.join(', ')}`,
      );
  } catch (error) {
    const expected =
      error instanceof StorageError || error instanceof ConfigurationError || error instanceof ServerError;
    console.error(expected ? `\n  ${error.message}\n` : error);
    process.exit(1);
  }
  shutDownOnSignals(getServer, process);
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** We exit even if closing takes longer: a stop that hangs ends in kill -9, and recovery then does the rest. */
const CLOSING_MS = 10_000;

/**
 * Time for responses in progress once everything is stored: a client that streams from the built-in could make us wait
 * without end.
 */
const LAST_ANSWERS_MS = 1000;

/**
 * On a signal, closes our server first, then lets the earlier listeners do their part: they close the HTTP server and
 * exit (bin/serve.ts). They go second because they wait for open event streams, and exit without waiting for us.
 */
function shutDownOnSignals(getServer: () => Promise<Server>, process: NodeJS.Process): void {
  for (const signal of SIGNALS) {
    const earlier = process.listeners(signal);
    process.removeAllListeners(signal);
    let closing = false;
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      setTimeout(() => process.exit(1), CLOSING_MS).unref();
      getServer()
        .then((server) => server.close())
        .catch((error: unknown) => console.error('sprintscope: closing failed:', error))
        .then(() => {
          if (earlier.length === 0) process.exit(0);
          setTimeout(() => process.exit(0), LAST_ANSWERS_MS).unref();
          for (const listener of earlier) listener(signal);
        });
    });
  }
}
