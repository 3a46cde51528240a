import { annotationSchema } from './annotation-schema.ts';
import type { Annotation } from './annotations.ts';

/** Lines of annotations, for the end of a log's text. */
export const writeAnnotations = (annotations: readonly Annotation[]): string =>
  annotations.map((one) => `${JSON.stringify(one)}\n`).join('');

/**
 * The annotations in the text of a log, in its order, numbered anew from 0: a file may be put together of several, or
 * have lost some. Kinds of a newer version and what is none are left out, and so is a withdrawal of what is not there.
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

/** Most lines are events: only those that may be more are parsed. */
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
