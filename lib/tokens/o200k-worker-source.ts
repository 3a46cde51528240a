import { inPartsSource, LONGEST_WORD, workerLoop } from './worker-program.ts';

/**
 * The o200k worker. The library remembers words by itself, up to 100,000, and each may be a view of the text it was cut out
 * of, which it keeps in memory: so it forgets them from time to time. Special tokens are text like any other: what a trace holds is
 * data, and the library would refuse it.
 */
const definitions = `
const { countTokens, clearMergeCache } = require(workerData.modulePath);
const asText = { disallowedSpecial: new Set() };
let charactersKept = 0;
function whole(text) {
  charactersKept += text.length;
  if (charactersKept > 16e6) {
    clearMergeCache();
    charactersKept = text.length;
  }
  return countTokens(text, asText);
}

// Every word of the tokenizer lies in one run, a character before or after it apart.
const runs = /[\\p{L}\\p{M}]+|[^\\s\\p{L}\\p{M}\\p{N}]+|\\s+|\\p{N}+/gu;
function count(text) {
  if (text.length <= ${LONGEST_WORD}) return whole(text);
  let sum = 0;
  let from = 0;
  for (const { 0: run, index } of text.matchAll(runs)) {
    if (run.length <= ${LONGEST_WORD}) continue;
    sum += whole(text.slice(from, index)) + inParts(run, whole);
    from = index + run.length;
  }
  return sum + whole(text.slice(from));
}
`;

export const o200kWorkerSource = workerLoop(definitions);

/** The same without the loop, for a thread that counts by itself; wants `require` and `workerData`. */
export const o200kDefinitions = inPartsSource + definitions;
