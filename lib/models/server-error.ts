import * as z from 'zod';

/** What servers put into an error object, as far as they agree. */
export interface ServerError {
  message: string;
  /** `code` and `type`, lower case, joined: servers use either for the same words. */
  code: string;
  /** A status in the body; the only one there is when the error comes inside a stream. */
  status: number | null;
  /** The parameter or the field that is complained about. */
  parameter: string | null;
  contextWindow: number | null;
  promptTokens: number | null;
}

const word = z.union([z.string(), z.number()]).nullish().catch(null);
const count = z.int().positive().nullish().catch(null);
const errorObject = z.object({
  message: z.string(),
  code: word,
  type: word,
  status: word,
  param: z.string().nullish().catch(null),
  n_ctx: count,
  n_prompt_tokens: count,
  /** OpenRouter: what the provider behind it said. */
  metadata: z.object({ raw: z.string() }).nullish().catch(null),
});
const complaint = z.object({ msg: z.string(), loc: z.array(z.union([z.string(), z.number()])).catch([]) });

function fromObject(error: z.infer<typeof errorObject>): ServerError {
  const words = [error.code, error.type, error.status];
  const status = words
    .map(Number)
    .find((number) => Number.isInteger(number) && number >= 400 && number < 600);
  return {
    message: error.metadata ? `${error.message}: ${error.metadata.raw}` : error.message,
    code: words
      .filter((each) => typeof each === 'string')
      .join(' ')
      .toLowerCase(),
    status: status ?? null,
    parameter: error.param ?? null,
    contextWindow: error.n_ctx ?? null,
    promptTokens: error.n_prompt_tokens ?? null,
  };
}

const plain = (message: string, parameter: string | null = null): ServerError => ({
  message,
  code: '',
  status: null,
  parameter,
  contextWindow: null,
  promptTokens: null,
});

/**
 * Finds the error in a JSON value; null when it holds none. Known shapes: `{error: {…}}` (OpenAI and most),
 * `{error: "…"}` (LM Studio, Ollama), `{object: "error", message}` (vLLM, SGLang), `{detail}` (FastAPI), `[{error}]` (Google).
 */
export function readServerError(value: unknown): ServerError | null {
  if (Array.isArray(value)) return value.length > 0 ? readServerError(value[0]) : null;
  if (typeof value !== 'object' || value === null) return null;
  if ('error' in value && value.error) {
    if (typeof value.error === 'string') return plain(value.error);
    const nested = errorObject.safeParse(value.error);
    return nested.success ? fromObject(nested.data) : plain(JSON.stringify(value.error));
  }
  if ('detail' in value) {
    if (typeof value.detail === 'string') return plain(value.detail);
    const complaints = z.array(complaint).min(1).safeParse(value.detail);
    if (!complaints.success) return plain(JSON.stringify(value.detail));
    const fields = complaints.data.map(({ loc, msg }) => ({
      field: loc.filter((part) => part !== 'body'),
      msg,
    }));
    const first = fields[0]?.field[0];
    return plain(
      fields.map(({ field, msg }) => `${field.join('.')}: ${msg}`).join('; '),
      typeof first === 'string' ? first : null,
    );
  }
  const bare = errorObject.safeParse(value);
  return bare.success && !('choices' in value) ? fromObject(bare.data) : null;
}

/** The same for a body's text; null when it is no JSON or holds no error. */
export function parseServerError(body: string): ServerError | null {
  try {
    return readServerError(JSON.parse(body));
  } catch {
    return null;
  }
}
