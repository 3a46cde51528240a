/**
 * Scrolls an element or range into view inside its own scrolling box. `scrollIntoView` also moves the boxes around that
 * box, and those of the session page hide their overflow: its header would move out of sight for good.
 */
export function scrollWithin(of: Element | Range, where: 'center' | 'start' = 'center'): void {
  const start = of instanceof Range ? of.startContainer.parentElement : of.parentElement;
  const box = scrollingBox(start);
  if (!box) return;
  const target = of.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  const offset = where === 'start' ? 8 : Math.max(8, (frame.height - target.height) / 2);
  box.scrollTop += target.top - frame.top - offset;
}

function scrollingBox(from: Element | null): Element | null {
  for (let element = from; element; element = element.parentElement)
    if (/auto|scroll/.test(getComputedStyle(element).overflowY)) return element;
  return null;
}
