'use client';

import { create } from 'zustand';

/** What a drop gave, as `takeDrop` took it. */
export interface DroppedItems {
  readonly entries: readonly FileSystemEntry[];
  /** Items without an entry: made by a script, or by a browser without the entries interface. */
  readonly files: readonly File[];
}

/** What a person gave, whichever way. */
export type Given =
  | { readonly kind: 'drop'; readonly items: DroppedItems }
  /** Of a file field, or of the clipboard. */
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'text'; readonly text: string };

/** What was given on a page of curation, wherever that was, until the page that takes it is there. */
export const useGiven = create<{ readonly waiting: readonly Given[] }>(() => ({ waiting: [] }));

export function giveToCuration(given: Given): void {
  useGiven.setState(({ waiting }) => ({ waiting: [...waiting, given] }));
}

/** Takes what waits; a second caller gets nothing. */
export function takeGiven(): readonly Given[] {
  const { waiting } = useGiven.getState();
  if (waiting.length > 0) useGiven.setState({ waiting: [] });
  return waiting;
}
