'use client';

import { Plus, X } from 'lucide-react';
import { type FormEvent, useEffect, useId, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextInput } from '#components/ui/field.tsx';
import { placeBeside } from '#components/ui/place-beside.ts';
import { formatCount } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';

export interface TagEditorProps {
  /** Null keeps it closed. */
  readonly anchor: HTMLElement | null;
  readonly rows: readonly LibraryRow[];
  /** Tags in use anywhere, to choose from. */
  readonly known: readonly string[];
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  readonly onClose: () => void;
}

/** The server's limit. */
const LONGEST_TAG = 60;

/** Tags of one trace or of many, beside what was clicked: add by typing, remove by a click; each change counts at once. */
export function TagEditor({ anchor, rows, known, onAdd, onRemove, onClose }: TagEditorProps) {
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const counts = new Map<string, number>();
  for (const row of rows) for (const tag of row.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);

  useEffect(() => {
    const element = panel.current;
    if (!element || !anchor) return;
    element.showPopover();
    placeBeside(element, anchor, { side: 'bottom', align: 'start' });
    field.current?.focus();
    return () => {
      if (element.matches(':popover-open')) element.hidePopover();
    };
  }, [anchor]);

  // Another tag may make the editor a line taller: when it opens above the selection bar, it must move up.
  const tags = counts.size;
  useEffect(() => {
    const element = panel.current;
    if (tags >= 0 && anchor && element?.matches(':popover-open'))
      placeBeside(element, anchor, { side: 'bottom', align: 'start' });
  }, [anchor, tags]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = field.current;
    const tag = input?.value.trim() ?? '';
    if (!input || tag === '') return;
    input.value = '';
    onAdd(tag);
  }

  return (
    <div
      ref={panel}
      popover="auto"
      role="dialog"
      aria-labelledby={`${id}-title`}
      onToggle={(event) => {
        if (event.newState === 'closed') onClose();
      }}
      className="fixed inset-auto m-0 w-72 rounded-xl border border-line bg-panel p-3 text-ink shadow-card"
    >
      <h2 id={`${id}-title`} className="font-semibold text-ui">
        {rows.length === 1 ? 'Tags' : `Tags of ${formatCount(rows.length, 'trace')}`}
      </h2>
      {counts.size > 0 ? (
        <ul className="mt-2 flex flex-wrap gap-1.5" aria-label="Tags in use">
          {[...counts].map(([tag, count]) => (
            <li
              key={tag}
              className="inline-flex max-w-full items-center gap-1 rounded-full border border-line py-px pr-0.5 pl-2.5 text-xs"
            >
              <span className="truncate">{tag}</span>
              {count < rows.length ? (
                <button
                  type="button"
                  title={`Give it to all ${rows.length}`}
                  onClick={() => onAdd(tag)}
                  className="shrink-0 cursor-pointer rounded px-1 text-mute hover:bg-line-soft hover:text-ink"
                >
                  {count} of {rows.length}
                </button>
              ) : null}
              <button
                type="button"
                aria-label={`Remove tag ${tag}`}
                onClick={() => {
                  onRemove(tag);
                  // The tag's button is gone: keep the focus in the editor.
                  field.current?.focus();
                }}
                className="inline-flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-full text-mute hover:bg-line-soft hover:text-ink"
              >
                <X size={12} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <form onSubmit={onSubmit} className="mt-2 flex gap-1.5">
        <TextInput
          ref={field}
          aria-label="New tag"
          placeholder="New tag"
          maxLength={LONGEST_TAG}
          list={`${id}-known`}
          autoComplete="off"
        />
        <datalist id={`${id}-known`}>
          {known
            .filter((tag) => counts.get(tag) !== rows.length)
            .map((tag) => (
              <option key={tag} value={tag} />
            ))}
        </datalist>
        <Button type="submit" size="lg" icon={<Plus size={14} />}>
          Add
        </Button>
      </form>
    </div>
  );
}
