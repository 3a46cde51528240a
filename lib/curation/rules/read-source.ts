import type { SourceLines } from '#lib/contract/curation-record.ts';
import { type ReadLine, readLines, viewLines } from './line-roles.ts';
import { type PartHeader, partsOf } from './parallel-parts.ts';

export interface ReadSource {
  readonly lines: readonly ReadLine[];
  /** By line number, from 0. */
  readonly parts: ReadonlyMap<number, PartHeader>;
}

/** Callers ask for steps and then for dependencies: this reading is a third of the time of both, so we cache it. */
const known = new WeakMap<SourceLines, ReadSource>();

/** Linear in the text. */
export function readSource(source: SourceLines): ReadSource {
  const before = known.get(source);
  if (before) return before;
  const lines = readLines(viewLines(source));
  const read = { lines, parts: partsOf(lines) };
  known.set(source, read);
  return read;
}
