import { createHash } from 'node:crypto';

/**
 * Draws `count` of the candidates, the same ones for the same seed: those with the smallest hash of seed and index. A
 * larger sample of one seed contains the smaller one, and records added later change little of it.
 */
export function drawSample<T extends { index: number }>(
  candidates: readonly T[],
  { count, seed }: { count: number; seed: number },
): T[] {
  return candidates
    .map((candidate) => ({
      candidate,
      key: createHash('sha256').update(`${seed}:${candidate.index}`).digest('hex'),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
