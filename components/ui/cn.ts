/** Joins class names, leaving out what is false or empty. Later classes do not override earlier ones: keep them disjoint. */
export function cn(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
