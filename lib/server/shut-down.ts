import type { Server } from './server.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Exits by itself when closing takes longer: a stop that hangs ends in kill -9, and recovery then does the rest. */
const CLOSING_MS = 10_000;
/** For answers under way once all is stored. Next would wait without end for a client that streams from the built-in. */
const LAST_ANSWERS_MS = 1000;

/**
 * On a signal first closes our server, then lets the listeners that were there before do their part (Next closes its
 * HTTP server and exits). They go second because Next waits for open event streams, and exits without waiting for us.
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
