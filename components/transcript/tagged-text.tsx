'use client';

import { memo } from 'react';
import type { ContextPart } from '#lib/protocol/contexts/context.ts';
import { FoldedThinking } from './folded-thinking.tsx';
import { keyedParts } from './keyed-parts.ts';
import { originLook } from './origins.ts';

export interface TaggedTextProps {
  parts: readonly ContextPart[];
  /** Thinking is folded, so that the text can be read past it. */
  folded?: boolean;
}

/** Tagged text with each part in the colour of its origin. */
export const TaggedText = memo(function TaggedText({ parts, folded = false }: TaggedTextProps) {
  // A fold is no phrase: it must not stand in a <pre>.
  const Text = folded && parts.some(({ origin }) => origin === 'thinking') ? 'div' : 'pre';
  return (
    <Text className="whitespace-pre-wrap break-words font-mono text-[12px] leading-[19px]">
      {keyedParts(parts).map(({ key, part }, at) =>
        // The fold is a block: the line break after it is its own.
        folded && part.origin === 'thinking' ? (
          <FoldedThinking key={`${key} thinking`} text={part.text} />
        ) : (
          <span key={`${key} ${part.origin}`} className={originLook[part.origin].mark}>
            {folded && parts[at - 1]?.origin === 'thinking' ? part.text.replace(/^\n/, '') : part.text}
          </span>
        ),
      )}
    </Text>
  );
});
