export interface FailureLink {
  href: string;
  label: string;
}

/**
 * Failures that no page can help with: faults of the disk (docs/api.md, “health”), their effects on a log, our own
 * defects.
 */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['io-error', 'locked', 'read-only', 'damaged', 'away'],
  ...['log-damaged', 'log-lost', 'internal'],
]);

/**
 * The page with the remedy for a failed session: deleting sessions helps with a full disk, and most other failures
 * concern an endpoint. Null for none.
 */
export function failureLink(type: string | undefined): FailureLink | null {
  if (type === 'no-space') return { href: '/library', label: 'Open the library' };
  if (type !== undefined && ELSEWHERE.has(type)) return null;
  return { href: '/settings', label: 'Open settings' };
}
