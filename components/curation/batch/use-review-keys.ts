'use client';

import { useEffect, useRef } from 'react';

export interface ReviewCommands {
  accept(): void;
  reject(): void;
  fix(): void;
  next(): void;
  before(): void;
}

const keys: Record<string, keyof ReviewCommands> = {
  a: 'accept',
  r: 'reject',
  f: 'fix',
  j: 'next',
  ArrowRight: 'next',
  k: 'before',
  ArrowLeft: 'before',
};

/** Keys of the review, wherever the focus is but in what takes them itself. */
export function useReviewKeys(commands: ReviewCommands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], dialog, [popover], [role=menu]'))
        return;
      const command = keys[event.key];
      if (!command) return;
      event.preventDefault();
      latest.current[command]();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
