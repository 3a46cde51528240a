/**
 * Lets timers, other connections and whoever else waits have their turn. A loop over what is there already runs on
 * microtasks alone, before which no timer fires however long it lasts.
 */
export const giveWay = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

let last: Promise<void> = Promise.resolve();

/** As `giveWay`, but one after the other: ten who read long logs take ten turns, not one of ten times the length. */
export function ownTurn(): Promise<void> {
  last = last.then(giveWay);
  return last;
}
