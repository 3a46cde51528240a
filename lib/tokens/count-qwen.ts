import { createRequire } from 'node:module';
import type { Count } from './counter.ts';
import { inParts, LONGEST_WORD } from './in-parts.ts';

/** The parts of the package that we use; it ships no usable types. Another version may lack some of them. */
export interface QwenTokenizer {
  encode(text: string, options: { add_special_tokens: boolean }): readonly number[];
  readonly added_tokens_map?: { has(token: string): boolean };
  readonly added_tokens_splitter?: { split(text: string): readonly string[] };
  readonly normalizer?: (text: string) => string;
  readonly pre_tokenizer?: { readonly tokenizers?: readonly { readonly pattern?: RegExp }[] };
}

export function loadQwenTokenizer(modulePath: string): QwenTokenizer {
  const loaded: { fromPreTrained(): QwenTokenizer } = createRequire(modulePath)(modulePath);
  return loaded.fromPreTrained();
}

/**
 * Kinds of text that the steps before the merge treat differently: contractions, spaces, marks, special tokens, halves
 * of a character.
 */
const SAMPLE = "We'll  see: \u00e9 e\u0301 <think>12</think>\n\n x <|im_end|>\t\u4e2d\u6587\ud83e\uddee ";
/** Longer words recur too seldom to be worth the memory. */
const LONGEST_REMEMBERED = 64;
const MOST_REMEMBERED = 100_000;

/**
 * The tokenizer cuts a text into words with a regular expression and merges each word separately, so the count of a
 * text is the sum over its words. Words recur: caching their counts makes a count 15 times as fast as encoding the text
 * again (0.06 µs a character, bench/tokens.ts), which repeated counts of prefixes need. The steps before the cut are
 * the library's own: its special tokens, its normaliser, its regular expression. If these are not as expected, or give
 * another count for a sample than the library does, we encode every text whole.
 */
export function createQwenCount(modulePath: string): Count {
  const tokenizer = loadQwenTokenizer(modulePath);
  const encode = (text: string) => tokenizer.encode(text, { add_special_tokens: false }).length;
  const byWords = countByWords(tokenizer, encode);
  try {
    return byWords && byWords(SAMPLE) === encode(SAMPLE) ? byWords : encode;
  } catch {
    return encode;
  }
}

/** Null if the library has other parts than we expect. */
function countByWords(tokenizer: QwenTokenizer, encode: Count): Count | null {
  const { added_tokens_map: special, added_tokens_splitter: splitter, normalizer } = tokenizer;
  const words = tokenizer.pre_tokenizer?.tokenizers?.[0]?.pattern;
  if (!special || !splitter || !normalizer || !words) return null;
  const countWord = rememberWords(encode);
  return (text) => {
    let count = 0;
    for (const section of splitter.split(text)) {
      if (special.has(section)) {
        count++;
        continue;
      }
      const normal = normalizer(section);
      let covered = 0;
      for (const word of normal.match(words) ?? []) {
        covered += word.length;
        count += countWord(word);
      }
      if (covered !== normal.length) throw new Error('the words do not make up the text');
    }
    return count;
  };
}

/** A cache of two generations: it keeps the words used since they last changed. */
function rememberWords(encode: Count): Count {
  let recent = new Map<string, number>();
  let older = new Map<string, number>();
  return (word) => {
    if (word.length > LONGEST_WORD) return inParts(word, encode);
    if (word.length > LONGEST_REMEMBERED) return encode(word);
    const known = recent.get(word);
    if (known !== undefined) return known;
    const count = older.get(word) ?? encode(word);
    if (recent.size >= MOST_REMEMBERED) {
      older = recent;
      recent = new Map();
    }
    recent.set(ownText(word), count);
    return count;
  };
}

/** V8 stores a cut of 13 or more characters as a view of its text: one new word kept a text of a megabyte in memory. */
const ownText = (word: string): string => (word.length < 13 ? word : ` ${word}`.slice(1));
