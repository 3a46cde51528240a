import type { NodeActivity, PieceNode } from '../graph.ts';
import { element, type Markup } from './svg-element.ts';

/** The mark of a kind of piece in a 12 px box, as the canvas has it: ◆ plan, ▶ execution, ⚑ answer, – thought. */
export function kindIcon(kind: PieceNode['kind'], x: number, y: number, colour: string): Markup {
  const at = `translate(${x} ${y})`;
  switch (kind) {
    case 'plan':
      return element('path', { transform: at, d: 'M6 .8L11.2 6L6 11.2L.8 6Z', fill: colour });
    case 'execution':
      return element('path', { transform: at, d: 'M2.5 1.2V10.8L10.8 6Z', fill: colour });
    case 'answer':
      return element(
        'g',
        { transform: at },
        element('path', { d: 'M2.4 1.4C5 0 7 2.8 10.4 1.4V6.8C7 8.2 5 5.4 2.4 6.8Z', fill: colour }),
        element('path', { d: 'M2.4 1V11.4', stroke: colour, 'stroke-width': 1.3, 'stroke-linecap': 'round' }),
      );
    case 'thought':
      return element('path', {
        transform: at,
        d: 'M1.5 6H10.5',
        stroke: colour,
        'stroke-width': 2.4,
        'stroke-linecap': 'round',
      });
  }
}

/** The mark of an activity, in an 11 px box; a word always stands beside it. */
export function activityIcon(activity: NodeActivity, x: number, y: number, colour: string): Markup {
  const line = {
    transform: `translate(${x} ${y})`,
    fill: 'none',
    stroke: colour,
    'stroke-width': 1.4,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  switch (activity) {
    case 'done':
      return element('path', { ...line, d: 'M1.6 6L4.2 8.6L9.6 2.8' });
    case 'failed':
    case 'cancelled':
      return element('path', {
        ...line,
        d: 'M9.9 5.5A4.4 4.4 0 1 1 1.1 5.5A4.4 4.4 0 1 1 9.9 5.5M2.4 2.4L8.6 8.6',
      });
    case 'truncated':
    case 'interrupted':
    case 'retrying':
      return element('path', { ...line, d: 'M5.5 1.2L10.2 9.6H.8ZM5.5 4.4V6.4M5.5 8V8.1' });
    case 'waiting':
    case 'writing-prompt':
    case 'requested':
    case 'thinking':
    case 'running':
    case 'never-started':
      return element('path', {
        ...line,
        d: 'M9.9 5.5A4.4 4.4 0 1 1 1.1 5.5A4.4 4.4 0 1 1 9.9 5.5',
        'stroke-dasharray': activity === 'running' || activity === 'thinking' ? null : '2 2.2',
      });
  }
}
