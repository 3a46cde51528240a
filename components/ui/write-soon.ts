/** Browsers refuse more than some 100 changes of the address in 10 s; someone who types makes fewer, later. */
const WRITE_AFTER_MS = 250;

/**
 * Writes the address a moment later, or else before what a click or Enter does: written while the router is on its
 * way to another page, it would call the router back. Returns what cancels it.
 */
export function writeSoon(write: () => void): () => void {
  const now = () => {
    cancel();
    write();
  };
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') now();
  };
  const timer = setTimeout(now, WRITE_AFTER_MS);
  window.addEventListener('click', now, true);
  window.addEventListener('keydown', onKey, true);
  function cancel() {
    clearTimeout(timer);
    window.removeEventListener('click', now, true);
    window.removeEventListener('keydown', onKey, true);
  }
  return cancel;
}
