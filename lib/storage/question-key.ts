import { sha256Hex } from '#lib/base/sha256.ts';

/**
 * The key that sessions on the same question share: a hash of the question with white space folded, so that an index
 * stays small whatever the question's length. Empty for a blank question: it pairs nothing.
 */
export function questionKey(question: string): string {
  const folded = question.replace(/\s+/g, ' ').trim();
  return folded === '' ? '' : sha256Hex(folded).slice(0, 32);
}
