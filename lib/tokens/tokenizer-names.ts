/** The tokenizers that a log may be counted with; the first is the default. Pure, so that the browser can name them. */
export const tokenizerNames = ['qwen3', 'o200k'] as const;
export type TokenizerName = (typeof tokenizerNames)[number];

/** What a log names that was not counted: its numbers are estimates (lib/trace/estimate.ts) and shown with `≈`. */
export const ESTIMATED = 'estimate';
