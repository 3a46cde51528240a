/** Shallow equality of two plain objects or arrays. */
function sameShallow(left: object, right: object): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys) {
    const a = (left as Record<string, unknown>)[key];
    const b = (right as Record<string, unknown>)[key];
    if (a !== b && !(Array.isArray(a) && Array.isArray(b) && sameShallow(a, b))) return false;
  }
  return true;
}

/** The previous value where nothing in it changed, else the next one. */
export function reuse<T extends object>(previous: T | undefined, next: T): T {
  return previous && (previous === next || sameShallow(previous, next)) ? previous : next;
}

/** Elements matched by id keep their identity, and so does the list when all of them did. */
export function reuseById<T extends { readonly id: string }>(
  previous: readonly T[],
  next: readonly T[],
): readonly T[] {
  const known = new Map(previous.map((element) => [element.id, element]));
  const merged = next.map((element) => reuse(known.get(element.id), element));
  return merged.length === previous.length && merged.every((element, at) => element === previous[at])
    ? previous
    : merged;
}
