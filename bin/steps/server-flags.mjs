/**
 * Flags of the Node that serves. Its young generation is three semi-spaces of up to 16 MB instead of 32: a hundred
 * thousand deltas a second, which only a hostile endpoint sends, filled them all before Node collected anything. Such a
 * reply adds 80–190 MB instead of 250–320 (bench/hostile-endpoints.ts).
 */
export const serverFlags = ['--max-semi-space-size=16'];
