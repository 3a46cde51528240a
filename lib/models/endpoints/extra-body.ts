/** Fields of a request's body as a person writes them: JSON, checked by `extraBodyProblem`. */
export type JsonObject = { readonly [name: string]: unknown };

/** What an endpoint's settings add to each request, by the role that sends it. A missing role adds nothing. */
export interface ExtraBody {
  /** Plans, answers, and the one thought of a sequential run. */
  planner?: JsonObject;
  executor?: JsonObject;
}

/** Which half of an endpoint's extra body a call sends. */
export type BodyRole = keyof ExtraBody;

export const MAX_EXTRA_BODY_LENGTH = 16_384;
const MAX_DEPTH = 12;

/**
 * The fields that we set: with another value we could not read the reply, would get another model's, or would read it
 * twice.
 */
const OWNED: Readonly<Record<string, string>> = {
  model: 'the model is set by its own field',
  messages: 'Sprintscope writes the messages',
  prompt: 'Sprintscope writes the prompt',
  stream: 'Sprintscope reads replies as streams',
  stream_options: 'Sprintscope asks for the token usage itself',
  n: 'one reply is read for each request',
  best_of: 'one reply is read for each request',
  echo: 'the prompt would be read as the reply',
  suffix: 'nothing may follow a transcript',
  tools: 'tools are not called',
  tool_choice: 'tools are not called',
  functions: 'tools are not called',
  function_call: 'tools are not called',
};

/** Names that mean something to JavaScript's objects; no server has a parameter of that name. */
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Why a value cannot be an extra body, in words for people; null if it can. The message repeats names only, never
 * values.
 */
export function extraBodyProblem(value: unknown): string | null {
  if (!isJsonObject(value)) return 'Must be a JSON object, for example { "top_p": 0.9 }';
  const deep = nestingProblem(value, 1);
  if (deep) return deep;
  if (JSON.stringify(value).length > MAX_EXTRA_BODY_LENGTH)
    return `At most ${MAX_EXTRA_BODY_LENGTH.toLocaleString('en')} characters`;
  for (const name of Object.keys(value)) {
    const why = Object.hasOwn(OWNED, name) ? OWNED[name] : undefined;
    if (why) return `“${name}” cannot be set here: ${why}`;
  }
  for (const name of LIMITS) {
    const limit = value[name];
    if (limit !== undefined && limit !== null && !(Number.isInteger(limit) && Number(limit) >= 1))
      return `“${name}” must be a whole number of at least 1, or null`;
  }
  return null;
}

function nestingProblem(value: unknown, depth: number): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (depth > MAX_DEPTH) return `Nested at most ${MAX_DEPTH} deep`;
  for (const [name, inner] of Object.entries(value)) {
    if (UNSAFE.has(name)) return `“${name}” cannot be a field’s name`;
    const problem = nestingProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return null;
}

const LIMITS = ['max_tokens', 'max_completion_tokens'] as const;

/** Merges objects; any other value replaces the old one. */
export function mergeFields(base: JsonObject, extra: JsonObject): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(extra)) {
    const before = merged[name];
    merged[name] = isJsonObject(before) && isJsonObject(value) ? mergeFields(before, value) : value;
  }
  return merged;
}

/**
 * A request's body with the extra fields in it; null removes a field of ours. A token limit can only lower ours, since
 * ours is what the model's window leaves.
 */
export function mergeBody(body: Record<string, unknown>, extra: JsonObject): Record<string, unknown> {
  const merged = mergeFields(body, extra);
  const ours = body.max_tokens ?? body.max_completion_tokens;
  for (const name of LIMITS) {
    const wanted = extra[name];
    if (typeof wanted !== 'number') continue;
    for (const other of LIMITS) delete merged[other];
    merged[name] = typeof ours === 'number' ? Math.min(wanted, ours) : wanted;
  }
  for (const [name, value] of Object.entries(extra)) if (value === null) delete merged[name];
  return merged;
}
