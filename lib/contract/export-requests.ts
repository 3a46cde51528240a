import * as z from 'zod/mini';
import { readings, sequentialDefinitions } from '#lib/trace/sequential-tokens.ts';
import { exportFormatIds } from './exports.ts';

/**
 * Query of `GET /api/sessions/:id/export`. Its handler reads the query by itself: an unknown format is a problem of its
 * own, `unknown-format`, another unknown option `unknown-option`.
 */
export const exportOptions = {
  format: exportFormatIds,
  /** `0` leaves thinking out of the transcript. */
  thinking: ['0', '1'],
  theme: ['light', 'dark'],
  axis: ['wall', 'tokens'],
  /** How sequential tokens are counted where one number is shown. */
  definition: sequentialDefinitions,
  /** Whether thinking counts, in drawings and the report. */
  reading: readings,
} as const;

export const exportQuery = z.object({
  format: z._default(z.enum(exportOptions.format), 'log'),
  thinking: z.optional(z.enum(exportOptions.thinking)),
  theme: z.optional(z.enum(exportOptions.theme)),
  axis: z.optional(z.enum(exportOptions.axis)),
  definition: z.optional(z.enum(exportOptions.definition)),
  reading: z.optional(z.enum(exportOptions.reading)),
});

/** Query of `GET /api/sessions/:id/events`: the header `Last-Event-ID` takes precedence. */
export const eventsQuery = z.object({
  after: z.optional(z.string().check(z.regex(/^(-1|\d{1,15})?$/, 'Must be the seq of an event'))),
});
