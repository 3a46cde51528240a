import type { TextStage } from './dependency-scanner.ts';
import { isBlank } from './parser-blank.ts';

const BOXED = '\\boxed{';

/**
 * Passes text on and reports the first `\boxed{` that is not empty, right after the character that decides it.
 * One report a piece: an execution that boxes every line would otherwise fill the log.
 *
 * @param found gets the offset of the backslash
 */
export function createEarlyAnswerScanner(
  next: (text: string) => void,
  found: (offset: number) => void,
): TextStage {
  let matched = 0;
  let passed = 0;
  let start = 0;
  let done = false;

  return {
    write(text) {
      if (
        done ||
        (matched === 0 && (text.length === 1 ? text.charCodeAt(0) !== 92 : text.indexOf('\\') < 0))
      ) {
        passed += text.length;
        return next(text);
      }
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        if (matched === BOXED.length) {
          if (isBlank(code)) continue;
          if (code !== 125) {
            done = true;
            passed += text.length;
            next(text.slice(0, i + 1));
            found(start);
            if (i + 1 < text.length) next(text.slice(i + 1));
            return;
          }
          matched = 0;
        } else if (code === BOXED.charCodeAt(matched)) {
          if (matched === 0) start = passed + i;
          matched++;
        } else if (code === 92) {
          matched = 1;
          start = passed + i;
        } else {
          matched = 0;
        }
      }
      passed += text.length;
      next(text);
    },
    boundary() {
      matched = 0;
    },
    reset() {
      matched = 0;
      passed = 0;
      done = false;
    },
  };
}
