/** Multiplier of Knuth's multiplicative hashing: spreads neighbouring values over the table. */
const SPREAD = 2654435769;
const LOW = 0x1_0000_0000;

/**
 * A growing set of whole numbers from 0 to 2^53. The search adds a few million candidates for six numbers; a
 * `Set<number>` takes five times as long for that, most of it in boxing values above 2^31.
 */
export class ValueSet {
  #table = new Float64Array(64).fill(-1);
  #mask = 63;
  #size = 0;
  #sorted: Float64Array | null = null;

  get size(): number {
    return this.#size;
  }

  #slot(value: number): number {
    const table = this.#table;
    let at = (Math.imul((value % LOW) ^ Math.floor(value / LOW), SPREAD) >>> 7) & this.#mask;
    for (;;) {
      const found = table[at];
      if (found === value || found === -1) return at;
      at = (at + 1) & this.#mask;
    }
  }

  has(value: number): boolean {
    return this.#table[this.#slot(value)] === value;
  }

  add(value: number): void {
    const at = this.#slot(value);
    if (this.#table[at] === value) return;
    this.#table[at] = value;
    this.#sorted = null;
    if (++this.#size * 2 > this.#mask) this.#grow();
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Float64Array(old.length * 4).fill(-1);
    this.#mask = this.#table.length - 1;
    for (const value of old) if (value >= 0) this.#table[this.#slot(value)] = value;
  }

  /** Ascending. Cached until the set changes. */
  get sorted(): Float64Array {
    this.#sorted ??= this.#table.filter((value) => value >= 0).sort();
    return this.#sorted;
  }

  /** The value nearest to `wanted`, the smaller of two equally near; null if the set is empty. */
  nearest(wanted: number): number | null {
    const sorted = this.sorted;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    const above = sorted[low];
    const below = sorted[low - 1];
    if (above === undefined) return below ?? null;
    if (below === undefined) return above;
    return above - wanted < wanted - below ? above : below;
  }
}
