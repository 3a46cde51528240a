import type { RejectableParameter } from './errors.ts';
import type { ServerError } from './server-error.ts';

/*
 * Servers say the same things in different words. Each wording below was seen in a server's source or in a user's
 * report; the tests quote them. Where no wording is known the status decides (classify-response.ts).
 */

const CONTEXT_CODES = /context_length_exceeded|exceed_context_size|context_window_exceeded/;
const CONTEXT_WORDINGS: readonly RegExp[] = [
  /maximum context length/i, // OpenAI, vLLM, SGLang, OpenRouter, Mistral
  /longer than (?:the )?(?:model.?s|maximum) (?:context|model) length/i, // SGLang, vLLM
  /exceeds? (?:the )?(?:model.?s )?(?:maximum )?(?:available )?context (?:size|length|window)/i, // llama.cpp, Ollama, LM Studio
  /context (?:size|length|window) (?:has been )?exceeded/i, // LM Studio (MLX)
  /context length of only/i, // LM Studio
  /greater than the context length/i, // LM Studio
  /exceeds the maximum allowed length/i, // SGLang
  /exceeds the maximum number of tokens allowed/i, // Google
  /max_(?:completion_|new_)?tokens must be at least 1, got -?\d/i, // vLLM: the window less the prompt is negative
  /max_new_tokens.{0,10}must be <= ?\d/i, // TGI, Together
  /prompt is too long/i,
  /reduce the length of the (?:messages|prompt|input)/i,
];

export const isContextTooLong = (error: ServerError): boolean =>
  CONTEXT_CODES.test(error.code) || CONTEXT_WORDINGS.some((wording) => wording.test(error.message));

const WINDOW_WORDINGS: readonly RegExp[] = [
  /context length (?:is|of)(?: only)? (\d+)/i,
  /context (?:length|size|window) \((\d+)/i,
  /maximum (?:model|allowed) length (?:of )?\(?(\d+)/i,
  /must be <= ?(\d+)/i,
  /n_ctx:? ?(\d+)/i,
  /tokens allowed \((\d+)\)/i,
];
const PROMPT_WORDINGS: readonly RegExp[] = [
  /\((\d+) (?:tokens )?(?:in|from) (?:the |your )?(?:messages|prompt|input)/i,
  /(\d+) tokens from the input/i,
  /(?:has|passed)(?: at least)? (\d+) input tokens/i,
  /(?:input|request|prompt)(?: length| token count)? \((?:length )?(\d+)/i,
  /keep the first (\d+) tokens/i,
];

function firstNumber(text: string, wordings: readonly RegExp[]): number | null {
  // Google writes 1,048,576.
  const digits = text.replace(/(\d),(?=\d{3}\b)/g, '$1');
  for (const wording of wordings) {
    const match = wording.exec(digits);
    if (match?.[1]) return Number(match[1]);
  }
  return null;
}

/** Window and prompt in tokens, as far as a context-too-long error names them. */
export function contextNumbers(error: ServerError): { contextWindow?: number; promptTokens?: number } {
  const contextWindow = error.contextWindow ?? firstNumber(error.message, WINDOW_WORDINGS);
  const promptTokens = error.promptTokens ?? firstNumber(error.message, PROMPT_WORDINGS);
  return {
    ...(contextWindow !== null && { contextWindow }),
    ...(promptTokens !== null && { promptTokens }),
  };
}

/** The model is known to the server, but only under the other API. */
export const isWrongApi = (error: ServerError): boolean =>
  /(?:is|this) (?:a|not a) chat model|not supported in the v1\/(?:chat\/)?completions endpoint|does not support (?:chat|completions?|the (?:chat|completions?) api)/i.test(
    error.message,
  );

export const isModelMissing = (error: ServerError): boolean =>
  /model_not_found|model_not_exist|invalid_model/.test(error.code) ||
  /\bmodel\b.{0,120}\b(?:not found|does(?: not|n't) exist|not exist|is not available|not loaded|not a valid model)|(?:no such|unknown|invalid) model\b|not a valid model id|try pulling it|no models? loaded/i.test(
    error.message,
  );

export const isPathMissing = (error: ServerError): boolean =>
  /unexpected endpoint or method|file not found|invalid url \((?:post|get)/i.test(error.message);

export const isQuotaUsedUp = (error: ServerError): boolean =>
  /insufficient_quota|insufficient_balance|billing/.test(error.code) ||
  /insufficient (?:balance|credits?|funds|quota)|exceeded your current quota/i.test(error.message);

export const isContentFilter = (error: ServerError): boolean =>
  /content_filter|content_policy|moderation/.test(error.code) ||
  /content management policy|content filter|flagged (?:by|for) moderation|requires moderation/i.test(
    error.message,
  );

export const isKeyRefused = (error: ServerError): boolean =>
  /invalid_api_key|authentication|unauthorized/.test(error.code) ||
  /(?:invalid|incorrect|missing|no|wrong) (?:api[ -]?key|auth)|api key not valid|authentication fail/i.test(
    error.message,
  );

export const isRateLimit = (error: ServerError): boolean =>
  /rate_limit|too_many_requests/.test(error.code) || /rate limit|too many requests/i.test(error.message);

export const isLoading = (error: ServerError): boolean =>
  /loading model|model is (?:currently )?loading|still loading/i.test(error.message);

const REJECTION =
  /unsupported|not support|unrecogni[sz]ed|unknown|not permitted|not allowed|unexpected|extra (?:inputs|fields)|invalid|deprecated|too many|only the default|must be|cannot be|not available/i;

const PARAMETER_NAMES: readonly [RejectableParameter, RegExp][] = [
  ['stream_options', /\bstream_options\b/],
  ['stop', /[`'"“]stop[`'"”]|\bstop (?:sequences?|parameter|words?)\b|\bparameter:? stop\b|^stop:/i],
  ['temperature', /\btemperature\b/i],
];

/**
 * The parameter that a 400 or 422 complains about; null when it is about something else. `max_tokens` comes last but
 * one: OpenAI's complaint about it names `max_completion_tokens` too, as the remedy.
 */
export function rejectedParameter(error: ServerError): RejectableParameter | null {
  const named = error.parameter?.split('.')[0];
  const about = `${error.code} ${error.message}`;
  const known = PARAMETER_NAMES.find(([name]) => name === named)?.[0];
  if (known) return known;
  if (named === 'max_tokens' || named === 'max_completion_tokens') return named;
  if (named || !REJECTION.test(about)) return null;
  const said = PARAMETER_NAMES.find(([, wording]) => wording.test(error.message))?.[0];
  if (said) return said;
  if (/\bmax_tokens\b/.test(error.message)) return 'max_tokens';
  return /\bmax_completion_tokens\b/.test(error.message) ? 'max_completion_tokens' : null;
}
