import { createDependencyScanner } from './dependency-scanner.ts';
import { createEarlyAnswerScanner } from './parser-early-answer.ts';
import { createTrimmer } from './parser-trim.ts';

export interface PieceText {
  /** UTF-16 units handed on so far: the offset of what comes next, white space held back apart. */
  readonly length: number;
  /** Starts the text of another piece; plans are scanned for references, plans and executions for answers. */
  start(kind: 'plan' | 'execution' | 'other'): void;
  write(text: string): void;
  /** A prompt opens here: white space before it stays, white space after its tag goes. */
  openPrompt(): void;
  /** A prompt ends here. `dropBlank: false` keeps white space before the tag as text between two prompts. */
  closePrompt(dropBlank: boolean): void;
  /** White space held back is dropped; what the scanners had begun is decided. */
  end(): void;
}

/** One text on its way out: trimmed, then scanned, then said. One for all pieces of a parser, started anew for each. */
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
