import { parentPort, workerData } from 'node:worker_threads';
import { type CountThreadData, loadCount } from './load-count.ts';

/** The program of a counter's thread: one text after the other, until the thread ends. */
const count = loadCount(workerData as CountThreadData);
parentPort?.on('message', ({ id, text }: { id: number; text: string }) => {
  try {
    parentPort?.postMessage({ id, count: count(text) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
