const WORD = 'execution_';
/** Most digits and dots of one reference; a longer number names no execution. */
const MAX_NUMBER_LENGTH = 24;

export interface TextStage {
  write(text: string): void;
  /** Marks a break in the text (a tag, or the end of the piece), which ends any pending reference. */
  boundary(): void;
  reset(): void;
}

/**
 * Passes text on and reports each `execution_i` or `execution_i.j` in it, right after the text that contains it, so
 * that the place of the report does not depend on chunking. State: a few numbers.
 *
 * @param found gets the number as written, without a full stop after it, and the offset of the word
 */
export function createDependencyScanner(
  next: (text: string) => void,
  found: (number: string, offset: number) => void,
): TextStage {
  let matched = 0;
  let number = '';
  let dotHeld = false;
  let wordBefore = false;
  let passed = 0;
  let start = 0;

  function decide(followedByWord: boolean) {
    const isReference = number !== '' && number.length <= MAX_NUMBER_LENGTH && (dotHeld || !followedByWord);
    const reference = number;
    wordBefore = !dotHeld;
    matched = 0;
    number = '';
    dotHeld = false;
    if (isReference) found(reference, start);
  }

  return {
    write(text) {
      let from = 0;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (matched === WORD.length) {
          if (code >= 48 && code <= 57) {
            if (number.length <= MAX_NUMBER_LENGTH) number += dotHeld ? `.${text[i]}` : text[i];
            dotHeld = false;
            continue;
          }
          if (code === 46 && number !== '' && !dotHeld) {
            dotHeld = true;
            continue;
          }
          if (i > from) next(text.slice(from, i));
          from = i;
          decide(isWord(code));
        }
        if (matched > 0) {
          if (code === WORD.charCodeAt(matched)) matched++;
          else matched = 0;
        } else if (!wordBefore && (code === 101 || code === 69)) {
          matched = 1;
          start = passed + i;
        }
        wordBefore = isWord(code);
      }
      passed += text.length;
      if (from < text.length) next(from === 0 ? text : text.slice(from));
    },
    boundary() {
      if (matched === WORD.length) decide(false);
      matched = 0;
      wordBefore = false;
    },
    reset() {
      matched = 0;
      number = '';
      dotHeld = false;
      wordBefore = false;
      passed = 0;
    },
  };
}

/** ASCII only: in Chinese text the word is adjacent to ideographs, with no space between. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}
