/** More are no list of ways to write one answer. */
const MOST = 50;

/**
 * Several right answers of which any will do, in one text: a JSON list of texts, `["7", "seven"]`. Lists of numbers and
 * letters without quotes are answers themselves. Null where a text is no such list.
 */
export function alternativesIn(text: string): readonly string[] | null {
  const trimmed = text.trim();
  if (!/^\[\s*"/.test(trimmed) || !trimmed.endsWith(']')) return null;
  try {
    const values: unknown = JSON.parse(trimmed);
    const areTexts = Array.isArray(values) && values.every((value) => typeof value === 'string');
    return areTexts && values.length > 0 && values.length <= MOST ? values : null;
  } catch {
    return null;
  }
}
