'use client';

import { useEffect, useRef, useState } from 'react';
import type { Step } from '#lib/contract/curation-record.ts';
import { useWorkbenchActions } from './use-workbench.tsx';

/** Shorter than a pause between words, longer than one between keys: with 200 steps an edit costs 30 ms and a render. */
const APPLY_AFTER_MS = 250;

/**
 * A step's text while a person types it: shown at once, applied when they pause, leave the field or leave the page. All
 * of one visit to the field is one edit, so that one undo reverts it.
 */
export function useTypedText(step: Step, field: 'prompt' | 'description') {
  const { apply } = useWorkbenchActions();
  const [typed, setTyped] = useState<string | null>(null);
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const joins = useRef(false);
  const { id } = step;

  function flush(): void {
    if (!pending.current) return;
    const { text, timer } = pending.current;
    clearTimeout(timer);
    pending.current = null;
    apply({ type: 'edit-text', step: id, field, text }, { joins: joins.current, quiet: true });
    joins.current = true;
    setTyped(null);
  }

  const latest = useRef(flush);
  useEffect(() => {
    latest.current = flush;
  });
  useEffect(() => {
    const onLeave = () => latest.current();
    window.addEventListener('pagehide', onLeave);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    };
  }, []);

  return {
    value: typed ?? step[field],
    onChange(text: string) {
      if (pending.current) clearTimeout(pending.current.timer);
      pending.current = { text, timer: setTimeout(() => latest.current(), APPLY_AFTER_MS) };
      setTyped(text);
    },
    /** After leaving the field, further typing is another edit. */
    onBlur() {
      flush();
      joins.current = false;
    },
  };
}
