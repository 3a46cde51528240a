import { sha256Hex } from '#lib/base/sha256.ts';

/**
 * What sessions on the same question have in common: a hash, so that an index stays small whatever the question's
 * length, of the question with white space folded. Empty for a question that says nothing: nothing pairs by it.
 */
export function questionKey(question: string): string {
  const folded = question.replace(/\s+/g, ' ').trim();
  return folded === '' ? '' : sha256Hex(folded).slice(0, 32);
}
