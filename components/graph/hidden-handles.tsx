import { Handle, Position } from '@xyflow/react';

const look = '!pointer-events-none !min-h-0 !min-w-0 !size-px !border-0 !opacity-0';

/** React Flow draws an edge only between handles; our edges follow the layout, and nobody drags from a handle. */
export function HiddenHandles() {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className={look} />
      <Handle type="source" position={Position.Right} isConnectable={false} className={look} />
    </>
  );
}
