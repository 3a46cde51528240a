import { createDependencyScanner, type TextStage } from './dependency-scanner.ts';
import { createTrimmer, isBlank } from './trim.ts';

export interface PieceText {
  /** UTF-16 units passed on so far, without white space held back: the offset of the next text. */
  readonly length: number;
  /** Starts the text of another piece; we scan plans for references, and plans and executions for answers. */
  start(kind: 'plan' | 'execution' | 'other'): void;
  write(text: string): void;
  /** Opens a prompt here: keeps white space before it, drops white space after its tag. */
  openPrompt(): void;
  /** Ends a prompt here. `dropBlank: false` keeps white space before the tag as text between two prompts. */
  closePrompt(dropBlank: boolean): void;
  /** Drops white space held back, and ends what the scanners had begun. */
  end(): void;
}

/**
 * The output of a piece's text: trims it, then scans it, then emits it. All pieces of a parser share one, which
 * restarts for each.
 */
export function createPieceText(
  emit: (text: string) => void,
  onReference: (number: string, offset: number) => void,
  onBoxed: (offset: number) => void,
): PieceText {
  let length = 0;
  let kind: 'plan' | 'execution' | 'other' = 'other';

  function out(text: string) {
    length += text.length;
    emit(text);
  }
  const references = createDependencyScanner(out, onReference);
  const boxed = createEarlyAnswerScanner((text) => {
    if (kind === 'plan') references.write(text);
    else out(text);
  }, onBoxed);
  const trimmer = createTrimmer((text) => {
    if (kind === 'other') out(text);
    else boxed.write(text);
  });

  function boundary() {
    boxed.boundary();
    references.boundary();
  }

  return {
    get length() {
      return length;
    },
    start(nextKind) {
      kind = nextKind;
      length = 0;
      trimmer.startTrimming();
      references.reset();
      boxed.reset();
    },
    write: trimmer.write,
    openPrompt() {
      trimmer.flush();
      boundary();
      trimmer.startTrimming();
    },
    closePrompt(dropBlank) {
      if (dropBlank) trimmer.drop();
      boundary();
      if (length > 0) trimmer.stopTrimming();
    },
    end() {
      trimmer.drop();
      boundary();
    },
  };
}

const BOXED = '\\boxed{';

/**
 * Passes text on and reports the first non-empty `\boxed{`, right after the character that decides it. One report per
 * piece: an execution that boxes every line would otherwise fill the log.
 *
 * @param found gets the offset of the backslash
 */
function createEarlyAnswerScanner(next: (text: string) => void, found: (offset: number) => void): TextStage {
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
