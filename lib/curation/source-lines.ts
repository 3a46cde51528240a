/** One numbered line: about a sentence. Its number is its place in `SourceLines.lines`, from 1. */
export interface SourceLine {
  /** UTF-16 offsets into the text; the white space between two lines belongs to neither. */
  readonly start: number;
  readonly end: number;
  /** The numbering knows this line, its text is not there (the authors' records lose lines that no step covers). */
  readonly missing?: true;
}

/** A sequential trace as numbered lines. */
export interface SourceLines {
  readonly text: string;
  readonly lines: readonly SourceLine[];
}
