'use client';

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useNodeSlice } from '#components/session/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { isWriting } from '#lib/graph/activity.ts';
import type { PieceNode } from '#lib/graph/graph.ts';
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

/** From these widths on, px, a bar has room for its number, for its words beside it, for its tokens, for its text. */
const NUMBER_FROM = 26;
const WORDS_FROM = 64;
const TOKENS_FROM = 118;
const TEXT_FROM = 84;
/** About as many characters of 11 px fit in a line of so many px. */
const PX_A_CHARACTER = 5.6;

/** A piece in the time layout: a bar as wide as it lasted, with as much on it as there is room for. */
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

/** `1.4`, `P2`, `A`: what tells a narrow bar from its neighbours; its button has the whole name. */
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
