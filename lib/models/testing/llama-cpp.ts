import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Behaviour, raw } from './behaviours.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'fixtures', 'llama-cpp');

/** The statuses of the recorded refusals from llama.cpp's server. */
const REFUSALS = {
  loading: 503,
  'parameter-type': 400,
  'parameter-value': 400,
  path: 404,
  'reasoning-format': 500,
  'system-role': 400,
  'template-argument': 400,
  'too-long': 400,
} as const;

export const recordedText = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');

/** Plays a stream of llama.cpp's server byte for byte, whatever the request was. */
export const recordedStream = (name: string, more: Partial<Extract<Behaviour, { kind: 'raw' }>> = {}) =>
  raw(recordedText(`${name}.sse`), more);

/** A whole reply, as the server sends it if the request asks for no stream. */
export const recordedReply = (name: string): Behaviour =>
  raw(recordedText(`${name}.json`), { contentType: 'application/json; charset=utf-8' });

export const recordedRefusal = (name: keyof typeof REFUSALS): Behaviour => ({
  kind: 'http',
  status: REFUSALS[name],
  body: recordedText(`refusal-${name}.json`),
  contentType: 'application/json; charset=utf-8',
});
