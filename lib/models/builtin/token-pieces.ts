/**
 * Splits a text as tokenizers of the Qwen family do before their merges: a word with the space before it, single
 * digits, runs of signs, line breaks. Long words are parted once more, for they are rarely one token.
 */
const PIECE = / ?\p{L}{1,9}|\p{N}| ?[^\s\p{L}\p{N}]{1,4}\n*|\s*\n+| +(?=\S)|\s+/gu;

/** The pieces joined are the text. Their number is close to a real tokenizer's count on this reasoner's texts. */
export function tokenPieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}
