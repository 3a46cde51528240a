import { annotationSchema } from './annotation-schema.ts';
import type { Annotation } from './annotations.ts';

/** Lines of annotations, for the end of a log's text. */
export const writeAnnotations = (annotations: readonly Annotation[]): string =>
  annotations.map((one) => `${JSON.stringify(one)}\n`).join('');

/**
 * The annotations in the text of a log, in its order, renumbered from 0: a file may be merged from several, or have
 * lost some. Omits kinds of a newer version, invalid ones, and a withdrawal of an annotation that is missing.
 */
export function annotationsIn(log: string): Annotation[] {
  const annotations: Annotation[] = [];
  const renumbered = new Map<number, number>();
  for (const line of log.split('\n')) {
    const one = annotationOf(line);
    if (!one) continue;
    const seq = annotations.length;
    if (one.kind === 'withdrawal') {
      const of = renumbered.get(one.of);
      if (of === undefined) continue;
      annotations.push({ ...one, of, seq });
    } else annotations.push({ ...one, seq });
    renumbered.set(one.seq, seq);
  }
  return annotations;
}

/** Most lines are events: we parse only those that may be annotations. */
function annotationOf(line: string): Annotation | null {
  if (!line.includes('"annotation"')) return null;
  try {
    const { success, data } = annotationSchema.safeParse(JSON.parse(line));
    return success ? data : null;
  } catch {
    return null;
  }
}

/**
 * The right answer in the text of a log, after its events, so that an import reads it back. It is an annotation of a
 * kind that earlier versions skip (jsonl.ts accepts unknown kinds).
 */
const BEGIN = '{"type":"annotation","kind":"right-answer",';

export const writeRightAnswer = (expected: string | null | undefined): string =>
  expected === null || expected === undefined || expected.trim() === ''
    ? ''
    : `${BEGIN}${JSON.stringify({ expected }).slice(1)}\n`;

/** The last right answer in a log's text; null if there is none, or a broken one. Parses only that line. */
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
