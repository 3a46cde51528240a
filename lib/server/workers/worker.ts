import { createSyncCounter, syncCount } from '#lib/tokens/sync-counter.ts';
import { serveJobs } from './thread.ts';

/** What a thread of the pool runs (pool.ts starts it by its path). */
serveJobs({ counterFor: createSyncCounter, countTokens: syncCount('qwen3') });
