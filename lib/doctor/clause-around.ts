/** Text before a value that is shown with it. */
const AROUND = 140;

/** From the start of the sentence or line that holds a value (or a little before it) to the value's end. */
export function clauseAround(
  text: string,
  { offset, end }: { offset: number; end: number },
): { offset: number; end: number } {
  const from = Math.max(0, offset - AROUND);
  const before = text.slice(from, offset);
  const stop = [...before.matchAll(/[.!?](?=\s)|\n/g)].at(-1);
  const start = from + (stop ? stop.index + stop[0].length : 0);
  return { offset: start + (text.slice(start, offset).match(/^\s*/)?.[0].length ?? 0), end };
}
