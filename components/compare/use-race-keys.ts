'use client';

import { useEffect } from 'react';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import { useComparison } from './compare-context.tsx';

/** The session page's keys, for two; quiet while something is typed, chosen or asked. */
export function useRaceKeys(): void {
  const { store, actions } = useComparison();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isOwnKey(event.target, event.key)) return;
      const state = store.getState();
      switch (event.key) {
        case ' ':
          if ((event.target as Element | null)?.closest('button, a, summary, [role="menuitem"]')) return;
          actions.togglePlay();
          break;
        case 'ArrowLeft':
          if (event.shiftKey) actions.stepStage(-1);
          else actions.stepEvent(-1);
          break;
        case 'ArrowRight':
          if (event.shiftKey) actions.stepStage(1);
          else actions.stepEvent(1);
          break;
        case 'Home':
          actions.seekStart();
          break;
        case 'End':
          actions.seekEnd();
          break;
        case ',':
          actions.setSpeed(nextSpeed(state.speed, -1));
          break;
        case '.':
          actions.setSpeed(nextSpeed(state.speed, 1));
          break;
        case 'l':
        case 'L':
          actions.goLive();
          break;
        case 't':
        case 'T':
          actions.setView(state.view === 'race' ? 'content' : 'race');
          break;
        case 's':
        case 'S':
          actions.swap();
          break;
        case 'Escape':
          if (!state.selection) return;
          actions.select(null);
          break;
        default:
          return;
      }
      event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, actions]);
}

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
