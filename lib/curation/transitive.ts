/** Ancestor bits of 10,000 nodes take 12 MB, of 100,000 they would take 1.2 GB; nobody looks at so many. */
const MOST_NODES = 10_000;

/**
 * The same graph without redundant edges (those that follow from others), for display; a graph of more than 10,000
 * nodes is returned unchanged. Nodes and parents are indices from 0, parents earlier than their node. O(nodes × edges ÷
 * 32): ancestors are bit sets.
 */
export function withoutTransitive(parents: readonly (readonly number[])[]): readonly (readonly number[])[] {
  if (parents.length > MOST_NODES) return parents;
  const words = Math.ceil(parents.length / 32);
  const ancestors: Uint32Array[] = [];
  return parents.map((own) => {
    const all = new Uint32Array(words);
    const shown: number[] = [];
    // Nearest first: an ancestor of a nearer parent is redundant.
    for (const parent of [...new Set(own)].sort((a, b) => b - a)) {
      const word = parent >>> 5;
      const bit = 1 << (parent & 31);
      if (((all[word] ?? 0) & bit) !== 0) continue;
      shown.push(parent);
      const further = ancestors[parent];
      for (let index = 0; index < words; index++) all[index] = (all[index] ?? 0) | (further?.[index] ?? 0);
      all[word] = (all[word] ?? 0) | bit;
    }
    ancestors.push(all);
    return shown.reverse();
  });
}
