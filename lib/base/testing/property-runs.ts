/** `npm run test:deep`: vitest.config.ts sets it. */
const deep = process.env.DEEP_TESTS === 'yes';

/** How many cases a property is tried with: 1,000 unless each takes its time, and in `npm run test:deep` ten times as many. */
export const propertyRuns = (usual = 1_000): number => (deep ? usual * 10 : usual);
