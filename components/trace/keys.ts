'use client';

import type { JumpKind, SessionView } from '#components/playback/playback-types.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import { type TransportTarget, transportKeys } from '#components/playback/transport-keys.ts';
import { keyTable } from '#components/ui/keys/key-table.ts';
import { useKeys } from '#components/ui/keys/use-keys.ts';

/** What keys do on the page besides the session's own actions. */
export interface KeyTargets {
  openHelp(): void;
  jump(kind: JumpKind, by: 1 | -1): void;
  addBookmark(): void;
  addNote(): void;
}

interface KeyTarget extends TransportTarget {
  readonly state: SessionView;
  readonly targets: KeyTargets;
}

/** Gives false where there was nothing to do. */
type Command = (target: KeyTarget) => unknown;

const jump =
  (kind: JumpKind, by: 1 | -1): Command =>
  ({ targets }) =>
    targets.jump(kind, by);

const zoom =
  (factor: number): Command =>
  ({ actions }) =>
    actions.camera({ kind: 'zoom', factor });

export const sessionKeys = keyTable<Command>(
  [
    transportKeys.play,
    transportKeys.events,
    {
      does: 'Back or forward one batch of tokens',
      keys: { j: ({ actions }) => actions.step('batch', -1), k: ({ actions }) => actions.step('batch', 1) },
    },
    {
      does: 'Back or forward one prompt',
      keys: {
        'Shift p': ({ actions }) => actions.step('prompt', -1),
        p: ({ actions }) => actions.step('prompt', 1),
      },
    },
    transportKeys.stages,
    transportKeys.ends,
    {
      does: 'Next fork, next join (Shift: previous)',
      keys: { Digit1: jump('fork', 1), Digit2: jump('join', 1) },
      also: { 'Shift Digit1': jump('fork', -1), 'Shift Digit2': jump('join', -1) },
    },
    {
      does: 'Next finding (Shift: previous)',
      keys: { Digit3: jump('finding', 1) },
      also: { 'Shift Digit3': jump('finding', -1) },
    },
    {
      does: 'Next change of the critical path (Shift: previous)',
      keys: { Digit4: jump('critical', 1) },
      also: { 'Shift Digit4': jump('critical', -1) },
    },
    {
      does: 'Next bookmark (Shift: previous)',
      keys: { Digit5: jump('bookmark', 1) },
      also: { 'Shift Digit5': jump('bookmark', -1) },
    },
    {
      does: 'The loop begins here, ends here',
      keys: { i: ({ actions }) => actions.markLoop('in'), o: ({ actions }) => actions.markLoop('out') },
    },
    { does: 'No loop', keys: { x: ({ actions }) => actions.setLoop(null) } },
    { does: 'Bookmark this moment', keys: { b: ({ targets }) => targets.addBookmark() } },
    {
      does: 'Note on the selected words, else on the selected piece',
      keys: { n: ({ targets }) => targets.addNote() },
    },
    transportKeys.speed,
    transportKeys.live,
    {
      does: 'Fit the whole graph',
      keys: {
        f({ actions }) {
          actions.camera({ kind: 'fit' });
          actions.setFollow(false);
        },
      },
    },
    { does: 'Zoom in, out', keys: { '+': zoom(1.25), '-': zoom(1 / 1.25) }, also: { '=': zoom(1.25) } },
    {
      does: 'Follow the newest activity',
      keys: { g: ({ actions, state }) => actions.setFollow(!(state.follow && state.timelineFollows)) },
    },
    {
      does: 'Layout by structure or by time',
      keys: {
        v: ({ actions, state }) => actions.setLayout(state.layoutKind === 'time' ? 'structure' : 'time'),
      },
    },
    {
      does: 'Graph or transcript',
      keys: { t: ({ actions, state }) => actions.setView(state.view === 'graph' ? 'transcript' : 'graph') },
    },
    {
      does: 'Close the inspector',
      keys: {
        Escape({ actions, state }) {
          if (!state.inspectorOpen) return false;
          actions.closeInspector();
        },
      },
    },
    { does: 'This help', keys: { '?': ({ targets }) => targets.openHelp() } },
  ],
  [
    { shown: ['← → ↑ ↓'], does: 'In the graph: from node to node along the structure' },
    { shown: ['Enter'], does: 'In the graph: open the inspector' },
    { shown: ['← →'], does: 'On the timeline: move the playhead by 1 %, with Shift by 5 %' },
    { shown: ['Page ↑ ↓'], does: 'On the timeline: to the next or previous stage' },
    { shown: ['Shift drag'], does: 'On the timeline’s ruler: choose what is looped' },
  ],
);

/** Keys of a page of one trace. */
export function useSessionKeys(targets: KeyTargets): void {
  const { store, actions } = useSessionHandle();
  useKeys(sessionKeys, (command) => {
    const state = store.getState();
    return command({ actions, state, speed: state.speed, targets }) !== false;
  });
}
