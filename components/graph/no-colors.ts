/**
 * In the place of d3-color (next.config.ts): React Flow brings it along with d3's transitions, which change a viewport's
 * numbers here and never a colour. That is 3.3 kB of the session page's first script.
 */
export function color(): null {
  return null;
}
export { color as cubehelix, color as hcl, color as hsl, color as lab, color as rgb };
