import type { Shortcut } from '#components/ui/key-list.tsx';

/** What the keys do, as the help shows it. */
export const shortcuts: readonly Shortcut[] = [
  { keys: ['Space'], does: 'Play or pause' },
  { keys: ['←', '→'], does: 'Back or forward one event' },
  { keys: ['J', 'K'], does: 'Back or forward one batch of tokens' },
  { keys: ['Shift P', 'P'], does: 'Back or forward one prompt' },
  { keys: ['Shift ←', 'Shift →'], does: 'Back or forward one stage' },
  { keys: ['Home', 'End'], does: 'To the start, to the end' },
  { keys: ['1', '2'], does: 'Next fork, next join (Shift: previous)' },
  { keys: ['3'], does: 'Next finding (Shift: previous)' },
  { keys: ['4'], does: 'Next change of the critical path (Shift: previous)' },
  { keys: ['5'], does: 'Next bookmark (Shift: previous)' },
  { keys: ['I', 'O'], does: 'The loop begins here, ends here' },
  { keys: ['X'], does: 'No loop' },
  { keys: ['B'], does: 'Bookmark this moment' },
  { keys: ['N'], does: 'Note on the selected words, else on the selected piece' },
  { keys: [',', '.'], does: 'Slower, faster' },
  { keys: ['L'], does: 'Live: to the end, and stay there' },
  { keys: ['F'], does: 'Fit the whole graph' },
  { keys: ['+', '−'], does: 'Zoom in, out' },
  { keys: ['G'], does: 'Follow the newest activity' },
  { keys: ['V'], does: 'Layout by structure or by time' },
  { keys: ['T'], does: 'Graph or transcript' },
  { keys: ['Esc'], does: 'Close the inspector' },
  { keys: ['?'], does: 'This help' },
];

/** The same inside the graph and on the timeline, where arrows have another meaning. */
export const localShortcuts: readonly Shortcut[] = [
  { keys: ['← → ↑ ↓'], does: 'In the graph: from node to node along the structure' },
  { keys: ['Enter'], does: 'In the graph: open the inspector' },
  { keys: ['← →'], does: 'On the timeline: move the playhead by 1 %, with Shift by 5 %' },
  { keys: ['Page ↑ ↓'], does: 'On the timeline: to the next or previous stage' },
  { keys: ['Shift drag'], does: 'On the timeline’s ruler: choose what is looped' },
];
