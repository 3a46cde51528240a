import { Worker } from 'node:worker_threads';
import { createEngineHost, type EngineHost, type EngineThread } from '#lib/answers/engine/engine-host.ts';
import { engineThread } from './places.ts';
import type { Terminal } from './terminal.ts';

/** The algebra engine for what no rule decides; its thread starts with the first question. */
export const openEngine = ({ clock }: Pick<Terminal, 'clock'>): EngineHost =>
  createEngineHost({ start: startThread, clock });

function startThread(): EngineThread {
  // The main thread's flags have no meaning for this one.
  const worker = new Worker(engineThread, { name: 'algebra', execArgv: [] });
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onEnd: (listener) => void worker.on('error', listener).on('exit', listener),
    end: () => void worker.terminate(),
  };
}
