import { formatInteger } from '#lib/base/format.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { namedPart, type PiecePart } from '#lib/trace/piece-parts.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import { activityWord } from '../activity.ts';
import { plainHead } from '../plain-math.ts';
import { axisLast, type TimelineBar, type TimelineRow, ticks, timelineRows } from '../timeline-rows.ts';
import { element, group, type Markup, svgDocument } from './svg-element.ts';
import { heading, legend, withVerdict } from './svg-frame.ts';
import { inWords } from './svg-graph.ts';
import { text, textWidth } from './svg-text.ts';
import { type SvgTheme, svgThemes, type Voice, voiceColour } from './svg-theme.ts';

export interface TimelineSvgOptions {
  readonly theme?: 'light' | 'dark';
  readonly definition?: SequentialDefinition;
  /** What tokens count; `decoded` unless given. */
  readonly reading?: Reading;
  readonly title?: string | null;
  /** Default: wall time where it was measured, else tokens. */
  readonly axis?: Axis;
  /** Whether the answer is right, for the line below the title: `✓ right answer`. */
  readonly verdict?: string | null;
}

const WIDTH = 1200;
const MARGIN = 24;
const NAMES = 108;
const TOP = 70;
const SCALE = 26;
const ROW = 21;
const BAR = 15;
const FOOT = 56;
const LABEL = { size: 10.5 };
/** A stretch without length is still something that happened. */
const THINNEST = 1.5;

/**
 * When each stream wrote, as a self-contained SVG: the rows of the app's timeline. Hatched before the first token,
 * dotted while a stream thinks, full while it writes, faintly hatched while it waits at the join; the critical path
 * underlined.
 */
export function writeTimelineSvg(state: TraceState, options: TimelineSvgOptions = {}): string {
  const theme = svgThemes[options.theme ?? 'light'];
  const definition = options.definition ?? 'authors';
  const reading = options.reading ?? 'decoded';
  const axis = options.axis ?? (state.session?.clock === 'tokens' ? 'tokens' : 'wall');
  const rows = timelineRows(state, axis, criticalPath(state, definition, reading), state.at);
  const end = Math.max(axisLast(state, axis, state.at, reading), 1);
  const left = MARGIN + NAMES;
  const width = WIDTH - left - MARGIN;
  const height = TOP + SCALE + rows.length * ROW + FOOT;
  const title = options.title?.trim() || plainHead(state.session?.question ?? '', 110) || 'Session';
  const inFacts = `${inWords(state, definition, reading)} · axis in ${axis === 'wall' ? 'seconds' : 'tokens'}`;
  const facts = withVerdict(inFacts, options.verdict);
  const place: Place = { left, scale: width / end, theme };

  return svgDocument(
    { width: WIDTH, height, title: `Timeline: ${title}`, description: facts, background: theme.panel },
    element('defs', {}, ...patterns(theme)),
    heading(title, facts, WIDTH - 2 * MARGIN, { x: MARGIN, y: 18, theme }),
    scaleMarkup(end, axis, rows.length, place),
    ...rows.map((row, at) => rowMarkup(row, TOP + SCALE + at * ROW, place)),
    ...(rows.length === 0
      ? [text('Nothing was requested yet.', { x: left, y: TOP + SCALE + 12, size: 11.5, fill: theme.faint })]
      : []),
    legend(state, {
      thinking: reading === 'decoded',
      x: MARGIN,
      y: height - 20,
      width: WIDTH - 2 * MARGIN,
      theme,
    }),
  );
}

interface Place {
  readonly left: number;
  /** Pixels for each unit of the axis. */
  readonly scale: number;
  readonly theme: SvgTheme;
}

function scaleMarkup(end: number, axis: Axis, rows: number, { left, scale, theme }: Place): Markup {
  return group(
    {},
    ticks(end, 10).flatMap((at) => {
      const x = left + at * scale;
      return [
        element('path', { d: `M${x.toFixed(1)} ${TOP}V${TOP + SCALE + rows * ROW + 6}`, stroke: theme.line }),
        text(tickLabel(at, axis), { ...LABEL, x: x + 4, y: TOP + 10, fill: theme.faint }),
      ];
    }),
  );
}

function tickLabel(at: number, axis: Axis): string {
  if (axis === 'tokens') return at === 0 ? '0 tokens' : formatInteger(at);
  return at === 0 ? '0 s' : String(Number((at / 1000).toFixed(3)));
}

function rowMarkup(row: TimelineRow, y: number, place: Place): Markup {
  const { theme } = place;
  return group({}, [
    text(row.name, { x: MARGIN, y: y + 12, size: 11, fill: theme.mute, bold: row.id === 'planner' }),
    ...row.bars.flatMap((bar) => barMarkup(bar, y, place)),
  ]);
}

function barMarkup(bar: TimelineBar, y: number, place: Place): Markup[] {
  const { left, scale, theme } = place;
  if (bar.parts.length === 0) return [];
  const colour = voiceColour(theme, bar.voice);
  const parts = bar.parts.map((part) => partMarkup(part, bar, y, place));
  const named = namedPart(bar.parts);
  const width = textWidth(bar.label, LABEL);
  if (named && width + 10 < (named.to - named.from) * scale) {
    const x = left + named.from * scale + 6;
    const thinks = named.kind === 'thinking';
    // The dots would run through the letters.
    if (thinks)
      parts.push(
        element('rect', { x: x - 3, y: y + 2, width: width + 6, height: BAR - 4, fill: theme.panel }),
      );
    parts.push(text(bar.label, { ...LABEL, x, y: y + 11, fill: thinks ? colour : theme.onAccent }));
  }
  if (bar.critical)
    parts.push(
      element('rect', {
        x: left + bar.critical.from * scale,
        y: y + BAR + 0.5,
        width: Math.max(THINNEST, (bar.critical.to - bar.critical.from) * scale),
        height: 2.5,
        rx: 1.2,
        fill: theme.critLine,
      }),
    );
  const words = `${bar.name}, ${activityWord(bar.activity)}${bar.critical ? ', on the critical path' : ''}`;
  return [group({}, [element('title', {}, words), ...parts])];
}

function partMarkup(
  part: PiecePart,
  { voice }: TimelineBar,
  y: number,
  { left, scale, theme }: Place,
): Markup {
  const box = {
    x: left + part.from * scale,
    y,
    width: Math.max(THINNEST, (part.to - part.from) * scale),
    height: BAR,
    rx: part.kind === 'writing' || part.kind === 'thinking' ? 4 : 2,
  };
  if (part.kind === 'writing') return element('rect', { ...box, fill: voiceColour(theme, voice) });
  const pattern = `url(#${patternOf(part, voice)})`;
  if (part.kind !== 'thinking') return element('rect', { ...box, fill: pattern });
  return element('rect', {
    ...box,
    fill: pattern,
    stroke: voiceColour(theme, voice),
    'stroke-opacity': 0.5,
    'stroke-width': 1,
  });
}

function patternOf({ kind }: PiecePart, voice: Voice): string {
  switch (kind) {
    case 'failed':
    case 'join':
      return `hatch-${kind}`;
    case 'thinking':
      return `dots-${voice}`;
    case 'first-token':
    case 'writing':
      return `hatch-${voice}`;
  }
}

function patterns(theme: SvgTheme): Markup[] {
  const hatch = (id: string, colour: string) =>
    element(
      'pattern',
      { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(25)' },
      element('rect', { width: 1.5, height: 5, fill: colour }),
    );
  const dots = (id: string, colour: string) =>
    element(
      'pattern',
      { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
      element('rect', { width: 5, height: 5, fill: colour, 'fill-opacity': 0.14 }),
      element('circle', { cx: 2.5, cy: 2.5, r: 0.9, fill: colour, 'fill-opacity': 0.65 }),
    );
  return [
    hatch('hatch-plan', theme.plan),
    hatch('hatch-execution', theme.exec),
    hatch('hatch-sequential', theme.seq),
    hatch('hatch-failed', theme.warn),
    hatch('hatch-join', theme.dot),
    dots('dots-plan', theme.plan),
    dots('dots-execution', theme.exec),
    dots('dots-sequential', theme.seq),
  ];
}
