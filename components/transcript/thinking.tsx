'use client';

import { ChevronRight, Sparkles } from 'lucide-react';
import { formatInteger } from '#components/ui/format.ts';
import { isEstimated, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { Markdown } from './markdown.tsx';

/** A piece's thinking before or apart from its text, folded; open while there is nothing else to read. */
export function Thinking({ piece, growing }: { piece: PieceState; growing: boolean }) {
  const thinks = growing && piece.lastChannel === 'thinking';
  return (
    <details
      className="group mb-3 rounded-lg border border-line border-dashed"
      open={piece.text === '' || undefined}
    >
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-3 py-2 text-[12.5px] text-mute [&::-webkit-details-marker]:hidden">
        <ChevronRight size={13} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        <Sparkles size={12} aria-hidden="true" />
        <span>
          Thinking · {isEstimated(piece) ? '≈' : ''}
          {formatInteger(thinkingTokens(piece))} tokens{thinks ? ' so far' : ''}
        </span>
      </summary>
      <div className="border-line-soft border-t px-3 py-2 text-mute">
        <Markdown text={piece.thinking} growing={thinks} />
      </div>
    </details>
  );
}
