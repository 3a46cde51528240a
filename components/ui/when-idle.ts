/**
 * Does the work when the browser has nothing else to do, `atLatestMs` from now even when it is busy. Safari has no idle
 * callback: there after `withoutMs`. Returns what calls it off.
 */
export function whenIdle(
  work: () => void,
  { atLatestMs = 4_000, withoutMs = 2_000 }: { atLatestMs?: number; withoutMs?: number } = {},
): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, withoutMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: atLatestMs });
  return () => cancelIdleCallback(handle);
}
