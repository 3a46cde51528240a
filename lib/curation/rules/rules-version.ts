/** Raised whenever the rules take a trace apart differently: a record says by which it was proposed. */
export const RULES_VERSION = 4;
