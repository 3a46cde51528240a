import { syncCount } from '#lib/tokens/sync-counter.ts';
import { serveJobs } from '../workers/thread.ts';
import { BREAKS_COUNTING, wordCounter } from './scripted-run.ts';

/** A thread of a test's server: it also counts sessions in words, which needs no tokenizer. */
serveJobs({
  counterFor: (name) => ({
    name,
    async count(text) {
      if (text.includes(BREAKS_COUNTING)) throw new Error('secret path /x');
      return wordCounter.count(text);
    },
  }),
  countTokens: syncCount('qwen3'),
});
