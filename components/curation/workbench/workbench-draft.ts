import type { CurationSummary } from '#lib/contract/curation-record.ts';
import type { CurateInput } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { ownersOf } from '#lib/curation/edits/draft-steps.ts';
import {
  createEditHistory,
  type EditHistory,
  EditLogError,
  emptyEditLog,
} from '#lib/curation/edits/edit-log.ts';
import { plus, type TokenNumbers } from '#lib/curation/numbers.ts';
import { summarise } from '#lib/curation/record.ts';
import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import type { UnrevisedDraft } from './draft-saver.ts';
import type { WorkbenchRecord, WorkbenchState } from './workbench-types.ts';

/** Null where the edits belong to another proposal. */
export function fittingHistory(record: WorkbenchRecord, draft: UnrevisedDraft): EditHistory | null {
  try {
    return openHistory(record, draft);
  } catch (error) {
    if (error instanceof EditLogError) return null;
    throw error;
  }
}

export function openHistory({ proposal, source }: WorkbenchRecord, { editLog }: UnrevisedDraft): EditHistory {
  return createEditHistory(source, proposal.decomposition, editLog ?? emptyEditLog);
}

export function inputOf(
  state: Pick<
    WorkbenchState,
    'source' | 'draft' | 'settings' | 'question' | 'expected' | 'answer' | 'correction'
  >,
): CurateInput {
  const { source, draft, settings, question, expected, answer, correction } = state;
  return { source, decomposition: draft, settings, question, expected, answer, countTokens, correction };
}

/**
 * How far the estimates of a draft are off, where the server has counted it: we add this to the estimates of the next
 * drafts, so that after an edit only what the edit changed is an estimate.
 * @param curated of that draft, with the correction that it was computed with
 */
export const correctionOf = (exact: TokenNumbers, { numbers }: Curated, before: TokenNumbers): TokenNumbers =>
  plus(plus(exact, numbers, -1), before);

/** The server counts with the tokenizer; this is an estimate, 2.5 % off on average. */
const countTokens = (text: string): number => Math.round(estimateMilliTokens(text) / 1000);

export function summaryOf({ proposal }: WorkbenchRecord, curated: Curated): CurationSummary {
  return summarise(curated, proposal.diagnostics.length);
}

/** The chosen step; if an edit removed it, the step that now owns the chosen line. */
export function keptStep({ draft, lines }: WorkbenchState, step: string | null): string | null {
  if (step === null || draft.steps.some(({ id }) => id === step)) return step;
  return lines ? (ownersOf(draft, lines.head)[0]?.step.id ?? null) : null;
}
