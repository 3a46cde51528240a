/**
 * Flags of the Node that serves. Its young generation is three semi-spaces of up to 16 MB instead of 32: a hundred thousand
 * deltas a second, which only a hostile endpoint sends, filled them all before anything was collected. Growth by such a
 * reply: 250–320 MB before, 80–190 after (bench/hostile-endpoints.ts).
 */
export const serverFlags = ['--max-semi-space-size=16'];
