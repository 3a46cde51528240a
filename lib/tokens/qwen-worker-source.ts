import { inPartsSource, LONGEST_WORD, workerLoop } from './worker-program.ts';

/**
 * The Qwen worker. Its tokenizer cuts a text into words by a regular expression and merges each word for itself, so the
 * count of a text is the sum over its words, and words recur: remembering theirs makes a count 15 times as fast as
 * encoding anew (0.06 µs a character, bench/tokens.ts), which prefixes counted again and again need. The steps before the
 * cut are the library's own: its special tokens, its normaliser, its expression. Where these are not as expected, or
 * give another count for a sample than the library does, every text is encoded whole.
 */
const definitions = `
const tokenizer = require(workerData.modulePath).fromPreTrained();
const encode = (text) => tokenizer.encode(text, { add_special_tokens: false }).length;
const special = tokenizer.added_tokens_map;
const words = tokenizer.pre_tokenizer?.tokenizers?.[0]?.pattern;

// Two generations: what was used since the last change of them is kept. At most 200,000 words of 64 characters.
let recent = new Map();
let older = new Map();
function countWord(word) {
  if (word.length > ${LONGEST_WORD}) return inParts(word, encode);
  if (word.length > 64) return encode(word);
  let count = recent.get(word);
  if (count !== undefined) return count;
  count = older.get(word) ?? encode(word);
  if (recent.size >= 100000) {
    older = recent;
    recent = new Map();
  }
  recent.set(own(word), count);
  return count;
}

// V8 cuts 13 characters and more out of a text as a view of it: one new word kept a text of a megabyte in memory.
const own = (word) => (word.length < 13 ? word : (' ' + word).slice(1));

function countByWords(text) {
  let count = 0;
  for (const section of tokenizer.added_tokens_splitter.split(text)) {
    if (special.has(section)) {
      count++;
      continue;
    }
    const normal = tokenizer.normalizer(section);
    let covered = 0;
    for (const word of normal.match(words) ?? []) {
      covered += word.length;
      count += countWord(word);
    }
    if (covered !== normal.length) throw new Error('the words do not make up the text');
  }
  return count;
}

const sample = 'We\\'ll  see: \\u00e9 e\\u0301 <think>12</think>\\n\\n x <|im_end|>\\t\\u4e2d\\u6587\\ud83e\\uddee ';
function works() {
  try {
    return countByWords(sample) === encode(sample);
  } catch {
    return false;
  }
}
const count = works() ? countByWords : encode;
`;

export const qwenWorkerSource = workerLoop(definitions);

/** The same without the loop, for a thread that counts by itself; wants `require` and `workerData`. */
export const qwenDefinitions = inPartsSource + definitions;
