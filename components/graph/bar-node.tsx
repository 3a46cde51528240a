'use client';

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { NodeSlice } from '#components/playback/node-slices.ts';
import { useNodeSlice, useSession } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { isWriting } from '#lib/graph/activity.ts';
import type { PieceNode } from '#lib/graph/graph.ts';
import { startOf } from '#lib/trace/critical-path.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { activityLook } from './activity-look.tsx';
import type { FlowNode } from './flow-elements.ts';
import { HiddenHandles } from './hidden-handles.tsx';
import { NodeButton } from './node-button.tsx';
import {
  Caret,
  kindBar,
  kindBorder,
  kindText,
  nodeLabel,
  stateText,
  Tail,
  tailLook,
  tokensLabel,
} from './piece-node.tsx';

/** The widths, px, from which a bar has room for its number, for its words beside it, for its tokens, for its text. */
const NUMBER_FROM = 26;
const WORDS_FROM = 64;
const TOKENS_FROM = 118;
const TEXT_FROM = 84;
/** Average width in px of a character of 11 px. */
const PX_A_CHARACTER = 5.6;

/** A piece in the time layout: a bar as wide as the piece lasted, with as much text as fits. */
export const BarNode = memo(function BarNode({ data }: NodeProps<Extract<FlowNode, { type: 'bar' }>>) {
  const { node, width } = data;
  const slice = useNodeSlice(node.id);
  const { icon: StateIcon } = activityLook(node.activity);
  const writing = isWriting(node.activity);
  const notYet =
    node.activity === 'waiting' || node.activity === 'writing-prompt' || node.activity === 'requested';
  const words = width >= WORDS_FROM ? node.title : shortTitle(node);
  const roomy = width >= TEXT_FROM;
  return (
    <>
      <HiddenHandles />
      <NodeButton
        id={node.id}
        label={nodeLabel(node)}
        critical={node.critical}
        className={cn(
          'flex flex-col justify-center overflow-hidden bg-panel shadow-none',
          roomy ? 'pr-2 pl-2.5' : 'items-center px-0.5',
          kindBorder[node.kind],
          notYet && 'border-dashed',
        )}
      >
        <span className={cn('absolute inset-y-0 left-0 w-[3px]', kindBar[node.kind])} aria-hidden="true" />
        <ThinkingStrip slice={slice} kind={node.kind} />
        {width >= NUMBER_FROM ? (
          <span className="flex min-w-0 max-w-full items-center gap-1 text-[11.5px] leading-4">
            {roomy ? (
              <StateIcon size={11} aria-hidden="true" className={cn('shrink-0', stateText(node))} />
            ) : null}
            <span className={cn('node-title truncate font-semibold', kindText[node.kind])}>{words}</span>
            {width >= TOKENS_FROM ? (
              <span className="node-tokens ml-auto shrink-0 pl-1 text-[11px] text-mute">
                {tokensLabel(slice)}
              </span>
            ) : null}
          </span>
        ) : null}
        {roomy ? (
          <span className={cn('node-tail truncate text-[11px] leading-4', tailLook(slice))}>
            <Tail node={node} slice={slice} writing={writing} length={Math.floor(width / PX_A_CHARACTER)} />
            {writing ? <Caret kind={node.kind} /> : null}
          </span>
        ) : null}
      </NodeButton>
    </>
  );
});

/** Along the bottom of a bar whose piece thinks: lighter where it thought, and where it wrote. */
function ThinkingStrip({ slice, kind }: { slice: NodeSlice; kind: PieceNode['kind'] }) {
  const axis = useSession((session) => session.axis);
  if (slice.thinkingTokens === 0 || !slice.piece) return null;
  const [from, seam] = axis === 'tokens' ? [0, slice.thinkingShare] : thinkingInTime(slice.piece);
  const place = (start: number, end: number) => ({
    left: `${start * 100}%`,
    width: `${(end - start) * 100}%`,
  });
  return (
    <span className="absolute inset-x-0 bottom-0 h-[3px]" aria-hidden="true">
      <span className={cn('absolute inset-y-0 opacity-40', kindBar[kind])} style={place(from, seam)} />
      <span className={cn('absolute inset-y-0', kindBar[kind])} style={place(seam, 1)} />
    </span>
  );
}

/** From its first token to the first of its text, as shares of its time so far. */
function thinkingInTime(piece: PieceState): [from: number, to: number] {
  const start = startOf(piece);
  const end = piece.endedAt ?? piece.lastTokenAt ?? start;
  const share = (at: number | null) => (at === null || end <= start ? 1 : (at - start) / (end - start));
  return [share(piece.firstTokenAt), share(piece.firstTextAt)];
}

/** `1.4`, `P2`, `A`: distinguishes a narrow bar from its neighbours; its button has the whole name. */
function shortTitle({ kind, stage, index }: PieceNode): string {
  switch (kind) {
    case 'plan':
      return `P${stage}`;
    case 'execution':
      return `${stage}.${index}`;
    case 'answer':
      return 'A';
    case 'thought':
      return 'T';
  }
}
