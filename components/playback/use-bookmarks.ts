'use client';

import { useMemo } from 'react';
import { useStoredChoice } from '#components/ui/stored-choice.ts';
import { showToast } from '#components/ui/toast.tsx';
import {
  addBookmark,
  type Bookmark,
  momentName,
  readBookmarks,
  removeBookmark,
  renameBookmark,
  writeBookmarks,
} from './bookmarks.ts';
import type { PageSource } from './playback-types.ts';
import { useSession, useSessionHandle } from './session-context.tsx';

export interface Bookmarks {
  readonly list: readonly Bookmark[];
  /** Adds this moment, under a generated name. */
  add(): void;
  rename(id: number, name: string): void;
  remove(id: number): void;
}

/** The bookmarks of the page's session, in this browser. */
export function useBookmarks(): Bookmarks {
  const { store } = useSessionHandle();
  const key = useSession((session) => keyOf(session.source));
  const [text, setText] = useStoredChoice(`bookmarks-${key}`, '[]');
  return useMemo(() => {
    const list = readBookmarks(text);
    const save = (next: readonly Bookmark[]) => {
      if (next !== list) setText(writeBookmarks(next));
    };
    return {
      list,
      add() {
        const view = store.getState();
        const name = momentName(view);
        const next = addBookmark(list, { name, at: view.count, node: view.selection });
        save(next);
        showToast({
          tone: 'ok',
          title: next === list ? 'There are too many bookmarks.' : `Bookmarked: ${name}`,
        });
      },
      rename: (id, name) => save(renameBookmark(list, id, name)),
      remove: (id) => save(removeBookmark(list, id)),
    };
  }, [text, setText, store]);
}

function keyOf(source: PageSource): string {
  switch (source.kind) {
    case 'session':
      return source.id;
    case 'example':
      return `example-${source.slug}`;
    case 'embedded':
      return `embedded-${source.name}`;
  }
}
