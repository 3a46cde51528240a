import * as z from 'zod';
import { ConfigurationError } from '#lib/models/configuration-error.ts';
import { defaultTimeouts } from '#lib/models/endpoint-defaults.ts';
import { normaliseBaseUrl } from '#lib/models/url-policy.ts';

const milliseconds = z
  .int('Must be whole milliseconds')
  .min(100, 'At least 100 ms')
  .max(86_400_000, 'At most a day');
const timeouts = z.strictObject({ firstTokenMs: milliseconds, stallMs: milliseconds, totalMs: milliseconds });

const baseUrl = z
  .string('A base URL is needed, for example http://127.0.0.1:8000/v1')
  .max(1000, 'At most 1,000 characters')
  .transform((text, context) => {
    try {
      return normaliseBaseUrl(text).baseUrl;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

/** An empty key field means no key. The messages never hold what was sent. */
const apiKey = z
  .string()
  .trim()
  .max(4000, 'At most 4,000 characters')
  .regex(/^[\x21-\x7e]*$/, 'Holds spaces or characters that no key has: copy it again from the provider')
  .nullable()
  .transform((key) => key || null);

const definition = {
  name: z.string('A name is needed').trim().min(1, 'A name is needed').max(100, 'At most 100 characters'),
  baseUrl,
  model: z.string('A model is needed').trim().min(1, 'A model is needed').max(200, 'At most 200 characters'),
  mode: z.enum(['native', 'prompted'], 'Must be "native" or "prompted"'),
  contextWindow: z
    .int('Must be a whole number of tokens')
    .min(256, 'At least 256 tokens')
    .max(100_000_000, 'At most 100 million tokens')
    .nullable(),
  timeouts,
  thinkingTag: z.enum(['auto', 'opened', 'none'], 'Must be "auto", "opened" or "none"'),
};

/** Body of `POST /api/endpoints`. */
export const newEndpointRequest = z.strictObject({
  ...definition,
  mode: definition.mode.default('prompted'),
  contextWindow: definition.contextWindow.default(null),
  timeouts: timeouts
    .partial()
    .default({})
    .transform((given) => ({ ...defaultTimeouts, ...given })),
  thinkingTag: definition.thinkingTag.default('auto'),
  apiKey: apiKey.default(null),
});
export type NewEndpoint = z.infer<typeof newEndpointRequest>;

/** Body of `PATCH /api/endpoints/:id`: what is left out stays; `apiKey` null clears it. */
export const endpointChange = z.strictObject({
  name: definition.name.optional(),
  baseUrl: baseUrl.optional(),
  model: definition.model.optional(),
  mode: definition.mode.optional(),
  contextWindow: definition.contextWindow.optional(),
  timeouts: timeouts.partial().optional(),
  thinkingTag: definition.thinkingTag.optional(),
  apiKey: apiKey.optional(),
});
export type EndpointChange = z.infer<typeof endpointChange>;

/** What the store keeps of an endpoint, the key apart. A stored one that does not fit is skipped, not trusted. */
export const storedDefinition = z.object({
  name: z.string(),
  baseUrl: z.string(),
  model: z.string(),
  mode: definition.mode,
  contextWindow: definition.contextWindow,
  timeouts,
  // Definitions of earlier versions have none.
  thinkingTag: definition.thinkingTag.default('auto'),
});
export type StoredDefinition = z.infer<typeof storedDefinition>;
