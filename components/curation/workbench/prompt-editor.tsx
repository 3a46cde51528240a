'use client';

import { useEffect, useRef } from 'react';
import { maxTextLength } from '#lib/curation/apply-step-edit.ts';
import type { Step } from '#lib/curation/decomposition.ts';
import { useWorkbenchActions } from './use-workbench.tsx';

/**
 * A prompt being typed. Each key is applied at once and joins the edit before it, so that the rest of the page follows
 * and one undo takes all of it back.
 */
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
  const { apply } = useWorkbenchActions();
  const field = useRef<HTMLTextAreaElement>(null);
  const joins = useRef(false);
  useEffect(() => {
    if (!autoFocus) return;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [autoFocus]);
  return (
    <textarea
      ref={field}
      aria-label={`Prompt of step ${number}`}
      value={step.prompt}
      maxLength={maxTextLength}
      rows={2}
      onChange={({ target }) => {
        apply(
          { type: 'edit-text', step: step.id, field: 'prompt', text: target.value },
          { joins: joins.current, quiet: true },
        );
        joins.current = true;
      }}
      onBlur={() => {
        joins.current = false;
        onClose?.();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && !(event.key === 'Enter' && (event.metaKey || event.ctrlKey))) return;
        event.preventDefault();
        event.currentTarget.closest<HTMLElement>('[role=grid]')?.focus();
        onClose?.();
      }}
      className="field-sizing-content block min-h-10 w-full resize-none rounded-lg bg-transparent px-2.5 py-1.5 text-base outline-offset-0 sm:text-[13px] sm:leading-[19px]"
    />
  );
}
