'use client';

import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { originLook } from '#components/inspector/origins.ts';
import { formatInteger } from '#components/ui/format.ts';
import type { ContextPart } from '#lib/protocol/context.ts';
import { keyedParts } from './keyed-parts.ts';

export interface TaggedTextProps {
  parts: readonly ContextPart[];
  /** Thinking is folded, so that the text can be read past it. */
  folded?: boolean;
}

/** Tagged text with each part in the colour of its origin. */
export const TaggedText = memo(function TaggedText({ parts, folded = false }: TaggedTextProps) {
  return (
    <div className="whitespace-pre-wrap break-words font-mono text-[12px] leading-[19px]">
      {keyedParts(parts).map(({ key, part }) =>
        folded && part.origin === 'thinking' ? (
          <FoldedThinking key={`${key} thinking`} text={part.text} />
        ) : (
          <span key={`${key} ${part.origin}`} className={originLook[part.origin].mark}>
            {part.text}
          </span>
        ),
      )}
    </div>
  );
});

/** Its own block: copied by hand it is what is seen; the button copies the whole. */
function FoldedThinking({ text }: { text: string }) {
  return (
    <details className="group my-1 rounded-lg border border-line border-dashed" data-unlit>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-2.5 py-1 font-sans text-[12px] text-mute [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={12}
          aria-hidden="true"
          className="shrink-0 transition-transform group-open:rotate-90"
        />
        <span className="shrink-0">Thinking · {formatInteger(text.length)} characters</span>
        <span className="min-w-0 truncate text-faint italic group-open:hidden">{text.slice(0, 160)}</span>
      </summary>
      <div className="border-line-soft border-t px-2.5 py-1.5 text-mute italic">{text}</div>
    </details>
  );
}
