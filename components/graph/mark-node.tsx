'use client';

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { MarkNode as GraphMark } from '#lib/graph/graph.ts';
import type { FlowNode } from './flow-elements.ts';
import { HiddenHandles } from './hidden-handles.tsx';

/** ◇ the fork, hollow; ◆ the join, filled as its branches come in. */
export const MarkNode = memo(function MarkNode({ data }: NodeProps<Extract<FlowNode, { type: 'mark' }>>) {
  const { node } = data;
  return (
    <>
      <HiddenHandles />
      <div className="relative size-full" role="img" aria-label={describe(node)} title={describe(node)}>
        <svg viewBox="0 0 18 18" className="size-full overflow-visible" aria-hidden="true" focusable="false">
          <rect
            x="3.5"
            y="3.5"
            width="11"
            height="11"
            rx="2"
            transform="rotate(45 9 9)"
            strokeWidth="1.8"
            className={cn(
              'transition-colors duration-300',
              node.critical ? 'stroke-(--crit-line)' : node.kind === 'fork' ? 'stroke-plan' : 'stroke-exec',
              node.kind === 'join' && node.passed === node.total
                ? node.critical
                  ? 'fill-(--crit-line)'
                  : 'fill-exec'
                : 'fill-panel',
            )}
          />
        </svg>
        {node.kind === 'join' && node.passed < node.total ? (
          <span className="-translate-x-1/2 absolute top-full left-1/2 mt-1 whitespace-nowrap text-[10.5px] text-mute">
            {node.passed}/{node.total}
          </span>
        ) : null}
      </div>
    </>
  );
});

function describe(node: GraphMark): string {
  return node.kind === 'fork'
    ? `Fork of stage ${node.stage}: ${node.passed} of ${node.total} prompts handed out`
    : `Join of stage ${node.stage}: ${node.passed} of ${node.total} executions ended`;
}
