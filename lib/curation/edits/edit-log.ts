import type { Edit, EditLog } from '#lib/contract/curation-edits.ts';
import type { Decomposition, SourceLines } from '#lib/contract/curation-record.ts';
import { applyEdit } from './apply-edit.ts';
import type { EditRefusal } from './edit-refusal.ts';

export const emptyEditLog: EditLog = { edits: [], cursor: 0 };

/** A stored log that no longer fits its proposal. */
export class EditLogError extends Error {
  readonly type = 'edit-does-not-apply';
  readonly refused: EditRefusal;
  /** Index of the edit in the log, from 0. */
  readonly index: number;

  constructor(refused: EditRefusal, index: number) {
    super(`Edit ${index + 1} does not apply: ${refused.message}`);
    this.name = 'EditLogError';
    this.refused = refused;
    this.index = index;
  }
}

/**
 * The draft of a log from outside, checked whole: the edits beyond the cursor, which a redo would restore, must apply
 * too. If not, refused with the place of the first edit (from 0) that does not apply.
 */
export function replayEditLog(
  source: SourceLines,
  proposal: Decomposition,
  { edits, cursor }: EditLog,
): { readonly decomposition: Decomposition } | { readonly refused: EditRefusal; readonly index: number } {
  let decomposition = proposal;
  let draft = proposal;
  for (const [index, edit] of edits.entries()) {
    const result = applyEdit(source, decomposition, edit);
    if ('refused' in result) return { refused: result.refused, index };
    decomposition = result.decomposition;
    if (index < cursor) draft = decomposition;
  }
  return { decomposition: draft };
}

/**
 * The draft of a log that was checked when it was stored. Throws `EditLogError` if the log does not fit the proposal.
 */
export function foldEdits(source: SourceLines, proposal: Decomposition, log: EditLog): Decomposition {
  const replayed = replayEditLog(source, proposal, { ...log, edits: log.edits.slice(0, log.cursor) });
  if ('refused' in replayed) throw new EditLogError(replayed.refused, replayed.index);
  return replayed.decomposition;
}

/** We keep a state every 32 edits: an undo folds at most 31, about a millisecond with 200 steps. */
const CHECKPOINT_EVERY = 32;

/** A log with its draft at the cursor. */
export interface EditHistory {
  readonly log: EditLog;
  readonly draft: Decomposition;
  /**
   * Appends an edit and discards undone ones. `joins`: continued typing in a field replaces the last edit of that
   * field.
   */
  push(edit: Edit, joins?: boolean): EditRefusal | null;
  /** Moves the cursor, clamped to the log: one back is undo, one forward is redo, 0 is the proposal. */
  moveTo(cursor: number): void;
}

/** Throws `EditLogError` where the log does not fit the proposal. */
export function createEditHistory(
  source: SourceLines,
  proposal: Decomposition,
  initial: EditLog = emptyEditLog,
): EditHistory {
  let log = initial;
  let draft = proposal;
  let checkpoints = [proposal];

  function next(from: Decomposition, index: number): Decomposition {
    const edit = log.edits[index];
    if (!edit) return from;
    const result = applyEdit(source, from, edit);
    if ('refused' in result) throw new EditLogError(result.refused, index);
    if ((index + 1) % CHECKPOINT_EVERY === 0)
      checkpoints[(index + 1) / CHECKPOINT_EVERY] = result.decomposition;
    return result.decomposition;
  }

  function stateAt(count: number): Decomposition {
    const place = Math.min(Math.floor(count / CHECKPOINT_EVERY), checkpoints.length - 1);
    let state = checkpoints[place] ?? proposal;
    for (let index = place * CHECKPOINT_EVERY; index < count; index++) state = next(state, index);
    return state;
  }

  function moveTo(cursor: number): void {
    const count = Math.min(Math.max(Math.floor(cursor) || 0, 0), log.edits.length);
    draft = count === log.cursor + 1 ? next(draft, log.cursor) : stateAt(count);
    log = { ...log, cursor: count };
  }

  // We move to the end first, because edits that a redo would restore must fit as well.
  log = { ...initial, cursor: 0 };
  moveTo(initial.edits.length);
  moveTo(initial.cursor);

  return {
    get log() {
      return log;
    },
    get draft() {
      return draft;
    },
    push(edit, joins = false) {
      const latest = log.edits[log.cursor - 1];
      const replaces = joins && latest !== undefined && goesOn(latest, edit);
      const kept = replaces ? log.cursor - 1 : log.cursor;
      const from = replaces ? stateAt(kept) : draft;
      const result = applyEdit(source, from, edit);
      if ('refused' in result) {
        // The text is again what it was before: we remove the edit that began the typing.
        if (!replaces || result.refused.code !== 'nothing-changes') return result.refused;
        checkpoints = checkpoints.slice(0, Math.floor(kept / CHECKPOINT_EVERY) + 1);
        log = { edits: log.edits.slice(0, kept), cursor: kept };
        draft = from;
        return null;
      }
      checkpoints = checkpoints.slice(0, Math.floor(kept / CHECKPOINT_EVERY) + 1);
      log = { edits: [...log.edits.slice(0, kept), edit], cursor: kept };
      draft = next(from, kept);
      log = { ...log, cursor: kept + 1 };
      return null;
    },
    moveTo,
  };
}

function goesOn(latest: Edit, edit: Edit): boolean {
  return (
    latest.type === 'edit-text' &&
    edit.type === 'edit-text' &&
    latest.step === edit.step &&
    latest.field === edit.field
  );
}
