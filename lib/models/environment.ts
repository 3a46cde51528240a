import * as z from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import type { Endpoint } from './endpoint.ts';
import { defaultTimeouts } from './endpoint-defaults.ts';
import { normaliseBaseUrl } from './url-policy.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const FIELDS = ['BASE_URL', 'API_KEY', 'MODEL', 'MODE', 'CONTEXT_WINDOW'] as const;
type Field = (typeof FIELDS)[number];
type Prefix = 'SPRINT_' | 'SPRINT_EXECUTOR_';

const checks = {
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

/** Set and not blank; a shell that exports an empty variable means none. */
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
    throw new ConfigurationError('invalid-variable', summary, remedy, `${prefix}${field}`);
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

const isSet = (env: Environment, prefix: Prefix): Field | undefined =>
  FIELDS.find((field) => read(env, prefix, field) !== null);

/**
 * The endpoints that the environment configures: `SPRINT_BASE_URL`, `SPRINT_MODEL`, and optionally `SPRINT_API_KEY`,
 * `SPRINT_MODE` (default `prompted`), `SPRINT_CONTEXT_WINDOW` (tokens); each also as `SPRINT_EXECUTOR_…`, what is not
 * set there being the planner's. The planner's key is not sent to an executor on another host.
 * @returns null when none of them is set
 * @throws ConfigurationError naming the variable and the remedy; never holding the key
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
  };
  if (!executorPresent) return { planner, executor: planner };

  const executorUrl = baseUrl(env, 'SPRINT_EXECUTOR_') ?? planner.baseUrl;
  const executorModel = checked(env, 'SPRINT_EXECUTOR_', 'MODEL') ?? planner.model;
  const sameOrigin = new URL(executorUrl).origin === new URL(planner.baseUrl).origin;
  const sameModel = executorUrl === planner.baseUrl && executorModel === planner.model;
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
  };
  return { planner, executor };
}
