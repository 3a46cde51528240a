/**
 * Whether the focus was left behind in a dialog that is closed: a key pressed there is the page's. Escape hides a dialog at
 * once, but the browser tells of it, and moves the focus, in a later task; on a busy page the next key comes first.
 */
export function isInClosedDialog(target: Element): boolean {
  return target.closest('dialog:not([open])') !== null;
}
