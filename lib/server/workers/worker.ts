import { createSyncCounter, syncCount } from '#lib/tokens/sync-counter.ts';
import { serveJobs } from './thread.ts';

/** The program of a pool's thread (pool.ts starts it by its path). */
serveJobs({ counterFor: createSyncCounter, countTokens: syncCount('qwen3') });
