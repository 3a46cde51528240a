export interface Placement {
  side: 'top' | 'bottom';
  align: 'start' | 'center' | 'end';
}

const GAP = 6;
const MARGIN = 8;

/**
 * Puts an open popover (position: fixed) beside its anchor: on the wanted side unless it only fits on the other,
 * and always inside the window. By script, because CSS anchor positioning is not in every browser we serve yet.
 */
export function placeBeside(popover: HTMLElement, anchor: Element, { side, align }: Placement): void {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const above = box.top - GAP - height;
  const below = box.bottom + GAP;
  const fitsAbove = above >= MARGIN;
  const fitsBelow = below + height <= window.innerHeight - MARGIN;
  const top =
    side === 'top' ? (fitsAbove || !fitsBelow ? above : below) : fitsBelow || !fitsAbove ? below : above;
  const wanted =
    align === 'start' ? box.left : align === 'end' ? box.right - width : box.left + (box.width - width) / 2;
  const left = Math.min(Math.max(wanted, MARGIN), Math.max(MARGIN, window.innerWidth - width - MARGIN));
  popover.style.top = `${Math.max(top, MARGIN)}px`;
  popover.style.left = `${left}px`;
}
