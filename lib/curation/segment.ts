import type { SourceLines } from '#lib/contract/curation-record.ts';
import { sentencesOf } from '#lib/text/sentences.ts';

/** A trace as numbered lines: a line is a sentence, or what stands between two line breaks. */
export const segment = (text: string): SourceLines => ({ text, lines: sentencesOf(text) });
