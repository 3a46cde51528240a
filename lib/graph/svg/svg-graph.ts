import { formatCount, formatInteger } from '#lib/base/format.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { readingWords } from '#lib/trace/metric-formulas.ts';
import { type SessionMetrics, sessionMetrics } from '#lib/trace/metrics.ts';
import { isStageEstimated, type Reading, type SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { type Graph, type GraphEdge, isMark, type MarkNode } from '../graph.ts';
import { type Box, type Lane, type Layout, layoutLanes } from '../layout-lanes.ts';
import { plainHead } from '../plain-math.ts';
import { projectGraph } from '../project-graph.ts';
import { pathOf, pointAt, type Route, routeEdges } from '../route-edges.ts';
import { pieceCard, questionCard } from './svg-card.ts';
import { element, group, type Markup, svgDocument } from './svg-element.ts';
import { heading, legend, withVerdict } from './svg-frame.ts';
import { text, textWidth, truncate } from './svg-text.ts';
import { type SvgTheme, svgThemes } from './svg-theme.ts';

export interface GraphSvgOptions {
  readonly theme?: 'light' | 'dark';
  readonly definition?: SequentialDefinition;
  /** What tokens count; `decoded` unless given. */
  readonly reading?: Reading;
  /** A title that a person gave; otherwise the drawing uses the question's first words. */
  readonly title?: string | null;
  /** The content of the final answer; with null or without it, the card shows only its text. */
  readonly answer?: string | null;
  /** Whether it is right, for the line below the title: `✓ right answer`. */
  readonly verdict?: string | null;
}

const MARGIN = 24;
const HEADING_HEIGHT = 68;
const LANES_HEIGHT = 34;
const LEGEND_HEIGHT = 40;

/**
 * The flow graph of a state as a self-contained SVG, with the same graph, layout and routes as the canvas. No font,
 * image, script or style sheet; formulas as plain characters, with their source in each card's tooltip.
 */
export function writeGraphSvg(state: TraceState, options: GraphSvgOptions = {}): string {
  const theme = svgThemes[options.theme ?? 'light'];
  const definition = options.definition ?? 'authors';
  const reading = options.reading ?? 'decoded';
  const critical = new Set(criticalPath(state, definition, reading).pieces.map(({ stream }) => stream));
  const metrics = sessionMetrics(state, reading);
  const graph = projectGraph(state, { critical });
  const layout = layoutLanes(graph);
  const routes = routeEdges(graph, layout);
  const extent = extentOf(layout, graph, routes);
  const width = Math.max(extent.width + 2 * MARGIN, 560);
  const height = HEADING_HEIGHT + LANES_HEIGHT + extent.height + LEGEND_HEIGHT + MARGIN;
  const x = MARGIN - extent.x;
  const y = HEADING_HEIGHT + LANES_HEIGHT - extent.y;
  const question = state.session?.question ?? '';
  const title = options.title?.trim() || plainHead(question, 110) || 'Session';
  const facts = withVerdict(inWords(state, definition, reading), options.verdict);
  const context = { state, theme, reading, answer: options.answer ?? null };

  return svgDocument(
    {
      width,
      height,
      title: `Flow graph: ${title}`,
      description: facts,
      background: theme.bg,
    },
    element('defs', {}, dots(theme), arrowHead(theme), ...clips(graph, layout)),
    element('rect', { width: '100%', height: '100%', fill: 'url(#dots)' }),
    heading(title, facts, width - 2 * MARGIN, { x: MARGIN, y: 20, theme }),
    group({ transform: `translate(${x} ${y})` }, [
      ...layout.lanes.map((lane, at) =>
        laneMarkup(lane, at, laneFacts(lane, state, metrics, definition), extent, theme),
      ),
      ...inOrder(graph.edges).flatMap((edge) => edgeMarkup(edge, routes, theme)),
      ...graph.nodes.flatMap((node) => {
        const box = layout.boxes.get(node.id);
        if (!box) return [];
        if (node.kind === 'question') return [questionCard(question, box, theme)];
        if (isMark(node)) return [markMarkup(node, box, theme)];
        return [pieceCard(node, box, context, clipId(node.id))];
      }),
    ]),
    legend(state, {
      x: MARGIN,
      y: height - MARGIN,
      width: width - 2 * MARGIN,
      theme,
      dependencies: graph.edges.some(({ kind }) => kind === 'dependency'),
    }),
  );
}

/** The bounds of the drawing: boxes and the arcs of edges that pass above or below them. */
function extentOf(layout: Layout, graph: Graph, routes: ReadonlyMap<string, Route>): Box {
  const { bounds } = layout;
  let top = bounds.y;
  let bottom = bounds.y + bounds.height;
  for (const edge of graph.edges) {
    const route = routes.get(edge.id);
    if (!route) continue;
    for (let t = 0; t <= 1; t += 0.05) {
      const { y } = pointAt(route, t);
      top = Math.min(top, y - 4);
      bottom = Math.max(bottom, y + 4);
    }
  }
  const last = layout.lanes.at(-1);
  const right = last ? last.x + last.width : bounds.x + bounds.width;
  return { x: 0, y: top, width: right, height: bottom - top };
}

/** The one bright line lies on top of the quiet ones. */
const inOrder = (edges: readonly GraphEdge[]): GraphEdge[] => {
  const rank = (edge: GraphEdge) => (edge.critical ? 2 : edge.kind === 'dependency' ? 1 : 0);
  return [...edges].sort((left, right) => rank(left) - rank(right));
};

function edgeMarkup(edge: GraphEdge, routes: ReadonlyMap<string, Route>, theme: SvgTheme): Markup[] {
  const route = routes.get(edge.id);
  if (!route) return [];
  const line = { d: pathOf(route), fill: 'none', 'stroke-linecap': 'round' };
  if (edge.kind === 'dependency')
    return [
      element('path', {
        ...line,
        stroke: theme.plan,
        'stroke-width': 1.3,
        'stroke-opacity': '0.6',
        'stroke-dasharray': '1 5',
        'marker-end': 'url(#dependency-end)',
      }),
    ];
  return [
    element('path', {
      ...line,
      stroke: edge.critical ? theme.critLine : lineColour(theme, edge),
      'stroke-width': edge.critical ? 2.6 : 1.4,
      'stroke-dasharray': edge.pending && !edge.critical ? '3 4' : null,
    }),
  ];
}

function lineColour(theme: SvgTheme, { voice }: GraphEdge): string {
  if (voice === 'execution') return theme.execLine;
  return voice === 'plan' ? theme.planLine : theme.line;
}

/** ◇ the fork, hollow; ◆ the join, filled once all its branches came in. */
function markMarkup(node: MarkNode, box: Box, theme: SvgTheme): Markup {
  const colour = node.critical ? theme.critLine : node.kind === 'fork' ? theme.plan : theme.exec;
  const full = node.kind === 'join' && node.passed === node.total;
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  return group({}, [
    element(
      'title',
      {},
      node.kind === 'fork' ? `Fork of stage ${node.stage}` : `Join of stage ${node.stage}`,
    ),
    element('rect', {
      x: centre.x - 5.5,
      y: centre.y - 5.5,
      width: 11,
      height: 11,
      rx: 2,
      transform: `rotate(45 ${centre.x} ${centre.y})`,
      fill: full ? colour : theme.panel,
      stroke: colour,
      'stroke-width': 1.8,
    }),
    ...(node.kind === 'join' && !full
      ? [
          text(`${node.passed}/${node.total}`, {
            x: centre.x,
            y: centre.y + 22,
            size: 10.5,
            fill: theme.mute,
            anchor: 'middle',
          }),
        ]
      : []),
  ]);
}

function laneMarkup(lane: Lane, at: number, facts: string, extent: Box, theme: SvgTheme): Markup {
  const top = extent.y - LANES_HEIGHT;
  const name = lane.stage === null ? laneNames[lane.id as keyof typeof laneNames] : `Stage ${lane.stage}`;
  const y = top + 14;
  const after = lane.x + 12 + textWidth(name, { size: 11.5, bold: true }) + 6;
  return group({}, [
    ...(at === 0
      ? []
      : [
          element('path', {
            d: `M${lane.x} ${top}V${extent.y + extent.height}`,
            stroke: theme.line,
            'stroke-dasharray': '3 3',
          }),
        ]),
    text(name, { x: lane.x + 12, y, size: 11.5, bold: true, fill: theme.mute }),
    ...(facts === ''
      ? []
      : [
          text(truncate(facts, lane.x + lane.width - after - 4, { size: 11.5 }), {
            x: after,
            y,
            size: 11.5,
            fill: theme.faint,
          }),
        ]),
  ]);
}

const laneNames = { question: 'Question', answer: 'Answer', thought: 'Sequential thought' } as const;

function laneFacts(
  lane: Lane,
  { stages }: TraceState,
  { perStage, reading }: SessionMetrics,
  definition: SequentialDefinition,
): string {
  const at = perStage.findIndex((candidate) => candidate.stage === lane.stage);
  const [stage, written] = [perStage[at], stages[at]];
  if (!stage || !written) return '';
  const about = isStageEstimated(written, reading) ? '≈' : '';
  const prompts = stage.prompts > 0 ? formatCount(stage.prompts, 'prompt') : 'no prompt';
  return `· ${prompts} · ${about}${formatInteger(stage.sequentialTokens[definition])} tok sequential`;
}

/** The drawing's main numbers, naming definition and tokenizer. */
export function inWords(
  state: TraceState,
  definition: SequentialDefinition,
  reading: Reading = 'decoded',
): string {
  const metrics = sessionMetrics(state, reading);
  const about = metrics.isEstimate ? '≈' : '';
  const shape =
    state.session?.strategy === 'sequential'
      ? 'sequential'
      : `${formatCount(metrics.stages, 'stage')}, ${formatCount(metrics.prompts, 'prompt')}`;
  // Where nothing thought there is only one reading.
  const counted = metrics.thinkingTokens === 0 ? definition : `${definition}, ${readingWords[reading].label}`;
  return `${shape} · ${about}${formatInteger(metrics.sequentialTokens[definition])} sequential tokens (${counted}) of ${about}${formatInteger(definition === 'with-tags' ? metrics.totalTokensWithTags : metrics.totalTokens)} in total · tokenizer ${metrics.tokenizer ?? '–'} · ${state.status}`;
}

const clipId = (id: string): string => `clip-${id.replace(/[^a-z0-9]/g, '-')}`;

/** The bar at the bottom of a card needs the card's round corners. */
function clips(graph: Graph, layout: Layout): Markup[] {
  return graph.nodes.flatMap((node) => {
    const box = layout.boxes.get(node.id);
    if (!box || isMark(node) || node.kind === 'question') return [];
    return [element('clipPath', { id: clipId(node.id) }, element('rect', { ...box, rx: 10 }))];
  });
}

const dots = (theme: SvgTheme): Markup =>
  element(
    'pattern',
    { id: 'dots', width: 20, height: 20, patternUnits: 'userSpaceOnUse' },
    element('circle', { cx: 10, cy: 10, r: 0.7, fill: theme.dot }),
  );

const arrowHead = (theme: SvgTheme): Markup =>
  element(
    'marker',
    {
      id: 'dependency-end',
      viewBox: '0 0 8 8',
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: 'auto',
      markerUnits: 'userSpaceOnUse',
    },
    element('path', {
      d: 'M1 1L7 4L1 7',
      fill: 'none',
      stroke: theme.plan,
      'stroke-width': 1.4,
      'stroke-linecap': 'round',
    }),
  );
