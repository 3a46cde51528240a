/** The look of a chip, without its rounding and text colour. */
export const chip =
  'inline-flex h-7 cursor-pointer items-center gap-1.5 whitespace-nowrap border border-line bg-panel px-2.5 text-xs transition-colors hover:border-faint/60';
