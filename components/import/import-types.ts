import type { PickedFile } from '#components/actions/files/collect-files.ts';
import type { FileFormat, ImportProblem, SourcePlace } from '#lib/contract/imports.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import type { Severity, Strategy } from '#lib/trace/events.ts';

/** A file as the table shows it. */
export interface FoundFile {
  readonly id: number;
  readonly path: string;
  readonly format: FileFormat;
  /** The reason for the format. */
  readonly why: string;
  /** A person chose the format. */
  readonly chosen: boolean;
}

/** A trace as the table shows it; its text stays in the worker. */
export interface FoundTrace {
  readonly id: number;
  readonly fileId: number;
  readonly place: SourcePlace;
  readonly kind: SourceTrace['kind'];
  readonly strategy: Strategy;
  /** At most its first `QUESTION_HEAD` characters; null where no question is known. */
  readonly question: string | null;
  readonly questionFrom: 'itself' | 'partner' | 'hand';
  /** UTF-8. */
  readonly bytes: number;
  /** Traces with the same name here belong together; null for one without a partner. */
  readonly pair: string | null;
  /** The right answer, its own or that of an answer key; at most its beginning. */
  readonly expected: string | null;
}

/** A file of right answers, and how many of the traces found it knows. */
export interface FoundKey {
  readonly fileId: number;
  readonly answers: number;
  readonly matched: number;
  readonly traces: number;
}

/** The result of joining a key to traces that are already stored. */
export type StoredJoin =
  | { readonly phase: 'busy' }
  /**
   * `missing`: matched ones without a right answer, which would get one; `other`: matched ones with a different one.
   */
  | {
      readonly phase: 'matched';
      readonly stored: number;
      readonly matched: number;
      readonly missing: number;
      readonly other: number;
    }
  | { readonly phase: 'joined'; readonly done: number; readonly failed: number }
  | { readonly phase: 'failed'; readonly message: string };

export interface FoundProblem {
  readonly id: number;
  /** The file of the problem, where that could be opened. */
  readonly fileId: number | null;
  readonly problem: ImportProblem;
}

export interface Found {
  readonly files: readonly FoundFile[];
  readonly traces: readonly FoundTrace[];
  readonly problems: readonly FoundProblem[];
  readonly keys: readonly FoundKey[];
}

export const QUESTION_HEAD = 300;

/** What became of one trace. */
export type Outcome =
  | {
      readonly kind: 'imported';
      readonly sessionId: string;
      readonly pairId: string | null;
      readonly diagnostics: readonly { readonly code: string; readonly severity: Severity }[];
    }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string | null };

export interface Sent {
  readonly id: number;
  readonly outcome: Outcome;
}

/** Page to worker. */
export type ToWorker =
  | { readonly type: 'open'; readonly files: readonly PickedFile[] }
  | { readonly type: 'set-format'; readonly fileId: number | 'all'; readonly format: FileFormat | null }
  | { readonly type: 'pair'; readonly id: number; readonly partnerId: number }
  | { readonly type: 'unpair'; readonly id: number }
  | { readonly type: 'set-question'; readonly id: number; readonly question: string }
  | { readonly type: 'import'; readonly ids: readonly number[]; readonly tokenizer: TokenizerName }
  /** First only counts; then, with `apply`, stores. */
  | { readonly type: 'join-stored'; readonly fileId: number; readonly apply: boolean }
  | { readonly type: 'stop' };

/** Worker to page. */
export type FromWorker =
  | {
      readonly type: 'reading';
      readonly files: number;
      readonly bytes: number;
      readonly traces: number;
      readonly current: string;
    }
  /** `opened`: the answer to an `open`, not to a correction. */
  | { readonly type: 'found'; readonly found: Found; readonly opened: boolean }
  | { readonly type: 'sending'; readonly current: string }
  | { readonly type: 'sent'; readonly sent: readonly Sent[] }
  | { readonly type: 'stored'; readonly fileId: number; readonly join: StoredJoin }
  | { readonly type: 'import-end' }
  | { readonly type: 'broken'; readonly message: string };
