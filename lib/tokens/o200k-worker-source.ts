import { inPartsSource, LONGEST_WORD, workerLoop } from './worker-program.ts';

/**
 * The o200k worker. The library remembers words by itself. Special tokens are text like any other: what a trace holds is
 * data, and the library would refuse it.
 */
const definitions = `
const { countTokens } = require(workerData.modulePath);
const asText = { disallowedSpecial: new Set() };
const whole = (text) => countTokens(text, asText);

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
