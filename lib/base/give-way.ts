/**
 * Lets timers, other connections and all other waiting work have their turn. A loop over data that is already there
 * runs on microtasks alone, and no timer fires before those end, however long they take.
 */
export const giveWay = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

let last: Promise<void> = Promise.resolve();

/**
 * Like `giveWay`, but callers queue: ten callers that read long logs take ten turns, not one turn of ten times the
 * length.
 */
export function ownTurn(): Promise<void> {
  last = last.then(giveWay);
  return last;
}
