import { allPieces } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { plainAnswer } from '../plain-math.ts';
import { element, group, type Markup } from './svg-element.ts';
import { kindIcon } from './svg-icons.ts';
import { text, textWidth, truncate } from './svg-text.ts';
import type { SvgTheme } from './svg-theme.ts';

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly theme: SvgTheme;
}

/** What the drawing is of, and its numbers in a line. */
/** The verdict comes first, where even a narrow picture has room for it. */
export const withVerdict = (facts: string, verdict: string | null | undefined): string =>
  verdict ? `${plainAnswer(verdict)} · ${facts}` : facts;

export function heading(title: string, facts: string, width: number, { x, y, theme }: Placed): Markup {
  return group({}, [
    text(truncate(title, width, { size: 15, bold: true }), {
      x,
      y: y + 12,
      size: 15,
      bold: true,
      fill: theme.ink,
    }),
    text(truncate(facts, width, { size: 11.5 }), { x, y: y + 32, size: 11.5, fill: theme.mute }),
  ]);
}

/** The meaning of the marks, and who made the drawing; whether times were measured, and whether a toy wrote it. */
export function legend(
  state: TraceState,
  {
    x,
    y,
    width,
    theme,
    dependencies = false,
    thinking = false,
  }: Placed & { width: number; dependencies?: boolean; thinking?: boolean },
): Markup {
  const parts: Markup[] = [];
  let at = x;
  const put = (icon: (x: number) => Markup, word: string) => {
    parts.push(icon(at), text(word, { x: at + 18, y, size: 11, fill: theme.mute }));
    at += 18 + textWidth(word, { size: 11 }) + 14;
  };
  const voice = state.session?.strategy === 'sequential' ? 'sequential' : 'plan';
  if (voice === 'sequential') put((left) => kindIcon('thought', left, y - 10, theme.seq), 'sequential');
  else {
    put((left) => kindIcon('plan', left, y - 10, theme.plan), 'plan');
    put((left) => kindIcon('execution', left, y - 10, theme.exec), 'execution');
  }
  put(
    (left) =>
      element('path', {
        d: `M${left} ${y - 4}h12`,
        stroke: theme.critLine,
        'stroke-width': 2.6,
        'stroke-linecap': 'round',
      }),
    'critical path',
  );
  if (thinking && allPieces(state).some((piece) => piece.thinking !== ''))
    put(
      (left) =>
        element('rect', { x: left, y: y - 9, width: 13, height: 9, rx: 2, fill: `url(#dots-${voice})` }),
      'thinking',
    );
  if (dependencies)
    put(
      (left) =>
        element('path', {
          d: `M${left} ${y - 4}h13`,
          stroke: theme.plan,
          'stroke-width': 1.6,
          'stroke-linecap': 'round',
          'stroke-dasharray': '1 4',
        }),
      'builds on',
    );
  const origin = originWords(state);
  const room = x + width - at;
  parts.push(
    text(truncate(origin, room, { size: 11 }), {
      x: x + width,
      y,
      size: 11,
      fill: theme.faint,
      anchor: 'end',
    }),
  );
  return group({}, parts);
}

function originWords({ session }: TraceState): string {
  if (!session) return 'Sprintscope';
  const { origin, models, clock } = session;
  const who =
    origin.kind === 'by-hand'
      ? 'written by hand'
      : models.planner.ruleBased
        ? 'rule-based, not a language model'
        : models.planner.model === models.executor.model
          ? models.planner.model
          : `${models.planner.model} + ${models.executor.model}`;
  return `${who} · ${clock === 'wall' ? 'measured times' : 'no clock, timed by tokens'} · Sprintscope`;
}
