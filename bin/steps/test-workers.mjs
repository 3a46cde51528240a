import { ensureWorkers } from './workers.mjs';

/** Before integration tests: what the threads of their servers run. */
export const setup = () => ensureWorkers();
