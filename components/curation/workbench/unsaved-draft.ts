import * as z from 'zod/mini';
import { editLogSchema } from '#lib/contract/curation-edits.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { UnrevisedDraft } from './draft-saver.ts';

/**
 * A draft that the server may not have yet, stored in this browser from each edit until the server acknowledges it: a
 * crash, a closed lid or a dead server lose nothing. It includes the undo history.
 */
interface UnsavedDraft {
  readonly revision: number;
  readonly draft: UnrevisedDraft;
  /** The draft of a request without an answer: the server may have stored it. */
  readonly sent: UnrevisedDraft | null;
}

const nullable = z.optional(z.nullable(z.string()));
const draftSchema = z.object({
  editLog: editLogSchema,
  settings: z.custom<CurationSettings>((value) => typeof value === 'object' && value !== null),
  question: nullable,
  expected: nullable,
  answer: nullable,
});
const unsavedSchema = z.object({
  revision: z.number(),
  draft: draftSchema,
  sent: z.nullable(draftSchema),
});

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;

const keyOf = (id: string) => `sprintscope-curation-${id}`;

export function keepUnsaved(place: Place, id: string, unsaved: UnsavedDraft): void {
  try {
    place?.setItem(keyOf(id), JSON.stringify(unsaved));
  } catch {
    // The storage is full or forbidden: then only the server has a copy, as the saving state shows.
  }
}

/** Deletes it, unless another window of this record wrote it. */
export function forgetUnsaved(place: Place, id: string, own: UnrevisedDraft): void {
  const found = readUnsaved(place, id);
  if (found && !sameDraft(found.draft, own)) return;
  try {
    place?.removeItem(keyOf(id));
  } catch {
    // Then nothing was stored there either.
  }
}

function readUnsaved(place: Place, id: string): UnsavedDraft | null {
  try {
    const text = place?.getItem(keyOf(id));
    const parsed = text ? unsavedSchema.safeParse(JSON.parse(text)) : null;
    return parsed?.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The unsaved draft of a record that was just loaded. `conflict`: it is not based on the stored draft. */
export function findUnsaved(
  place: Place,
  record: CurationRecord,
): { readonly draft: UnrevisedDraft; readonly conflict: boolean } | null {
  const unsaved = readUnsaved(place, record.id);
  if (!unsaved) return null;
  const stored = draftOf(record);
  if (sameDraft(unsaved.draft, stored)) {
    forgetUnsaved(place, record.id, unsaved.draft);
    return null;
  }
  const known = unsaved.revision === record.revision || (unsaved.sent && sameDraft(unsaved.sent, stored));
  return { draft: unsaved.draft, conflict: !known };
}

export function draftOf({ editLog, settings, question, expected, answer }: UnrevisedDraft): UnrevisedDraft {
  return { editLog, settings, question, expected, answer };
}

/** By value: the order of members does not count. */
export function sameDraft(a: UnrevisedDraft, b: UnrevisedDraft): boolean {
  return canonical(draftOf(a)) === canonical(draftOf(b));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
