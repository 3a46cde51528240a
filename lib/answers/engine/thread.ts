import { parentPort } from 'node:worker_threads';
import { compareByEngine, loadEngine } from './compute-engine.ts';
import type { FromEngine, ToEngine } from './questions.ts';

/** The code that an engine thread runs: it answers one question after the other until the host ends it. */
loadEngine();
const post = (message: FromEngine) => parentPort?.postMessage(message);
parentPort?.on('message', (question: ToEngine) => {
  try {
    post({ judgement: compareByEngine(question) });
  } catch {
    // The engine throws on notation that it misreads.
    post({ judgement: { verdict: 'undecided', how: 'a notation that is not understood' } });
  }
});
post({ ready: true });
