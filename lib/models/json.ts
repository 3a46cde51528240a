/** A JSON object whose fields are not known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of these fields that is an object. */
export function recordIn(record: JsonRecord, ...names: string[]): JsonRecord | null {
  for (const name of names) {
    const value = record[name];
    if (isRecord(value)) return value;
  }
  return null;
}

/** Undefined where the text is no JSON (which itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
