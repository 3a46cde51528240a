/**
 * The worker's program, as text: there is no file that a bundler would have to find, move or compile, so that it runs
 * the same under plain Node, Vitest and the Next server build. CommonJS, as Node evaluates it.
 */
export const workerSource = `'use strict';
const { parentPort, workerData } = require('node:worker_threads');
const tokenizer = require(workerData.modulePath).fromPreTrained();
parentPort.on('message', ({ id, text }) => {
  try {
    parentPort.postMessage({ id, count: tokenizer.encode(text, { add_special_tokens: false }).length });
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});
`;
