'use client';

import type { NodeProps } from '@xyflow/react';
import { Diamond, Flag, type LucideIcon, Minus, Play, Sparkles } from 'lucide-react';
import { memo } from 'react';
import type { NodeSlice } from '#components/playback/node-slices.ts';
import { useNodeSlice, useSession } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { isWriting } from '#lib/graph/activity.ts';
import type { PieceNode as GraphPiece } from '#lib/graph/graph.ts';
import { plainAnswer, plainHead, plainTail } from '#lib/graph/plain-math.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';
import { activityLook } from './activity-look.tsx';
import type { FlowNode } from './flow-elements.ts';
import { HiddenHandles } from './hidden-handles.tsx';
import { NodeButton } from './node-button.tsx';

/** About as many characters as the lines of a card hold, at 11.5 px in 192 px. */
const TAIL_LENGTH = 104;
const SHORT_TAIL_LENGTH = 66;
const THOUGHT_TAIL_LENGTH = 380;
const ROW_TAIL_LENGTH = 38;
const LINE_LENGTH = 45;

export const KIND_ICONS: Record<GraphPiece['kind'], LucideIcon> = {
  plan: Diamond,
  execution: Play,
  answer: Flag,
  thought: Minus,
};

export const kindText: Record<GraphPiece['kind'], string> = {
  plan: 'text-plan',
  execution: 'text-exec',
  answer: 'text-plan',
  thought: 'text-seq',
};

export const kindBar: Record<GraphPiece['kind'], string> = {
  plan: 'bg-plan',
  execution: 'bg-exec',
  answer: 'bg-plan',
  thought: 'bg-seq',
};

export const kindBorder: Record<GraphPiece['kind'], string> = {
  plan: 'border-plan-line',
  execution: 'border-exec-line',
  answer: 'border-plan-line',
  thought: 'border-line',
};

/** A plan, an execution, the answer or a sequential thought as a card with the tail of its text. */
export const PieceNode = memo(function PieceNode({ data }: NodeProps<Extract<FlowNode, { type: 'piece' }>>) {
  const { node } = data;
  const slice = useNodeSlice(node.id);
  const Icon = KIND_ICONS[node.kind];
  const writing = isWriting(node.activity);
  const notYet =
    node.activity === 'waiting' || node.activity === 'writing-prompt' || node.activity === 'requested';
  return (
    <>
      <HiddenHandles />
      <NodeButton
        id={node.id}
        label={nodeLabel(node)}
        critical={node.critical}
        className={cn(
          'flex flex-col overflow-hidden bg-panel px-3 pt-2 pb-3',
          kindBorder[node.kind],
          notYet && 'border-dashed shadow-none',
        )}
      >
        <span className="flex min-w-0 items-start gap-1.5 text-[12px] leading-4">
          <Icon
            size={12}
            aria-hidden="true"
            className={cn('mt-0.5 shrink-0 fill-current', kindText[node.kind], notYet && 'fill-none')}
          />
          <span className={cn('node-title line-clamp-2 font-semibold', kindText[node.kind])}>
            {node.title}
          </span>
          <span className="node-tokens ml-auto shrink-0 pl-1 text-[11px] text-mute">
            {tokensLabel(slice)}
          </span>
        </span>
        {slice.answer ? (
          <span className="mt-1 truncate font-semibold text-[15px] text-ink leading-5">
            {plainAnswer(slice.answer)}
          </span>
        ) : null}
        <span
          className={cn(
            'node-tail mt-1 text-[11.5px] leading-[16.5px]',
            tailLook(slice),
            tailLines(node, slice),
          )}
        >
          <Tail node={node} slice={slice} writing={writing} />
          {writing ? <Caret kind={node.kind} /> : null}
        </span>
        <StateLine node={node} slice={slice} />
        <ShareBar slice={slice} kind={node.kind} />
      </NodeButton>
    </>
  );
});

/** One of many branches: its prompt on one line, the tail of its text and its pace or state on the next. */
export const RowNode = memo(function RowNode({ data }: NodeProps<Extract<FlowNode, { type: 'row' }>>) {
  const { node } = data;
  const slice = useNodeSlice(node.id);
  const { icon: StateIcon, word } = activityLook(node.activity);
  const writing = isWriting(node.activity);
  return (
    <>
      <HiddenHandles />
      <NodeButton
        id={node.id}
        label={nodeLabel(node)}
        critical={node.critical}
        className={cn(
          'flex flex-col justify-center overflow-hidden bg-panel px-2 pb-[3px] shadow-none',
          kindBorder[node.kind],
        )}
      >
        <span className="flex min-w-0 items-center gap-1.5 text-[11.5px] leading-4">
          <StateIcon size={12} aria-hidden="true" className={cn('shrink-0', stateText(node))} />
          <span className={cn('truncate font-medium', kindText[node.kind])}>{node.title}</span>
          <span className="node-tokens ml-auto shrink-0 pl-1 text-[11px] text-mute">
            {tokensLabel(slice)}
          </span>
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-[11px] text-mute leading-4">
          <span className={cn('node-tail truncate', tailLook(slice))}>
            <Tail node={node} slice={slice} writing={writing} length={ROW_TAIL_LENGTH} />
          </span>
          <span className={cn('ml-auto shrink-0 pl-1', writing ? 'text-mute' : stateText(node))}>
            {writing && slice.tokensPerSecond !== null ? `${slice.tokensPerSecond} tok/s` : word}
          </span>
        </span>
        <ShareBar slice={slice} kind={node.kind} />
      </NodeButton>
    </>
  );
});

function StateLine({ node, slice }: { node: GraphPiece; slice: NodeSlice }) {
  const { word, icon: StateIcon } = activityLook(node.activity);
  const writing = isWriting(node.activity);
  return (
    <span className={cn('node-state mt-auto flex items-center gap-1 text-[11px] leading-4', stateText(node))}>
      <StateIcon size={11} aria-hidden="true" className="shrink-0" />
      <span className="truncate">
        {node.activity === 'retrying' ? `retrying, attempt ${node.failures + 1}` : word}
        {node.activity === 'requested' ? <Elapsed since={slice.piece?.requestedAt ?? null} /> : null}
      </span>
      {node.failures > 0 && node.activity !== 'retrying' && node.activity !== 'failed' ? (
        <span className="shrink-0 text-warn">· {node.failures} failed</span>
      ) : null}
      {writing && slice.tokensPerSecond !== null ? (
        <span className="ml-auto shrink-0 text-mute">{slice.tokensPerSecond} tok/s</span>
      ) : null}
      {writing ? null : <Apart slice={slice} />}
    </span>
  );
}

/** How many of its tokens are thinking and how many text, once it is complete. */
function Apart({ slice: { tokens, thinkingTokens, exact } }: { slice: NodeSlice }) {
  if (tokens === null) return null;
  const words = thinkingAndText({
    thinking: thinkingTokens,
    text: tokens - thinkingTokens,
    isEstimate: !exact,
  });
  return words === null ? null : <span className="node-apart ml-auto shrink-0 pl-1 text-mute">{words}</span>;
}

function Elapsed({ since }: { since: number | null }) {
  const seconds = useSession((session) =>
    since === null ? null : Math.max(0, Math.round((session.positionMs - since) / 100) / 10),
  );
  return seconds === null ? null : ` · ${seconds.toFixed(1)} s`;
}

/**
 * The piece's length against the longest of its stage: the straggler fills the bar. Its thinking comes first, lighter.
 */
function ShareBar({ slice: { share, thinkingShare }, kind }: { slice: NodeSlice; kind: GraphPiece['kind'] }) {
  return (
    <span className="absolute inset-x-0 bottom-0 h-[3px] bg-line-soft" aria-hidden="true">
      <span
        className={cn('absolute inset-0 block origin-left', kindBar[kind], thinkingShare > 0 && 'opacity-40')}
        style={{ transform: `scaleX(${share})` }}
      />
      {thinkingShare > 0 ? (
        <span
          className={cn('absolute inset-0 block origin-left', kindBar[kind])}
          style={{
            transform: `translateX(${share * thinkingShare * 100}%) scaleX(${share * (1 - thinkingShare)})`,
          }}
        />
      ) : null}
    </span>
  );
}

export function Caret({ kind }: { kind: GraphPiece['kind'] }) {
  return (
    <span
      aria-hidden="true"
      className={cn('ml-0.5 inline-block h-[11px] w-[5px] rounded-[1px] align-[-1px]', kindBar[kind])}
    />
  );
}

function tailLength(node: GraphPiece, slice: NodeSlice): number {
  if (node.kind === 'thought') return THOUGHT_TAIL_LENGTH;
  return node.kind === 'execution' || slice.answer ? SHORT_TAIL_LENGTH : TAIL_LENGTH;
}

/** The end of what the piece now writes or thinks; a mark and tailLook distinguish the two. */
export function Tail({
  node,
  slice,
  writing,
  length = tailLength(node, slice),
}: {
  node: GraphPiece;
  slice: NodeSlice;
  writing: boolean;
  length?: number;
}) {
  const { piece } = slice;
  if (!piece) return null;
  if (showsThinking(piece)) return <ThinkingTail thinking={piece.thinking} length={length} />;
  // A run that thinks writes only a short text at its end: most of what there is to show is its thinking.
  if (node.kind === 'thought' && piece.thinking !== '' && piece.text.length < length / 2) {
    return (
      <>
        <span className="block text-faint italic">
          <ThinkingTail thinking={piece.thinking} length={length - piece.text.length - LINE_LENGTH} />
        </span>
        {plainTail(piece.text, length)}
      </>
    );
  }
  if (piece.text === '') return piece.error?.message ?? '';
  return writing || node.kind !== 'plan' ? plainTail(piece.text, length) : plainHead(piece.text, length);
}

const ThinkingTail = ({ thinking, length }: { thinking: string; length: number }) => (
  <>
    <Sparkles size={10} aria-hidden="true" className="mr-1 inline-block align-[-1px]" />
    <span className="sr-only">Thinking: </span>
    {plainTail(thinking, length)}
  </>
);

export const tailLook = ({ piece }: NodeSlice): string =>
  piece && showsThinking(piece) ? 'text-faint italic' : 'text-mute';

/** The piece thinks now, or was cut off before it wrote any text. */
const showsThinking = (piece: PieceState): boolean =>
  piece.thinking !== '' &&
  (piece.text === '' ? !piece.error : piece.endedAt === null && piece.lastChannel === 'thinking');

export function tokensLabel(slice: NodeSlice): string {
  if (slice.tokens === null) return '';
  const count = slice.tokens.toLocaleString('en');
  return slice.exact ? `${count} tok` : `≈${count} tok`;
}

/** A prompt takes two lines of a card, so that a person can distinguish branches with similar prompts. */
function tailLines(node: GraphPiece, slice: NodeSlice): string {
  if (node.kind === 'thought') return 'line-clamp-8';
  return node.kind === 'execution' || slice.answer ? 'line-clamp-2' : 'line-clamp-3';
}

export function stateText(node: GraphPiece): string {
  switch (activityLook(node.activity).tone) {
    case 'active':
      return kindText[node.kind];
    case 'warn':
      return 'text-warn';
    case 'ok':
    case 'quiet':
      return 'text-faint';
  }
}

/** Which piece, its state, then its prompt: people hear the number and the state first. */
export function nodeLabel(node: GraphPiece): string {
  const { word } = activityLook(node.activity);
  const failures = node.failures > 0 ? `, ${node.failures} failed attempts` : '';
  if (node.kind === 'thought') return `Sequential thought, ${word}${failures}`;
  if (node.kind !== 'execution') return `${node.title}, ${word}${failures}`;
  const [number = '', ...asked] = node.title.split(' ');
  return [`Execution ${number}, ${word}${failures}`, asked.join(' ')].filter(Boolean).join(', ');
}
