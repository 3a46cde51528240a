/** Where components find the number formats; exports and the command line write the same ones. */
export {
  formatAge,
  formatAmount,
  formatCount,
  formatDuration,
  formatInteger,
  formatShare,
} from '#lib/base/format.ts';
