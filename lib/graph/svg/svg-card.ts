import { formatInteger } from '#lib/base/format.ts';
import { findPiece, findStage } from '#lib/trace/pieces.ts';
import {
  isEstimated,
  pieceTokens,
  type Reading,
  textTokens,
  thinkingTokens,
} from '#lib/trace/sequential-tokens.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';
import { activityWord, isWriting } from '../activity.ts';
import type { NodeActivity, PieceNode } from '../graph.ts';
import type { Box } from '../layout-lanes.ts';
import { plainAnswer, plainHead, plainTail } from '../plain-math.ts';
import { streamName } from '../stream-names.ts';
import { element, group, type Markup } from './svg-element.ts';
import { activityIcon, kindIcon } from './svg-icons.ts';
import { type TextStyle, text, textBlock, textWidth, truncate, wrap } from './svg-text.ts';
import type { SvgTheme } from './svg-theme.ts';

const TITLE = { size: 12, bold: true };
const BODY = { size: 11.5 };
const SMALL = { size: 11 };
const PADDING = 12;
/** Longest source text in a card's tooltip: enough to recognise it, not the whole trace twice. */
const SOURCE_LENGTH = 400;

export interface CardContext {
  readonly state: TraceState;
  readonly theme: SvgTheme;
  readonly reading: Reading;
  /** The content of the final answer, from its box; this folder does not extract it. */
  readonly answer: string | null;
}

/** A piece as the canvas draws it: mark, title, tokens, some of its text, its state, its length against the longest. */
export function pieceCard(node: PieceNode, box: Box, context: CardContext, clip: string): Markup {
  const { state, theme, reading } = context;
  const own = findPiece(state, node.id);
  const piece = own ?? (node.kind === 'answer' ? state.thought : null);
  const colour = kindColour(theme, node.kind);
  const notYet =
    node.activity === 'waiting' || node.activity === 'writing-prompt' || node.activity === 'requested';
  const tokens = own ? tokensLabel(own, reading) : '';
  const children = [
    element('title', {}, sourceText(node, piece, state)),
    frame(box, theme, {
      border: node.critical ? theme.critLine : kindLine(theme, node.kind),
      critical: node.critical,
      dashed: notYet,
    }),
    element(
      'g',
      { 'clip-path': `url(#${clip})` },
      ...(node.compact ? row : card)(node, box, { ...context, piece, colour, tokens }),
      ...shareBar(own, node, box, context, colour),
    ),
  ];
  return group({}, children);
}

interface Inside extends CardContext {
  readonly piece: PieceState | null;
  readonly colour: string;
  readonly tokens: string;
}

function card(
  node: PieceNode,
  box: Box,
  { piece, colour, tokens, theme, answer, reading }: Inside,
): Markup[] {
  const left = box.x + PADDING;
  const right = box.x + box.width - PADDING;
  const titleWidth = right - left - 18 - (tokens === '' ? 0 : textWidth(tokens, SMALL) + 6);
  const title = wrap(node.title, titleWidth, 2, TITLE);
  let y = box.y + 20;
  const parts = [
    kindIcon(node.kind, left, y - 10, colour),
    ...textBlock(title, 16, { ...TITLE, x: left + 18, y, fill: colour }),
    text(tokens, { ...SMALL, x: right, y, fill: theme.mute, anchor: 'end' }),
  ];
  y += (title.length - 1) * 16 + 20;
  const width = right - left;
  if (node.kind === 'answer' && answer !== null) {
    parts.push(
      text(truncate(plainAnswer(answer), width, { size: 15, bold: true }), {
        x: left,
        y: y + 1,
        fill: theme.ink,
        size: 15,
        bold: true,
      }),
    );
    y += 20;
  }
  const bottom = box.y + box.height - PADDING - 22;
  const lines = Math.max(1, Math.floor((bottom - y + 4) / 16) + 1);
  parts.push(
    ...textBlock(bodyLines(node, piece, width, lines, BODY), 16, {
      ...BODY,
      x: left,
      y,
      ...bodyLook(piece, theme),
    }),
  );
  const stateY = box.y + box.height - PADDING;
  const tone = stateColour(theme, node.activity, colour);
  parts.push(
    activityIcon(node.activity, left, stateY - 9, tone),
    text(stateWords(node, piece, reading, width - 16), { ...SMALL, x: left + 16, y: stateY, fill: tone }),
  );
  return parts;
}

/** One of many branches, in two lines. */
function row(node: PieceNode, box: Box, { piece, colour, tokens, theme }: Inside): Markup[] {
  const left = box.x + 8;
  const right = box.x + box.width - 8;
  const tone = stateColour(theme, node.activity, colour);
  const word = activityWord(node.activity);
  const titleWidth = right - left - 18 - textWidth(tokens, SMALL) - 6;
  return [
    activityIcon(node.activity, left, box.y + 9, tone),
    text(truncate(node.title, titleWidth, TITLE), { ...TITLE, x: left + 18, y: box.y + 18, fill: colour }),
    text(tokens, { ...SMALL, x: right, y: box.y + 18, fill: theme.mute, anchor: 'end' }),
    text(bodyLines(node, piece, right - left - textWidth(word, SMALL) - 10, 1, SMALL)[0] ?? '', {
      ...SMALL,
      x: left,
      y: box.y + 34,
      ...bodyLook(piece, theme),
    }),
    text(word, { ...SMALL, x: right, y: box.y + 34, fill: tone, anchor: 'end' }),
  ];
}

export function questionCard(question: string, box: Box, theme: SvgTheme): Markup {
  const left = box.x + PADDING;
  return group({}, [
    element('title', {}, question.slice(0, SOURCE_LENGTH)),
    frame(box, theme, { border: theme.line, critical: false, dashed: false }),
    text('Question', { ...TITLE, x: left, y: box.y + 20, fill: theme.ink }),
    ...textBlock(wrap(plainHead(question, 200), box.width - 2 * PADDING, 5, BODY), 16, {
      ...BODY,
      x: left,
      y: box.y + 39,
      fill: theme.mute,
    }),
  ]);
}

function frame(
  box: Box,
  theme: SvgTheme,
  { border, critical, dashed }: { border: string; critical: boolean; dashed: boolean },
): Markup {
  return element('rect', {
    x: box.x,
    y: box.y,
    width: box.width,
    height: box.height,
    rx: 10,
    fill: theme.panel,
    stroke: border,
    'stroke-width': critical ? 2 : 1,
    'stroke-dasharray': dashed && !critical ? '4 3' : null,
  });
}

function shareBar(
  piece: PieceState | null,
  node: PieceNode,
  box: Box,
  { state, theme, reading }: CardContext,
  colour: string,
): Markup[] {
  const inset = node.critical ? 1 : 0.5;
  const width = box.width - 2 * inset;
  const bar = { x: box.x + inset, y: box.y + box.height - 3 - inset, height: 3 };
  const share = shareOf(state, piece, node, reading);
  const thought =
    piece && reading === 'decoded' ? thinkingTokens(piece) / Math.max(pieceTokens(piece), 1) : 0;
  const seam = width * share * thought;
  return [
    element('rect', { ...bar, width, fill: theme.lineSoft }),
    ...(seam > 0 ? [element('rect', { ...bar, width: seam, fill: colour, 'fill-opacity': 0.4 })] : []),
    element('rect', { ...bar, x: bar.x + seam, width: width * share - seam, fill: colour }),
  ];
}

/** Length against the longest piece of the same stage, 0 to 1; a piece without a stage fills its bar. */
function shareOf(state: TraceState, piece: PieceState | null, node: PieceNode, reading: Reading): number {
  if (!piece || !hasTokens(piece)) return 0;
  const stage = node.stage === null ? null : findStage(state, node.stage);
  if (!stage) return 1;
  const tokens = (other: PieceState) => pieceTokens(other, { reading });
  return tokens(piece) / Math.max(1, tokens(stage.plan), ...stage.executions.map(tokens));
}

const hasTokens = (piece: PieceState): boolean =>
  piece.text !== '' || piece.thinking !== '' || piece.tokens !== null;

const tokensLabel = (piece: PieceState, reading: Reading): string =>
  hasTokens(piece)
    ? `${isEstimated(piece) ? '≈' : ''}${formatInteger(pieceTokens(piece, { reading }))} tok`
    : '';

/** Thinking is shown where there is no text yet, lighter and slanted: it is not the piece's own text. */
const bodyLook = (piece: PieceState | null, theme: SvgTheme): { fill: string; italic: boolean } => {
  const thinks = piece !== null && piece.text === '' && piece.thinking !== '';
  return { fill: thinks ? theme.faint : theme.mute, italic: thinks };
};

/** As much of the end of the text (for a finished plan: of its beginning) as fits in the lines. */
function bodyLines(
  node: PieceNode,
  piece: PieceState | null,
  width: number,
  lines: number,
  style: TextStyle,
): string[] {
  if (!piece) return [];
  const text = piece.text === '' ? piece.thinking : piece.text;
  if (text === '') return wrap(piece.error?.message ?? '', width, lines, style);
  const fromStart = piece.text !== '' && node.kind === 'plan' && !isWriting(node.activity);
  if (fromStart) return wrap(plainHead(text, lines * 60), width, lines, style);
  // The lines would cut a tail at its end, and so lose its newest words: find the longest tail that fits.
  let best: string[] = [];
  let [shortest, longest] = [8, Math.ceil((lines * width) / (style.size * 0.45))];
  while (shortest <= longest) {
    const length = (shortest + longest) >> 1;
    const found = wrap(plainTail(text, length), width, lines + 1, style);
    if (found.length > lines) longest = length - 1;
    else {
      best = found;
      shortest = length + 1;
    }
  }
  return best;
}

/** Mathematics as it was written: the card shows it in plain characters, the tooltip has the source. */
function sourceText(node: PieceNode, piece: PieceState | null, state: TraceState): string {
  const stage = node.stage === null ? null : findStage(state, node.stage);
  const prompt =
    node.kind === 'execution' ? stage?.plan.prompts.find(({ index }) => index === node.index) : undefined;
  const asked = prompt && stage ? stage.plan.text.slice(prompt.start, prompt.end ?? undefined) : '';
  return [`${streamName(node.id)}, ${activityWord(node.activity)}`, cut(asked), cut(piece?.text ?? '')]
    .filter(Boolean)
    .join('\n\n');
}

const cut = (source: string): string =>
  source.length > SOURCE_LENGTH ? `${source.slice(0, SOURCE_LENGTH)}…` : source;

/** The piece's activity; where there is room, also how much of its tokens is thinking. */
function stateWords(node: PieceNode, piece: PieceState | null, reading: Reading, width: number): string {
  const words = [activityWord(node.activity)];
  if (node.failures > 0 && node.activity !== 'failed') words.push(`${node.failures} failed`);
  const parts =
    piece && reading === 'decoded' && piece.stream === node.id
      ? thinkingAndText({
          thinking: thinkingTokens(piece),
          text: textTokens(piece),
          isEstimate: isEstimated(piece),
        })
      : null;
  const short = words.join(' · ');
  const long = parts ? `${short} · ${parts}` : short;
  return textWidth(long, SMALL) <= width ? long : short;
}

function kindColour(theme: SvgTheme, kind: PieceNode['kind']): string {
  if (kind === 'thought') return theme.seq;
  return kind === 'execution' ? theme.exec : theme.plan;
}

function kindLine(theme: SvgTheme, kind: PieceNode['kind']): string {
  if (kind === 'thought') return theme.line;
  return kind === 'execution' ? theme.execLine : theme.planLine;
}

function stateColour(theme: SvgTheme, activity: NodeActivity, own: string): string {
  switch (activity) {
    case 'requested':
    case 'thinking':
    case 'running':
      return own;
    case 'retrying':
    case 'failed':
    case 'truncated':
    case 'interrupted':
      return theme.warn;
    case 'done':
    case 'waiting':
    case 'writing-prompt':
    case 'cancelled':
    case 'never-started':
      return theme.faint;
  }
}
