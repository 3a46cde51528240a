import type { Edit } from '#lib/contract/curation-edits.ts';
import type { Decomposition, Proposal, ProposalAuthor } from '#lib/contract/curation-record.ts';
import type { LineMove, StepChange } from '#lib/curation/edits/diff.ts';
import { numberOf } from '#lib/curation/edits/draft-steps.ts';
import { lineWords } from '#lib/curation/line-ranges.ts';
import { planOnlyWords } from './edit-words.ts';

/** The proposal's author: `rules v3`, a model's name, or the authors' files. */
export function authorWords(author: ProposalAuthor): string {
  switch (author.kind) {
    case 'rules':
      return `rules v${author.version}`;
    case 'model':
      return `${author.model} at ${author.endpoint}`;
    case 'authors-files':
      return 'the authors’ files';
  }
}

export function proposalWords({ stepsBy, parentsBy }: Proposal): string {
  const [steps, parents] = [authorWords(stepsBy), authorWords(parentsBy)];
  return steps === parents ? `Proposed by ${steps}` : `Steps by ${steps}, dependencies by ${parents}`;
}

/** One difference, and the edits that revert it; none where a single edit cannot. */
export interface ShownChange {
  readonly key: string;
  readonly text: string;
  readonly pieces: StepChange['prompt'];
  readonly revert: Edit | null;
}

/** What changed in a step, as a list. Lines that moved between two steps appear in both lists. */
export function shownChanges(
  change: StepChange,
  proposal: Decomposition,
  draft: Decomposition,
): ShownChange[] {
  const { id } = change;
  const step = draft.steps.find((candidate) => candidate.id === id);
  const old = proposal.steps.find((candidate) => candidate.id === id);
  const changes: ShownChange[] = change.lines.map((move) => ({
    key: `lines ${move.first}`,
    text: moveWords(move, proposal, draft),
    pieces: null,
    revert: revertMove(move, draft),
  }));
  if (!step || !old) return changes;
  for (const field of ['description', 'prompt'] as const) {
    const pieces = change[field];
    if (!pieces) continue;
    const revert: Edit = { type: 'edit-text', step: id, field, text: old[field] };
    changes.push({ key: field, text: field === 'prompt' ? 'Prompt' : 'Description', pieces, revert });
  }
  if (change.planOnly) {
    const revert: Edit = { type: 'set-plan-only', step: id, planOnly: old.planOnly };
    changes.push({ key: 'plan-only', text: sentence(planOnlyWords[step.planOnly]), pieces: null, revert });
  }
  for (const parent of change.dependencies.added) {
    const revert: Edit = { type: 'remove-dependency', parent, step: id };
    const text = `Depends on step ${numberOf(draft, parent)} now`;
    changes.push({ key: `added ${parent}`, text, pieces: null, revert });
  }
  for (const parent of change.dependencies.removed) {
    const number = numberOf(draft, parent);
    const text = `No longer depends on ${number === null ? `step ${numberOf(proposal, parent)} of the proposal` : `step ${number}`}`;
    const revert: Edit | null = number === null ? null : { type: 'add-dependency', parent, step: id };
    changes.push({ key: `removed ${parent}`, text, pieces: null, revert });
  }
  return changes;
}

function moveWords(
  { first, last, from, to }: LineMove,
  proposal: Decomposition,
  draft: Decomposition,
): string {
  const words = (places: LineMove['from'], side: Decomposition) =>
    places.length === 0
      ? 'no step'
      : places.map(({ step, part }) => `${part} of ${numberOf(side, step)}`).join(' and ');
  return `${lineWords({ first, last })}: ${words(from, proposal)} → ${words(to, draft)}`;
}

function revertMove({ first, last, from }: LineMove, draft: Decomposition): Edit | null {
  const [place, ...others] = from;
  if (!place) return { type: 'drop-lines', first, last };
  // An edit cannot bring back lines that are used twice, nor lines of a step that is gone.
  if (others.length > 0 || numberOf(draft, place.step) === null) return null;
  return { type: 'assign-lines', first, last, step: place.step, part: place.part };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
