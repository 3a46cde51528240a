'use client';

import { useEffect, useRef } from 'react';
import { useTypedText } from '#components/curation/workbench/use-typed-text.ts';
import { maxTextLength } from '#lib/contract/curation-edits.ts';
import type { Step } from '#lib/contract/curation-record.ts';

/** A field for a prompt; the rest of the page updates when the person stops typing. */
export function PromptEditor({
  step,
  number,
  onClose,
  autoFocus = false,
}: {
  step: Step;
  number: number;
  onClose?: () => void;
  autoFocus?: boolean;
}) {
  const typed = useTypedText(step, 'prompt');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (!autoFocus) return;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [autoFocus]);
  return (
    <textarea
      ref={field}
      aria-label={`Prompt of step ${number}`}
      value={typed.value}
      maxLength={maxTextLength}
      rows={2}
      onChange={({ target }) => typed.onChange(target.value)}
      onBlur={() => {
        typed.onBlur();
        onClose?.();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.metaKey || event.ctrlKey))) return;
        event.preventDefault();
        // Leaving the field closes it in the source and removes it from the grid.
        const grid = event.currentTarget.closest<HTMLElement>('[role=grid]');
        event.currentTarget.blur();
        grid?.focus();
      }}
      className="field-sizing-content block min-h-10 w-full resize-none rounded-lg bg-transparent px-2.5 py-1.5 text-base outline-offset-0 sm:text-[13px] sm:leading-[19px]"
    />
  );
}
