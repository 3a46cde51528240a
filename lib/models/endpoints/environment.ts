import * as z from 'zod';
import type { Endpoint, TokenPrice } from '../endpoint.ts';
import { defaultTimeouts } from '../endpoint.ts';
import { ConfigurationError } from './configuration-error.ts';
import { extraBodyProblem, isJsonObject, type JsonObject } from './extra-body.ts';
import { type HeaderValues, headerNameProblem, headerValueProblem } from './headers.ts';
import { reasoningEfforts } from './reasoning-effort.ts';
import { normaliseBaseUrl } from './url-policy.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const FIELDS = [
  'BASE_URL',
  'API_KEY',
  'MODEL',
  'MODE',
  'CONTEXT_WINDOW',
  'EXTRA_BODY',
  'HEADERS',
  'REASONING_EFFORT',
  'PRICE_INPUT',
  'PRICE_OUTPUT',
] as const;
type Field = (typeof FIELDS)[number];
type Prefix = 'SPRINT_' | 'SPRINT_EXECUTOR_';

const perMillion = {
  schema: z.coerce.number().min(0).max(1_000_000),
  summary: 'this is no price.',
  remedy: 'Use what a million tokens cost, for example 0.6.',
};

/** Reads and checks JSON text; `problem` says what is wrong, in place of a remedy, and repeats no value. */
const json = <T>(problem: (value: unknown) => string | null) =>
  z.string().transform((text, context): T => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'it is no JSON' });
      return z.NEVER;
    }
    const message = problem(value);
    if (message === null) return value as T;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

function headersProblem(value: unknown): string | null {
  if (!isJsonObject(value)) return 'it is no JSON object';
  for (const [name, held] of Object.entries(value)) {
    const problem =
      headerNameProblem(name) ??
      (typeof held === 'string' ? headerValueProblem(held) : 'its value must be a text');
    if (problem) return `${JSON.stringify(name.slice(0, 100))}: ${problem}`;
  }
  return null;
}

const checks = {
  EXTRA_BODY: {
    schema: json<JsonObject>(extraBodyProblem),
    summary: 'this is no extra body.',
    remedy: 'Use a JSON object, for example {"top_p": 0.9}.',
  },
  HEADERS: {
    schema: json<HeaderValues>(headersProblem),
    summary: 'these are no headers.',
    remedy: 'Use a JSON object of names and values, for example {"api-version": "2026-01-01"}.',
  },
  REASONING_EFFORT: {
    schema: z.enum(reasoningEfforts),
    summary: 'this effort does not exist.',
    remedy: `Use one of: ${reasoningEfforts.join(', ')}.`,
  },
  PRICE_INPUT: perMillion,
  PRICE_OUTPUT: perMillion,
  API_KEY: {
    schema: z.string().regex(/^[\x21-\x7e]+$/),
    summary: 'the key holds spaces or characters that cannot be sent in a header.',
    remedy: 'Copy it again from the provider.',
  },
  MODEL: {
    schema: z.string().max(300),
    summary: 'the model’s name is too long.',
    remedy: 'Use a name that the endpoint lists under /models.',
  },
  MODE: {
    schema: z.enum(['native', 'prompted']),
    summary: 'this mode does not exist.',
    remedy:
      'Use “native” for a SPRINT-tuned model (text completions), “prompted” for any other (chat, the default).',
  },
  CONTEXT_WINDOW: {
    schema: z.coerce.number().int().min(256).max(100_000_000),
    summary: 'this is no number of tokens.',
    remedy: 'Use a whole number of at least 256, for example 32768.',
  },
} satisfies Record<Exclude<Field, 'BASE_URL'>, { schema: z.ZodType; summary: string; remedy: string }>;

/** Reads a variable that is set and not blank; a shell that exports an empty variable means none. */
function read(env: Environment, prefix: Prefix, field: Field): string | null {
  const value = env[`${prefix}${field}`]?.trim();
  return value ? value : null;
}

function checked<F extends keyof typeof checks>(
  env: Environment,
  prefix: Prefix,
  field: F,
): z.output<(typeof checks)[F]['schema']> | null {
  const value = read(env, prefix, field);
  if (value === null) return null;
  const { schema, summary, remedy } = checks[field];
  const result = schema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const why = issue?.code === 'custom' ? ` What is wrong: ${issue.message}.` : '';
    throw new ConfigurationError('invalid-variable', summary, `${remedy}${why}`, `${prefix}${field}`);
  }
  return result.data as z.output<(typeof checks)[F]['schema']>;
}

function baseUrl(env: Environment, prefix: Prefix): string | null {
  const value = read(env, prefix, 'BASE_URL');
  if (value === null) return null;
  try {
    return normaliseBaseUrl(value).baseUrl;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(error.type, error.summary, error.remedy, `${prefix}BASE_URL`);
  }
}

/** Both prices or none: half a price would give half a cost. */
function price(env: Environment, prefix: Prefix): TokenPrice | undefined {
  const inputPerMillion = checked(env, prefix, 'PRICE_INPUT');
  const outputPerMillion = checked(env, prefix, 'PRICE_OUTPUT');
  if (inputPerMillion === null && outputPerMillion === null) return undefined;
  if (inputPerMillion !== null && outputPerMillion !== null) return { inputPerMillion, outputPerMillion };
  const missing = inputPerMillion === null ? 'PRICE_INPUT' : 'PRICE_OUTPUT';
  throw new ConfigurationError(
    'missing-variable',
    'it is not set, but the other price is.',
    'Set both, per million tokens; 0 for what costs nothing.',
    `${prefix}${missing}`,
  );
}

const isSet = (env: Environment, prefix: Prefix): Field | undefined =>
  FIELDS.find((field) => read(env, prefix, field) !== null);

/**
 * The endpoints that the environment configures: `SPRINT_BASE_URL`, `SPRINT_MODEL`, and optionally `SPRINT_API_KEY`,
 * `SPRINT_MODE` (default `prompted`), `SPRINT_CONTEXT_WINDOW` (tokens), `SPRINT_EXTRA_BODY`, `SPRINT_HEADERS` (JSON),
 * `SPRINT_REASONING_EFFORT`, `SPRINT_PRICE_INPUT`, `SPRINT_PRICE_OUTPUT`. Each also exists as `SPRINT_EXECUTOR_…`; an
 * executor variable that is not set takes the planner's value. We do not send the planner's key and headers to an
 * executor on another host.
 * @returns null when none of them is set
 * @throws ConfigurationError naming the variable and the remedy; it never holds the key
 */
export function endpointsFromEnvironment(env: Environment): { planner: Endpoint; executor: Endpoint } | null {
  const present = isSet(env, 'SPRINT_');
  const executorPresent = isSet(env, 'SPRINT_EXECUTOR_');
  if (!present && !executorPresent) return null;

  const url = baseUrl(env, 'SPRINT_');
  if (url === null) {
    const other = present ? `SPRINT_${present}` : `SPRINT_EXECUTOR_${executorPresent}`;
    throw new ConfigurationError(
      'missing-variable',
      `it is not set, but ${other} is.`,
      'Set it to the address of an OpenAI-compatible API, for example http://127.0.0.1:8000/v1.',
      'SPRINT_BASE_URL',
    );
  }
  const model = checked(env, 'SPRINT_', 'MODEL');
  if (model === null) {
    throw new ConfigurationError(
      'missing-variable',
      'it is not set.',
      `Set it to a model that ${url}/models lists.`,
      'SPRINT_MODEL',
    );
  }

  const headers = checked(env, 'SPRINT_', 'HEADERS') ?? undefined;
  const extra = checked(env, 'SPRINT_', 'EXTRA_BODY') ?? undefined;
  const planner: Endpoint = {
    id: 'environment',
    name: 'Environment',
    kind: 'openai-compatible',
    baseUrl: url,
    apiKey: checked(env, 'SPRINT_', 'API_KEY'),
    model,
    mode: checked(env, 'SPRINT_', 'MODE') ?? 'prompted',
    contextWindow: checked(env, 'SPRINT_', 'CONTEXT_WINDOW'),
    timeouts: defaultTimeouts,
    thinkingTag: 'auto',
    tokensPerSecond: null,
    source: 'environment',
    headers,
    extraBody: extra && { planner: extra, executor: extra },
    reasoningEffort: checked(env, 'SPRINT_', 'REASONING_EFFORT') ?? undefined,
    price: price(env, 'SPRINT_'),
  };
  if (!executorPresent) return { planner, executor: planner };

  const executorUrl = baseUrl(env, 'SPRINT_EXECUTOR_') ?? planner.baseUrl;
  const executorModel = checked(env, 'SPRINT_EXECUTOR_', 'MODEL') ?? planner.model;
  const sameOrigin = new URL(executorUrl).origin === new URL(planner.baseUrl).origin;
  const sameModel = executorUrl === planner.baseUrl && executorModel === planner.model;
  const executorExtra = checked(env, 'SPRINT_EXECUTOR_', 'EXTRA_BODY') ?? extra;
  const executor: Endpoint = {
    ...planner,
    id: 'environment-executor',
    name: 'Environment (executors)',
    baseUrl: executorUrl,
    apiKey: checked(env, 'SPRINT_EXECUTOR_', 'API_KEY') ?? (sameOrigin ? planner.apiKey : null),
    model: executorModel,
    mode: checked(env, 'SPRINT_EXECUTOR_', 'MODE') ?? planner.mode,
    contextWindow:
      checked(env, 'SPRINT_EXECUTOR_', 'CONTEXT_WINDOW') ?? (sameModel ? planner.contextWindow : null),
    headers: checked(env, 'SPRINT_EXECUTOR_', 'HEADERS') ?? (sameOrigin ? headers : undefined),
    extraBody: executorExtra && { planner: executorExtra, executor: executorExtra },
    reasoningEffort: checked(env, 'SPRINT_EXECUTOR_', 'REASONING_EFFORT') ?? planner.reasoningEffort,
    price: price(env, 'SPRINT_EXECUTOR_') ?? (sameModel ? planner.price : undefined),
  };
  return { planner, executor };
}
