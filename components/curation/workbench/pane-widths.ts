/** Where the two dividers between three panes stand, per cent of the whole width. */
export type PaneWidths = readonly [number, number];

export const defaultWidths: PaneWidths = [33, 64];

/** No pane is narrower than this, per cent: under it, a line of text holds a few words only. */
export const NARROWEST = 16;

/** Of a stored text; what makes no sense is the default. */
export function readWidths(stored: string): PaneWidths {
  const [first = Number.NaN, second = Number.NaN] = stored.split(' ').map(Number);
  const fits = first >= NARROWEST && second - first >= NARROWEST && second <= 100 - NARROWEST;
  return fits ? [first, second] : defaultWidths;
}

export const writeWidths = ([first, second]: PaneWidths): string =>
  `${Math.round(first * 10) / 10} ${Math.round(second * 10) / 10}`;
