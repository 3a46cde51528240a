import type { FileFormat, SourcePlace } from '#lib/contract/imports.ts';
import type { Strategy } from '#lib/trace/events.ts';

/** One trace found in a file, not parsed yet: plain data that a browser can show in a table and send to the server. */
export interface SourceTrace {
  readonly place: SourcePlace;
  /** How the file was read. */
  readonly fileFormat: FileFormat;
  /** The kind of `text`. */
  readonly kind: 'log' | 'transcript' | 'sequential';
  readonly strategy: Strategy;
  readonly text: string;
  /** From the text, its row, or its partner; null where none of them has one. */
  readonly question: string | null;
  /** The known right answer, where the row has one. */
  readonly expected: string | null;
  /** Connects a SPRINT trace with its sequential partner: the ID in the file's name, or in the row. */
  readonly key: string | null;
}
