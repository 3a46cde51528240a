/** Parts of a page as it is sent: what is the same for all, with a session's own between. */
export function* framed<T>(frame: readonly T[], own: readonly T[]): Generator<T> {
  for (const [index, part] of frame.entries()) {
    yield part;
    const slot = own[index];
    if (slot !== undefined) yield slot;
  }
}
