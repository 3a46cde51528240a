import { createHash } from 'node:crypto';

/** Without 0/o, 1/l/i: people copy ids from one screen to another. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';

/**
 * An id of `length` characters, about 5 bits each, made of the given random bytes; safe in URLs and file names. Skips
 * bytes over the largest multiple of the alphabet, so that every character is equally likely.
 */
export function newId(randomBytes: (count: number) => Uint8Array, length = 16): string {
  const limit = 256 - (256 % ALPHABET.length);
  let id = '';
  while (id.length < length)
    for (const byte of randomBytes(length)) {
      if (byte < limit && id.length < length) id += ALPHABET[byte % ALPHABET.length];
    }
  return id;
}

/** The id for a key, always the same one; as hard to guess as the key. */
export function idOfKey(key: string): string {
  let round = 0;
  return newId(() => createHash('sha256').update(`${round++}:${key}`).digest());
}
