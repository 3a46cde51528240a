'use client';

import { useCallback } from 'react';
import type { PlaybackActions } from '#components/playback/playback-actions.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import type { JumpKind, SessionView } from '#components/playback/session-types.ts';
import { keyName, pressTransport, useKeys } from '#components/playback/use-keys.ts';

/** Jumps by the digit that means them. By its place on the keyboard, so that Shift and a French layout do not matter. */
const jumpKeys: Readonly<Record<string, JumpKind>> = {
  Digit1: 'fork',
  Digit2: 'join',
  Digit3: 'finding',
  Digit4: 'critical',
  Digit5: 'bookmark',
};

/** What keys ask of the page beside the session's own actions. */
export interface ShortcutTargets {
  openHelp(): void;
  jump(kind: JumpKind, by: 1 | -1): void;
  addBookmark(): void;
  addNote(): void;
}

/** Keys of the page. */
export function useShortcuts(targets: ShortcutTargets): void {
  const { store, actions } = useSessionHandle();
  useKeys(
    useCallback(
      (event: KeyboardEvent): boolean => {
        const jump = jumpKeys[event.code];
        if (!jump) return press(event, store.getState(), actions, targets);
        targets.jump(jump, event.shiftKey ? -1 : 1);
        return true;
      },
      [store, actions, targets],
    ),
  );
}

/** Does what a key means; false where it means nothing. */
function press(
  event: KeyboardEvent,
  state: SessionView,
  actions: PlaybackActions,
  targets: ShortcutTargets,
): boolean {
  switch (keyName(event)) {
    case 'j':
      actions.step('batch', -1);
      return true;
    case 'k':
      actions.step('batch', 1);
      return true;
    case 'p':
      actions.step('prompt', event.shiftKey ? -1 : 1);
      return true;
    case 'i':
      actions.markLoop('in');
      return true;
    case 'o':
      actions.markLoop('out');
      return true;
    case 'x':
      actions.setLoop(null);
      return true;
    case 'b':
      targets.addBookmark();
      return true;
    case 'n':
      targets.addNote();
      return true;
    case 'f':
      actions.camera({ kind: 'fit' });
      actions.setFollow(false);
      return true;
    case '+':
    case '=':
      actions.camera({ kind: 'zoom', factor: 1.25 });
      return true;
    case '-':
      actions.camera({ kind: 'zoom', factor: 1 / 1.25 });
      return true;
    case 'g':
      actions.setFollow(!(state.follow && state.timelineFollows));
      return true;
    case 'v':
      actions.setLayout(state.layoutKind === 'time' ? 'structure' : 'time');
      return true;
    case 't':
      actions.setView(state.view === 'graph' ? 'transcript' : 'graph');
      return true;
    case 'Escape':
      if (!state.inspectorOpen) return false;
      actions.closeInspector();
      return true;
    case '?':
      targets.openHelp();
      return true;
    default:
      return pressTransport(event, actions, state.speed);
  }
}
