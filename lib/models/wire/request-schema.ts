import * as z from 'zod';
import { WireError } from './wire-error.ts';

/** Far above any context of ours (12 stages of 8,000 tokens are about 400 kB), far below what causes harm. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

const stop = z.string().min(1).max(200);

const common = {
  model: z.string().min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  stop: z.union([stop, z.array(stop).max(16)]).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  seed: z.int().nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  n: z.literal(1, 'Only one choice per request is supported').nullish(),
};

const textPart = z.object({ type: z.literal('text', 'Only text parts are supported'), text: z.string() });

const messageSchema = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: z.union([z.string(), z.array(textPart)]),
});

export const chatRequestSchema = z.object({
  ...common,
  messages: z.array(messageSchema).min(1),
  tools: z.array(z.unknown()).max(0, 'Tools are not supported').nullish(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

export const completionRequestSchema = z.object({
  ...common,
  prompt: z.union([z.string(), z.tuple([z.string()], 'Only one prompt per request is supported')]),
  echo: z.literal(false, 'echo is not supported').nullish(),
});
export type CompletionRequest = z.infer<typeof completionRequestSchema>;

/** The parsed body. Throws WireError: 413, 400 for bad JSON, 400 naming the first field that is wrong. */
export async function readRequest<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(request);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new WireError('invalid-json', 'The body is not valid JSON.');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = deepest(result.error.issues[0]);
  const param = issue.path.map(String).join('.') || null;
  throw new WireError('invalid-request', param ? `${param}: ${issue.message}` : issue.message, param);
}

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** Inside a union, the branch that got furthest explains more than "invalid input". */
function deepest(issue: z.core.$ZodIssue | undefined): Issue {
  if (!issue) return { path: [], message: 'The request is not valid' };
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flatMap((branch) => branch.slice(0, 1).map(deepest))
    .reduce<Issue | null>((best, one) => (best && best.path.length >= one.path.length ? best : one), null);
  return inner && inner.path.length > 0
    ? { path: [...issue.path, ...inner.path], message: inner.message }
    : issue;
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      await reader?.cancel();
      throw new WireError('too-large', `The body is larger than ${MAX_BODY_BYTES} bytes.`);
    }
    text += decoder.decode(value, { stream: true });
  }
}
