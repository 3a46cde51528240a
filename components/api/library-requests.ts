import type { FileFormat, SourceTrace } from '#lib/formats/source-trace.ts';
import type { TokenizerName } from '#lib/tokens/tokenizer-names.ts';
import type { Strategy } from '#lib/trace/events.ts';

/** What is sent when traces are imported or many sessions acted on; docs/api.md says the limits. */

/** What may be said about a trace besides its text. */
interface TraceDetails {
  /** Path of the file as shown, for example `archive.zip/planner_trajectory_2.txt`. */
  name?: string;
  /** For a text that has none. */
  question?: string;
  /** The known right answer. */
  expected?: string;
  title?: string;
  tags?: string[];
  pairId?: string;
  /** Who or what wrote it, shown as is. */
  author?: string;
  /** Unguessable, one for each trace: sent twice with it, a trace is stored once. */
  importKey?: string;
}

export interface ImportTraceInput extends TraceDetails {
  text: string;
  /** Default: recognised by `name` and text. */
  format?: FileFormat;
  /** Of a text that is one trace: what it is, whatever `format` would say. */
  kind?: SourceTrace['kind'];
  tokenizer?: TokenizerName;
}

/** A trace that was told apart already (`readTraces`). */
export interface BatchTrace extends TraceDetails {
  text: string;
  kind: SourceTrace['kind'];
  strategy?: Strategy;
  /** Where in the file, from 1. */
  record?: number;
  line?: number;
}

export interface ImportTracesInput {
  traces: readonly BatchTrace[];
  tokenizer?: TokenizerName;
}

export type BulkAction =
  | { action: 'delete' }
  | { action: 'tag' | 'untag'; tags: readonly string[] }
  /** `pair` gives all of them one common pairId. */
  | { action: 'pair' | 'unpair' };

/** A query string of what is set. */
export function libraryQuery(options: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options))
    if (value !== undefined) query.set(name, String(value));
  return query.toString();
}
