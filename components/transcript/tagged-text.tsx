'use client';

import { memo } from 'react';
import { originLook } from '#components/inspector/origins.ts';
import type { ContextPart } from '#lib/protocol/context.ts';
import { keyedParts } from './keyed-parts.ts';

/** Tagged text with each part in the colour of its origin. */
export const TaggedText = memo(function TaggedText({ parts }: { parts: readonly ContextPart[] }) {
  return (
    <pre className="whitespace-pre-wrap break-words font-mono text-[12px] leading-[19px]">
      {keyedParts(parts).map(({ key, part }) => (
        <span key={`${key} ${part.origin}`} className={originLook[part.origin].mark}>
          {part.text}
        </span>
      ))}
    </pre>
  );
});
