import { ensureWorkers } from './workers.mjs';

/** Before tests: what the threads of servers and counters run. */
export const setup = () => ensureWorkers();
