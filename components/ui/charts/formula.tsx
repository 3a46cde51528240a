'use client';

import type { ReactNode } from 'react';
import { Tooltip } from '#components/ui/tooltip.tsx';

/** A name whose formula appears on hover and focus. */
export function Formula({ formula, children }: { formula: string; children: ReactNode }) {
  return (
    <Tooltip content={formula} side="bottom">
      <button
        type="button"
        className="cursor-help rounded-sm text-left decoration-faint/60 decoration-dotted underline-offset-3 hover:underline"
      >
        {children}
      </button>
    </Tooltip>
  );
}
