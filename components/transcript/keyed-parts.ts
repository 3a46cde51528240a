import type { ContextPart } from '#lib/protocol/contexts/context.ts';

/** Parts with the offset at which each begins: text only grows at the end, so that offset stays its identity. */
export function keyedParts(
  parts: readonly ContextPart[],
): { readonly key: number; readonly part: ContextPart }[] {
  let at = 0;
  return parts.map((part) => {
    const key = at;
    at += part.text.length;
    return { key, part };
  });
}
