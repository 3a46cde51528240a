/** Browsers refuse more than some 100 changes of the address in 10 s; someone who types makes fewer, later. */
const WRITE_AFTER_MS = 250;

/**
 * Writes the address a moment later, or else before what a click or Enter does: written while the router is on its
 * way to another page, it would call the router back. Returns what cancels it.
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
