export interface FailureLink {
  href: string;
  label: string;
}

/** Helped by nothing on a page: faults of the disk (docs/api.md, “health”), what they left of a log, our own defects. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...['io-error', 'locked', 'read-only', 'damaged', 'away'],
  ...['log-damaged', 'log-lost', 'internal'],
]);

/**
 * Where the remedy of a failed session can be carried out: a full disk is helped by deleting sessions, and most others are
 * about an endpoint. Null for none.
 */
export function failureLink(type: string | undefined): FailureLink | null {
  if (type === 'no-space') return { href: '/library', label: 'Open the library' };
  if (type !== undefined && ELSEWHERE.has(type)) return null;
  return { href: '/settings', label: 'Open settings' };
}
