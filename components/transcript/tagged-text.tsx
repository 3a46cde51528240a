'use client';

import { memo } from 'react';
import type { ContextPart } from '#lib/protocol/contexts/context.ts';
import { FoldedThinking } from './folded-thinking.tsx';
import { keyedParts } from './keyed-parts.ts';
import { originLook } from './origins.ts';

export interface TaggedTextProps {
  parts: readonly ContextPart[];
  /** Folds thinking, so that a person can read past it. */
  folded?: boolean;
}

/** Tagged text with each part in the colour of its origin. */
export const TaggedText = memo(function TaggedText({ parts, folded = false }: TaggedTextProps) {
  // A fold is no phrasing content: it must not be inside a <pre>.
  const Text = folded && parts.some(({ origin }) => origin === 'thinking') ? 'div' : 'pre';
  return (
    <Text className="whitespace-pre-wrap break-words font-mono text-[12px] leading-[19px]">
      {keyedParts(parts).map(({ key, part }, at) =>
        // The fold is a block, which ends its line itself.
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
