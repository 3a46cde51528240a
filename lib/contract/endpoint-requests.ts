import * as z from 'zod/mini';
import { defaultTimeouts } from '#lib/models/endpoint.ts';
import { ConfigurationError } from '#lib/models/endpoints/configuration-error.ts';
import { extraBodyProblem, type JsonObject } from '#lib/models/endpoints/extra-body.ts';
import { headerNameProblem, headerValueProblem, MAX_HEADERS } from '#lib/models/endpoints/headers.ts';
import { endpointPresets } from '#lib/models/endpoints/presets.ts';
import { reasoningEfforts } from '#lib/models/endpoints/reasoning-effort.ts';
import { normaliseBaseUrl } from '#lib/models/endpoints/url-policy.ts';
import { choice } from './fields.ts';
import { describedBy } from './passed-on.ts';
import { instructionsRequest } from './session-requests.ts';

const milliseconds = z
  .int('Must be whole milliseconds')
  .check(z.gte(100, 'At least 100 ms'), z.lte(86_400_000, 'At most a day'));
const timeouts = z.strictObject({ firstTokenMs: milliseconds, stallMs: milliseconds, totalMs: milliseconds });

const baseUrl = z.pipe(
  z
    .string('A base URL is needed, for example http://127.0.0.1:8000/v1')
    .check(z.maxLength(1000, 'At most 1,000 characters')),
  z.transform((text: string, context) => {
    try {
      return normaliseBaseUrl(text).baseUrl;
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      context.issues.push({ code: 'custom', input: text, message: error.message });
      return z.NEVER;
    }
  }),
);

/** An empty key field means no key. The messages never contain the value that was sent. */
const apiKey = z.pipe(
  z.nullable(
    z
      .string()
      .check(
        z.trim(),
        z.maxLength(4000, 'At most 4,000 characters'),
        z.regex(
          /^[\x21-\x7e]*$/,
          'Holds spaces or characters that no key has: copy it again from the provider',
        ),
      ),
  ),
  z.transform((key: string | null) => key || null),
);

/** A JSON object, checked by its members' names; its content goes to the server unchanged. */
const jsonObject = describedBy(
  z.custom<JsonObject>().check(
    z.superRefine((value, context) => {
      const problem = extraBodyProblem(value);
      if (problem) context.addIssue({ code: 'custom', message: problem });
    }),
  ),
  z.record(z.string(), z.unknown()),
);
const extraBody = z.strictObject({ planner: z.optional(jsonObject), executor: z.optional(jsonObject) });

const perMillion = z
  .number('Must be a number')
  .check(z.gte(0, 'At least 0'), z.lte(1_000_000, 'At most a million'));
const price = z.strictObject({ inputPerMillion: perMillion, outputPerMillion: perMillion });

const headerText = z.string('Must be a text').check(z.trim());
/** Checks headers as a whole: messages name headers, never their values. */
const headers = <V extends z.ZodMiniType<string | null>>(value: V) =>
  z.record(z.string(), value).check(
    z.superRefine((given, context) => {
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
    }),
  );

const preset = z
  .string()
  .check(z.refine((id) => endpointPresets.some((known) => known.id === id), 'There is no such preset'));
const reasoningEffort = choice(reasoningEfforts);

const needed = (what: string, most: number) =>
  z.string(what).check(z.trim(), z.minLength(1, what), z.maxLength(most, `At most ${most} characters`));

const definition = {
  name: needed('A name is needed', 100),
  baseUrl,
  model: needed('A model is needed', 200),
  mode: z.enum(['native', 'prompted'], 'Must be "native" or "prompted"'),
  contextWindow: z.nullable(
    z
      .int('Must be a whole number of tokens')
      .check(z.gte(256, 'At least 256 tokens'), z.lte(100_000_000, 'At most 100 million tokens')),
  ),
  timeouts,
  thinkingTag: z.enum(['auto', 'opened', 'none'], 'Must be "auto", "opened" or "none"'),
};

/** A member that not every endpoint has. */
const absent = <S extends z.ZodMiniType>(schema: S) =>
  z.pipe(
    z.nullish(schema),
    z.transform((given: z.output<S> | null | undefined) => given ?? undefined),
  );

/** Body of `POST /api/endpoints`. */
export const newEndpointRequest = z.strictObject({
  ...definition,
  mode: z._default(definition.mode, 'prompted'),
  contextWindow: z._default(definition.contextWindow, null),
  timeouts: z.pipe(
    z._default(z.partial(timeouts), {}),
    z.transform((given: Partial<z.output<typeof timeouts>>) => ({ ...defaultTimeouts, ...given })),
  ),
  thinkingTag: z._default(definition.thinkingTag, 'auto'),
  apiKey: z._default(apiKey, null),
  // A change clears a member with null; here null means absent.
  preset: absent(preset),
  extraBody: absent(extraBody),
  price: absent(price),
  reasoningEffort: absent(reasoningEffort),
  instructions: absent(instructionsRequest),
  headers: absent(headers(headerText)),
});
export type NewEndpoint = z.output<typeof newEndpointRequest>;

/**
 * Body of `PATCH /api/endpoints/:id`: members that are left out stay, null clears; `headers` change one by one, by
 * name.
 */
export const endpointChange = z.strictObject({
  name: z.optional(definition.name),
  baseUrl: z.optional(baseUrl),
  model: z.optional(definition.model),
  mode: z.optional(definition.mode),
  contextWindow: z.optional(definition.contextWindow),
  timeouts: z.optional(z.partial(timeouts)),
  thinkingTag: z.optional(definition.thinkingTag),
  apiKey: z.optional(apiKey),
  preset: z.nullish(preset),
  extraBody: z.nullish(extraBody),
  price: z.nullish(price),
  reasoningEffort: z.optional(reasoningEffort),
  instructions: z.nullish(instructionsRequest),
  headers: z.nullish(headers(z.nullable(headerText))),
});
export type EndpointChange = z.output<typeof endpointChange>;
/**
 * The result of the endpoint form, for a new endpoint or a change; the type ignores that a new one has no header to
 * remove.
 */
export type EndpointInput = Omit<z.input<typeof newEndpointRequest>, 'headers'> &
  Pick<z.input<typeof endpointChange>, 'headers'>;

/** Body of `PATCH /api/endpoints/default`. */
export const defaultChange = z.strictObject({
  endpointId: z.nullable(z.string('An endpoint’s id is needed, or null').check(z.maxLength(100))),
});

/**
 * What the store keeps of an endpoint, without secrets. We skip a stored one that does not fit instead of trusting it;
 * of the optional members, we skip only the one that does not fit.
 */
export const storedDefinition = z.object({
  name: z.string(),
  baseUrl: z.string(),
  model: z.string(),
  mode: definition.mode,
  contextWindow: definition.contextWindow,
  timeouts,
  // Definitions of earlier versions have none.
  thinkingTag: z._default(definition.thinkingTag, 'auto'),
  preset: z.catch(z.optional(preset), undefined),
  extraBody: z.catch(z.optional(extraBody), undefined),
  price: z.catch(z.optional(price), undefined),
  reasoningEffort: z.catch(z.optional(reasoningEffort), undefined),
  instructions: z.catch(z.optional(instructionsRequest), undefined),
});
export type StoredDefinition = z.output<typeof storedDefinition>;
