/**
 * `each` of every item in order, with up to `most` under way before they are asked for. Leaving it leaves what is under
 * way to whoever's signal it has.
 */
export async function* ahead<T, R>(
  items: Iterable<T>,
  each: (item: T) => Promise<R>,
  most: number,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  const begin = (item: T) => {
    const result = each(item);
    // Asked for later, if at all: until then a failure is nobody's.
    result.catch(() => {});
    underWay.push(result);
  };
  for (const item of items) {
    begin(item);
    if (underWay.length < most) continue;
    const next = underWay.shift();
    if (next) yield await next;
  }
  for (const result of underWay) yield await result;
}
