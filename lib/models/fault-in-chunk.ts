import { isRecord } from './json.ts';

const MAX_DEPTH = 6;

/** Servers write `"error": null`, `""`, `{}` and `{"code": 0, "message": ""}` into chunks where nothing went wrong. */
function isFault(error: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  if (typeof error === 'string') return error.trim() !== '';
  if (typeof error === 'number') return error !== 0;
  if (Array.isArray(error)) return error.some((each) => isFault(each, depth + 1));
  if (!isRecord(error)) return error === true;
  return Object.values(error).some((each) => isFault(each, depth + 1));
}

/** The object in a chunk that says what went wrong; null when nothing did. */
export function faultIn(chunk: unknown): unknown {
  if (!isRecord(chunk)) return null;
  if (isFault(chunk.error) || chunk.object === 'error' || chunk.type === 'error') return chunk;
  const choice: unknown = Array.isArray(chunk.choices) ? chunk.choices[0] : null;
  return isRecord(choice) && isFault(choice.error) ? choice : null;
}
