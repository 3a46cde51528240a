import { createSyncQwenCounter } from '#lib/tokens/sync-qwen-counter.ts';
import { serveJobs } from '../workers/thread.ts';
import { wordCounter } from './scripted-run.ts';

/** A thread of a test's server: sessions are counted in words there as well, which needs no tokenizer. */
serveJobs({ counterFor: () => wordCounter, countTokens: createSyncQwenCounter() });
