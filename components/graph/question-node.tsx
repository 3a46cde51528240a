'use client';

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import type { FlowNode } from './flow-elements.ts';
import { HiddenHandles } from './hidden-handles.tsx';
import { NodeButton } from './node-button.tsx';

export const QuestionNode = memo(function QuestionNode({
  data,
}: NodeProps<Extract<FlowNode, { type: 'question' }>>) {
  const question = useSession((session) => session.trace.session?.question ?? '');
  return (
    <>
      <HiddenHandles />
      <NodeButton
        id={data.node.id}
        label="Question"
        className="flex flex-col border-line bg-panel px-3 pt-2 pb-2"
      >
        <span className="node-title mb-1 font-semibold text-[12px] text-ink leading-[18px]">Question</span>
        <span className="node-tail line-clamp-4 text-[11.5px] text-mute leading-[17px]">
          {plainHead(question, 150)}
        </span>
      </NodeButton>
    </>
  );
});
