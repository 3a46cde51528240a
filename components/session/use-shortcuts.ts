'use client';

import { useEffect } from 'react';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import { useSessionHandle } from './session-context.tsx';

/** What the keys do, as the help shows it. */
export const shortcuts: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['Space'], does: 'Play or pause' },
  { keys: ['←', '→'], does: 'Back or forward one event' },
  { keys: ['Shift ←', 'Shift →'], does: 'Back or forward one stage' },
  { keys: ['Home', 'End'], does: 'To the start, to the end' },
  { keys: [',', '.'], does: 'Slower, faster' },
  { keys: ['L'], does: 'Live: to the end, and stay there' },
  { keys: ['F'], does: 'Fit the whole graph' },
  { keys: ['+', '−'], does: 'Zoom in, out' },
  { keys: ['G'], does: 'Follow the newest activity' },
  { keys: ['T'], does: 'Graph or transcript' },
  { keys: ['Esc'], does: 'Close the inspector' },
  { keys: ['?'], does: 'This help' },
];

/** The same inside the graph and on the timeline, where arrows have another meaning. */
export const localShortcuts: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['← → ↑ ↓'], does: 'In the graph: from node to node along the structure' },
  { keys: ['Enter'], does: 'In the graph: open the inspector' },
  { keys: ['← →'], does: 'On the timeline: move the playhead by 1 %, with Shift by 5 %' },
  { keys: ['Page ↑ ↓'], does: 'On the timeline: to the next or previous stage' },
];

/** Keys of the page; they stay quiet while something is typed, chosen or asked. */
export function useShortcuts(openHelp: () => void): void {
  const { store, actions } = useSessionHandle();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isOwnKey(event.target, event.key)) return;
      const state = store.getState();
      switch (event.key) {
        case ' ':
          // A focused button's own key.
          if ((event.target as Element | null)?.closest('button, a, summary, [role="menuitem"]')) return;
          actions.togglePlay();
          break;
        case 'ArrowLeft':
          if (event.shiftKey) actions.step('stage', -1);
          else actions.step('event', -1);
          break;
        case 'ArrowRight':
          if (event.shiftKey) actions.step('stage', 1);
          else actions.step('event', 1);
          break;
        case 'Home':
          actions.seekStart();
          break;
        case 'End':
          actions.seekEnd();
          break;
        case ',':
        case '.':
          actions.setSpeed(nextSpeed(state.speed, event.key === '.' ? 1 : -1));
          break;
        case 'l':
        case 'L':
          actions.goLive();
          break;
        case 'f':
        case 'F':
          actions.camera({ kind: 'fit' });
          actions.setFollow(false);
          break;
        case '+':
        case '=':
          actions.camera({ kind: 'zoom', factor: 1.25 });
          break;
        case '-':
          actions.camera({ kind: 'zoom', factor: 1 / 1.25 });
          break;
        case 'g':
        case 'G':
          actions.setFollow(!(state.follow && state.timelineFollows));
          break;
        case 't':
        case 'T':
          actions.setView(state.view === 'graph' ? 'transcript' : 'graph');
          break;
        case 'Escape':
          if (!state.inspectorOpen) return;
          actions.closeInspector();
          break;
        case '?':
          openHelp();
          break;
        default:
          return;
      }
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, actions, openHelp]);
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
