import type { CurationRecord } from '#lib/contract/curation-record.ts';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { foldEdits } from '#lib/curation/edit-log.ts';
import type { ParsedTranscript } from '#lib/protocol/transcript-log/pieces.ts';
import { parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';

/** What a record was written as, and that text read back as any other is. */
export interface WrittenRecord {
  readonly curated: Curated;
  readonly rounds: ParsedTranscript;
}

/** Null where nobody took the trace apart. Its token counts are estimates: the record's summary has the exact ones. */
export function writtenRecord(record: CurationRecord): WrittenRecord | null {
  const { proposal, source, editLog } = record;
  if (!proposal) return null;
  const decomposition = foldEdits(source, proposal.decomposition, editLog);
  const curated = curate({ ...record, decomposition, countTokens: estimateTokens });
  return { curated, rounds: parseTranscript(curated.trajectory) };
}
