/** The number formats for components; exports and the command line use the same ones. */
export {
  formatAge,
  formatAmount,
  formatCount,
  formatDuration,
  formatInteger,
  formatShare,
} from '#lib/base/format.ts';
