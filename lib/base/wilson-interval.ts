/** z of the two-sided 95 % interval. */
const Z = 1.96;

/**
 * A share's 95 % Wilson interval, each end 0 to 1; it also holds for few trials and for all-equal outcomes, where the
 * plain interval is empty.
 */
export function wilsonInterval(successes: number, total: number): { low: number; high: number } | null {
  if (total <= 0) return null;
  const share = successes / total;
  const spread = (Z / (1 + Z ** 2 / total)) * Math.sqrt((share * (1 - share) + Z ** 2 / (4 * total)) / total);
  const centre = (share + Z ** 2 / (2 * total)) / (1 + Z ** 2 / total);
  return { low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) };
}
