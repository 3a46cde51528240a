import * as z from 'zod/mini';

/** What can be wrong with the disk or the database. */
export const storageFaults = ['no-space', 'io-error', 'locked', 'read-only', 'damaged', 'away'] as const;

export const storageStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ok') }),
  z.object({
    state: z.literal('failing'),
    kind: z.enum(storageFaults),
    /** UTC time of the first fault. */
    since: z.string(),
    message: z.string(),
    remedy: z.string(),
  }),
]);
export type StorageState = z.output<typeof storageStateSchema>;

/** A caller without the token, where there is one, gets only status and version. */
export const healthSchema = z.object({
  /** `degraded` while something cannot be stored. */
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  sessionsRunning: z.optional(z.number()),
  storage: z.optional(storageStateSchema),
});
export type Health = z.infer<typeof healthSchema>;
