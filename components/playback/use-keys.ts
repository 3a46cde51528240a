'use client';

import { useEffect } from 'react';
import { isInClosedDialog } from '#components/ui/closed-dialog.ts';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import type { PlaybackActions } from './playback-actions.ts';

/** `press` does what a key means to the page, false where it means nothing; it is not asked while something is typed, chosen or asked. */
export function useKeys(press: (event: KeyboardEvent) => boolean): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isOwnKey(event.target, event.key)) return;
      // A focused button's own key.
      const onButton = (event.target as Element | null)?.closest('button, a, summary, [role="menuitem"]');
      if (event.key === ' ' && onButton) return;
      if (press(event)) event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [press]);
}

/** A letter is the same key with and without Shift. */
export const keyName = ({ key }: KeyboardEvent): string => (key.length === 1 ? key.toLowerCase() : key);

/** The keys that move a playhead, on every page that has one. */
export function pressTransport(event: KeyboardEvent, actions: PlaybackActions, speed: Speed): boolean {
  switch (keyName(event)) {
    case ' ':
      actions.togglePlay();
      return true;
    case 'ArrowLeft':
      actions.step(event.shiftKey ? 'stage' : 'event', -1);
      return true;
    case 'ArrowRight':
      actions.step(event.shiftKey ? 'stage' : 'event', 1);
      return true;
    case 'Home':
      actions.seekStart();
      return true;
    case 'End':
      actions.seekEnd();
      return true;
    case ',':
      actions.setSpeed(nextSpeed(speed, -1));
      return true;
    case '.':
      actions.setSpeed(nextSpeed(speed, 1));
      return true;
    case 'l':
      actions.goLive();
      return true;
    default:
      return false;
  }
}

/** A focused control that needs the key itself: a text field all of them, a choice only those that choose. */
function isOwnKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element) || isInClosedDialog(target)) return false;
  if (target.matches('input[type="radio"], input[type="checkbox"]') && !target.closest('dialog')) {
    return key === ' ' || key.startsWith('Arrow');
  }
  return target.closest('input, textarea, select, [contenteditable="true"], dialog, [role="menu"]') !== null;
}

function nextSpeed(speed: Speed, by: 1 | -1): Speed {
  return speeds[Math.min(Math.max(speeds.indexOf(speed) + by, 0), speeds.length - 1)] ?? speed;
}
