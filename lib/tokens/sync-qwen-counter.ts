import { syncCount } from './sync-counter.ts';

/**
 * The Qwen worker's own count, on the calling thread: for threads that do nothing but such work (curation counts a text
 * in the middle of a pure function, which cannot wait). Blocks 0.5 s at the first text, then 0.06 µs a character.
 * @throws TokenCounterError `not-installed` from the first count
 */
export const createSyncQwenCounter = (): ((text: string) => number) => syncCount('qwen3');
