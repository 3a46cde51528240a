/**
 * No real word is this long, UTF-16 units. Longer runs are counted in parts, since merging them takes up to a square of
 * their length (100,000 letters: 6 s with o200k), and as much as a token a part is lost in exactness.
 */
export const LONGEST_WORD = 10_000;

/** The count of a word that is too long, by its parts. */
export const inPartsSource = `
function inParts(word, count) {
  let sum = 0;
  for (let from = 0; from < word.length; ) {
    let to = from + ${LONGEST_WORD};
    // Never between the two halves of a character.
    if (to < word.length && (word.charCodeAt(to) & 0xfc00) === 0xdc00) to--;
    sum += count(word.slice(from, to));
    from = to;
  }
  return sum;
}
`;

/**
 * A worker's program, as text: there is no file that a bundler would have to find, move or compile, so that it runs
 * the same under plain Node, Vitest and the Next server build. CommonJS, as Node evaluates it. `definitions` defines
 * `count(text)`; it may use `workerData`, `require` and `inParts(word, count)`.
 */
export const workerLoop = (definitions: string): string => `'use strict';
const { parentPort, workerData } = require('node:worker_threads');
${inPartsSource}
${definitions}
parentPort.on('message', ({ id, text }) => {
  try {
    parentPort.postMessage({ id, count: count(text) });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
`;
