'use client';

import { useEffect } from 'react';
import type { PlaybackActions } from '#components/playback/playback-actions.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import type { JumpKind, SessionView } from '#components/playback/session-types.ts';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import { jumpKeys } from './shortcuts.ts';

/** What keys ask of the page beside the session's own actions. */
export interface ShortcutTargets {
  openHelp(): void;
  jump(kind: JumpKind, by: 1 | -1): void;
  addBookmark(): void;
  addNote(): void;
}

/** Keys of the page; they stay quiet while something is typed, chosen or asked. */
export function useShortcuts(targets: ShortcutTargets): void {
  const { store, actions } = useSessionHandle();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isOwnKey(event.target, event.key)) return;
      // A focused button's own key.
      const onButton = (event.target as Element | null)?.closest('button, a, summary, [role="menuitem"]');
      if (event.key === ' ' && onButton) return;
      const jump = jumpKeys[event.code];
      if (jump) targets.jump(jump, event.shiftKey ? -1 : 1);
      else if (!press(event, store.getState(), actions, targets)) return;
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, actions, targets]);
}

/** Does what a key means; false where it means nothing. */
function press(
  { key, shiftKey }: KeyboardEvent,
  state: SessionView,
  actions: PlaybackActions,
  targets: ShortcutTargets,
): boolean {
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case ' ':
      actions.togglePlay();
      return true;
    case 'ArrowLeft':
      actions.step(shiftKey ? 'stage' : 'event', -1);
      return true;
    case 'ArrowRight':
      actions.step(shiftKey ? 'stage' : 'event', 1);
      return true;
    case 'j':
      actions.step('batch', -1);
      return true;
    case 'k':
      actions.step('batch', 1);
      return true;
    case 'p':
      actions.step('prompt', shiftKey ? -1 : 1);
      return true;
    case 'Home':
      actions.seekStart();
      return true;
    case 'End':
      actions.seekEnd();
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
    case ',':
    case '.':
      actions.setSpeed(nextSpeed(state.speed, key === '.' ? 1 : -1));
      return true;
    case 'l':
      actions.goLive();
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
      return false;
  }
}

/** A focused control that needs the key itself: a text field all of them, a choice only those that choose. */
function isOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.matches('input[type="radio"], input[type="checkbox"]') && !target.closest('dialog')) {
    return key === ' ' || key.startsWith('Arrow');
  }
  return target.closest('input, textarea, select, [contenteditable="true"], dialog, [role="menu"]') !== null;
}

function nextSpeed(speed: Speed, by: 1 | -1): Speed {
  return speeds[Math.min(Math.max(speeds.indexOf(speed) + by, 0), speeds.length - 1)] ?? speed;
}
