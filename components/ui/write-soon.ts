/** Browsers refuse more than some 100 changes of the address in 10 s; with this delay typing causes fewer. */
const WRITE_AFTER_MS = 250;

/**
 * Writes the address a moment later, or earlier if a click or Enter comes: a write while the router navigates to
 * another page would bring the router back. Returns a function that cancels the write.
 */
export function writeSoon(write: () => void): () => void {
  const timer = setTimeout(now, WRITE_AFTER_MS);
  const stopActing = beforeAct(now);
  function now() {
    cancel();
    write();
  }
  function cancel() {
    clearTimeout(timer);
    stopActing();
  }
  return cancel;
}

/** Calls back before a click or Enter does what it does. Returns what ends that. */
export function beforeAct(listener: () => void): () => void {
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') listener();
  };
  window.addEventListener('click', listener, true);
  window.addEventListener('keydown', onKey, true);
  return () => {
    window.removeEventListener('click', listener, true);
    window.removeEventListener('keydown', onKey, true);
  };
}
