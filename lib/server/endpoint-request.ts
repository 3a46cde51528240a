import * as z from 'zod';
import { ConfigurationError } from '#lib/models/configuration-error.ts';
import { defaultTimeouts } from '#lib/models/endpoint-defaults.ts';
import { extraBodyProblem, type JsonObject } from '#lib/models/extra-body.ts';
import { headerNameProblem, headerValueProblem, MAX_HEADERS } from '#lib/models/headers.ts';
import { endpointPresets } from '#lib/models/presets.ts';
import { reasoningEfforts } from '#lib/models/reasoning-effort.ts';
import { normaliseBaseUrl } from '#lib/models/url-policy.ts';
import { MAX_INSTRUCTION } from './session-request.ts';

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

/** A JSON object checked by name; what is in it goes to the server as it is. */
const jsonObject = z.custom<JsonObject>().superRefine((value, context) => {
  const problem = extraBodyProblem(value);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});
const extraBody = z.strictObject({ planner: jsonObject.optional(), executor: jsonObject.optional() });

const perMillion = z.number('Must be a number').min(0, 'At least 0').max(1_000_000, 'At most a million');
const price = z.strictObject({ inputPerMillion: perMillion, outputPerMillion: perMillion });

const text = z
  .string()
  .max(MAX_INSTRUCTION, `At most ${MAX_INSTRUCTION.toLocaleString('en')} characters`)
  .optional();
const instructions = z.strictObject({ shared: text, planner: text, executor: text, sequential: text });

const headerText = z.string('Must be a text').trim();
/** Checked as a whole: messages name headers, never what they hold. */
const headers = <V extends z.ZodType<string | null>>(value: V) =>
  z.record(z.string(), value).superRefine((given, context) => {
    const seen = new Set<string>();
    const names = Object.keys(given);
    if (names.length > MAX_HEADERS)
      context.addIssue({ code: 'custom', message: `At most ${MAX_HEADERS} headers` });
    for (const name of names) {
      const held = given[name];
      const problem =
        headerNameProblem(name) ??
        (seen.has(name.toLowerCase()) ? 'Stands here twice' : null) ??
        (typeof held === 'string' ? headerValueProblem(held) : null);
      seen.add(name.toLowerCase());
      if (problem) context.addIssue({ code: 'custom', path: [name], message: problem });
    }
  });

const preset = z
  .string()
  .refine((id) => endpointPresets.some((known) => known.id === id), 'There is no such preset');
const reasoningEffort = z.enum(reasoningEfforts, `Must be one of: ${reasoningEfforts.join(', ')}`);

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

/** What not every endpoint has. */
const absent = <S extends z.ZodType>(schema: S) => schema.nullish().transform((given) => given ?? undefined);

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
  // Null is what a change clears with: here it is nothing.
  preset: absent(preset),
  extraBody: absent(extraBody),
  price: absent(price),
  reasoningEffort: absent(reasoningEffort),
  instructions: absent(instructions),
  headers: absent(headers(headerText)),
});
export type NewEndpoint = z.infer<typeof newEndpointRequest>;

/** Body of `PATCH /api/endpoints/:id`: what is left out stays, null clears; of `headers` each by its name. */
export const endpointChange = z.strictObject({
  name: definition.name.optional(),
  baseUrl: baseUrl.optional(),
  model: definition.model.optional(),
  mode: definition.mode.optional(),
  contextWindow: definition.contextWindow.optional(),
  timeouts: timeouts.partial().optional(),
  thinkingTag: definition.thinkingTag.optional(),
  apiKey: apiKey.optional(),
  preset: preset.nullish(),
  extraBody: extraBody.nullish(),
  price: price.nullish(),
  reasoningEffort: reasoningEffort.optional(),
  instructions: instructions.nullish(),
  headers: headers(headerText.nullable()).nullish(),
});
export type EndpointChange = z.infer<typeof endpointChange>;

/**
 * What the store keeps of an endpoint, secrets apart. A stored one that does not fit is skipped, not trusted; of what
 * not every endpoint has, only the part that does not fit.
 */
export const storedDefinition = z.object({
  name: z.string(),
  baseUrl: z.string(),
  model: z.string(),
  mode: definition.mode,
  contextWindow: definition.contextWindow,
  timeouts,
  // Definitions of earlier versions have none.
  thinkingTag: definition.thinkingTag.default('auto'),
  preset: preset.optional().catch(undefined),
  extraBody: extraBody.optional().catch(undefined),
  price: price.optional().catch(undefined),
  reasoningEffort: reasoningEffort.optional().catch(undefined),
  instructions: instructions.optional().catch(undefined),
});
export type StoredDefinition = z.infer<typeof storedDefinition>;
