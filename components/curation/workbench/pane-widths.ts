/** Where the two dividers between three panes stand, per cent of the whole width. */
export type PaneWidths = readonly [number, number];

export const defaultWidths: PaneWidths = [33, 64];

/** No pane is narrower than this, per cent: below it, a line of text holds only a few words. */
export const NARROWEST = 16;

/** Reads stored text; uses the default for what makes no sense. */
export function readWidths(stored: string): PaneWidths {
  const [first = Number.NaN, second = Number.NaN] = stored.split(' ').map(Number);
  const fits = first >= NARROWEST && second - first >= NARROWEST && second <= 100 - NARROWEST;
  return fits ? [first, second] : defaultWidths;
}

export const writeWidths = ([first, second]: PaneWidths): string =>
  `${Math.round(first * 10) / 10} ${Math.round(second * 10) / 10}`;
