import type { Server } from './server.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Exits by itself when closing takes longer: a stop that hangs ends in kill -9, and recovery then does the rest. */
const CLOSING_MS = 10_000;
/** For answers under way once all is stored: a client that streams from the built-in would be waited for without end. */
const LAST_ANSWERS_MS = 1000;

/**
 * On a signal first closes our server, then lets the listeners that were there before do their part: they close the HTTP
 * server and exit (bin/serve.ts). They go second because they wait for open event streams, and exit without waiting for us.
 */
export function shutDownOnSignals(getServer: () => Promise<Server>, process: NodeJS.Process): void {
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
