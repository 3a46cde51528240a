'use client';

import { create } from 'zustand';

/** What was dropped or pasted on a page of curation, wherever that was, until the page that takes it is there. */
export type Given =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'text'; readonly text: string };

export const useGiven = create<{ readonly waiting: readonly Given[] }>(() => ({ waiting: [] }));

export function giveToCuration(given: Given): void {
  useGiven.setState(({ waiting }) => ({ waiting: [...waiting, given] }));
}

/** Takes what waits; a second taker gets nothing. */
export function takeGiven(): readonly Given[] {
  const { waiting } = useGiven.getState();
  if (waiting.length > 0) useGiven.setState({ waiting: [] });
  return waiting;
}
