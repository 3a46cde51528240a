/**
 * The right answer in the text of a log, behind its events: what an import reads back with it. It stands as an annotation of
 * a kind that versions before it pass over (jsonl.ts takes kinds that it does not know).
 */
const BEGIN = '{"type":"annotation","kind":"right-answer",';

export const writeRightAnswer = (expected: string | null | undefined): string =>
  expected === null || expected === undefined || expected.trim() === ''
    ? ''
    : `${BEGIN}${JSON.stringify({ expected }).slice(1)}\n`;

/** The last one that a log's text gives; null where it gives none, or a broken one. Only that line is parsed. */
export function rightAnswerIn(log: string): string | null {
  const at = log.lastIndexOf(`\n${BEGIN}`);
  if (at < 0) return null;
  const end = log.indexOf('\n', at + 1);
  try {
    const { expected } = JSON.parse(log.slice(at + 1, end < 0 ? undefined : end)) as { expected?: unknown };
    return typeof expected === 'string' && expected.trim() !== '' ? expected : null;
  } catch {
    return null;
  }
}
