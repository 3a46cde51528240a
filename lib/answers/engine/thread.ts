import { parentPort } from 'node:worker_threads';
import { compareByEngine, loadEngine } from './compute-engine.ts';
import type { FromEngine, ToEngine } from './questions.ts';

/** What a thread for the engine runs: one question after the other, until it is ended. */
loadEngine();
const post = (message: FromEngine) => parentPort?.postMessage(message);
parentPort?.on('message', (question: ToEngine) => {
  try {
    post({ judgement: compareByEngine(question) });
  } catch {
    // The engine throws where a notation leads it astray.
    post({ judgement: { verdict: 'undecided', how: 'a notation that is not understood' } });
  }
});
post({ ready: true });
