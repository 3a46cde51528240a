import { ensureWorkers } from './workers.mjs';

/** Runs before tests: compiles what the threads of servers and counters run. */
export const setup = () => ensureWorkers();
