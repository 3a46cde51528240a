export interface Wish {
  /** Its preferred position. */
  readonly at: number;
  readonly weight: number;
  /** Half of its width. */
  readonly half: number;
}

interface Group {
  sum: number;
  weight: number;
  first: number;
}

/**
 * Positions as near to the preferred ones as possible (least weighted squares) where each lies right of the one before,
 * without overlap. Pool adjacent violators; linear.
 */
export function separate(wishes: readonly Wish[]): number[] {
  const offsets: number[] = [];
  let offset = 0;
  wishes.forEach(({ half }, index) => {
    if (index > 0) offset += (wishes[index - 1]?.half ?? 0) + half;
    offsets.push(offset);
  });
  const groups: Group[] = [];
  wishes.forEach(({ at, weight }, index) => {
    let group: Group = { sum: (at - (offsets[index] ?? 0)) * weight, weight, first: index };
    for (;;) {
      const before = groups.at(-1);
      if (!before || before.sum / before.weight <= group.sum / group.weight) break;
      groups.pop();
      group = { sum: before.sum + group.sum, weight: before.weight + group.weight, first: before.first };
    }
    groups.push(group);
  });
  const places: number[] = [];
  groups.forEach(({ sum, weight, first }, index) => {
    const end = groups[index + 1]?.first ?? wishes.length;
    for (let at = first; at < end; at++) places.push(sum / weight + (offsets[at] ?? 0));
  });
  return places;
}
