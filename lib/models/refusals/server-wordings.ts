import type { ServerError } from './server-error.ts';

/*
 * Servers report the same faults in different words. Each wording below comes from a server's source or a user's
 * report; the tests quote them. If we know no wording, the status decides (classify-response.ts).
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
  /inputs?[`'"]? tokens \+ [`'"]?max_new_tokens.{0,10}must be <= ?\d/i, // TGI, Together
  /range of input length/i, // DashScope
  /\binputs?[`'"]? must have (?:less|fewer) than \d+ tokens/i, // TGI
  /max_(?:completion_|new_)?tokens[`'"]? ?\+ ?[`'"]?(?:prompt|input)|(?:prompt|inputs?)[`'"]?(?: tokens| length)? ?\+ ?[`'"]?max_/i,
  /maximum (?:prompt|input) (?:length|size|tokens)/i, // xAI
  /exceeds? (?:the )?context limit/i, // Anthropic
  /prompt is too long/i,
  /request too large\b[^\n]{0,200}\blimit:? \d+,? requested:? \d+/i, // Groq, OpenAI: more than a minute's tokens in one request
  /reduce the length of the (?:messages|prompt|input)/i,
];

export const isContextTooLong = (error: ServerError): boolean =>
  CONTEXT_CODES.test(error.code) || CONTEXT_WORDINGS.some((wording) => wording.test(error.said));

const WINDOW_WORDINGS: readonly RegExp[] = [
  /context length (?:is|of)(?: only)? (\d+)/i,
  /context (?:length|size|window) \((\d+)/i,
  /maximum (?:model|allowed) length (?:of )?\(?(\d+)/i,
  /must be <= ?(\d+)/i,
  /n_ctx:? ?(\d+)/i,
  /tokens allowed \((\d+)\)/i,
  /maximum (?:prompt|input) (?:length|size|tokens) (?:is|of) (\d+)/i,
  /must have (?:less|fewer) than (\d+) tokens/i,
  /range of input length should be \[\d+, ?(\d+)/i,
  /context limit: \d+ \+ \d+ > (\d+)/i,
  /\blimit:? (\d+),? requested:? \d+/i,
];
const PROMPT_WORDINGS: readonly RegExp[] = [
  /\((\d+) (?:tokens )?(?:in|from|of) (?:the |your |text )?(?:messages|prompt|input)/i,
  /given:? (\d+) [`'"]?inputs?\b/i,
  /(\d+) tokens from the input/i,
  /(?:has|passed)(?: at least)? (\d+) input tokens/i,
  /(?:input|request|prompt)(?: length| token count)? \((?:length )?(\d+)/i,
  /keep the first (\d+) tokens/i,
  /context limit: (\d+) \+/i,
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
  const contextWindow = error.contextWindow ?? firstNumber(error.said, WINDOW_WORDINGS);
  const promptTokens = error.promptTokens ?? firstNumber(error.said, PROMPT_WORDINGS);
  return {
    ...(contextWindow !== null && { contextWindow }),
    ...(promptTokens !== null && { promptTokens }),
  };
}

/** The server knows the model, but only under the other API. */
export const isWrongApi = (error: ServerError): boolean =>
  /(?:is|this) (?:a|not a) chat model|not supported in the v1\/(?:chat\/)?completions endpoint|does not support (?:chat|completions?|the (?:chat|completions?) api)/i.test(
    error.said,
  );

export const isModelMissing = (error: ServerError): boolean =>
  /model_not_found|model_not_exist|invalid_model/.test(error.code) ||
  /\bmodel\b.{0,120}\b(?:not found|does(?: not|n't) exist|not exist|is not available|not loaded|not a valid model)|(?:no such|unknown|invalid) model\b|not a valid model id|try pulling it|no models? loaded/i.test(
    error.said,
  );

export const isPathMissing = (error: ServerError): boolean =>
  /unexpected endpoint or method|file not found|invalid url \((?:post|get)/i.test(error.said);

/** Waiting does not help, whatever else the server says. */
export const isCreditGone = (error: ServerError): boolean =>
  /insufficient_(?:quota|balance|credits?|funds)|payment_required|arrear|billing_(?:hard_limit|not_active|error)|credit_balance/.test(
    error.code,
  ) ||
  /insufficient (?:account )?(?:balance|credits?|funds|quota)|credit balance is (?:too low|not enough)|(?:add|buy|purchase|more|enough|any|no|out of|run out of|used all (?:of )?your)(?: \w+){0,2} credits?\b(?! card)|balance is (?:not enough|insufficient)|payment required|billing hard limit|account is not active|top up|recharge|arrear|key limit exceeded|spend(?:ing)? limit|reached your (?:\w+ ){0,3}usage limits?|exceeded your (?:\w+ ){0,3}credits/i.test(
    error.said,
  );

const PER_MINUTE = /\bper[ -]?(?:minute|min|second|sec)\b|\b[rt]p[ms]\b/i;
const PER_DAY =
  /\b(?:daily|weekly|monthly|per[ -]?(?:day|week|month))\b[^\n]{0,60}\b(?:limit|quota|cap|budget)|\b(?:limit|quota|cap|budget)\b[^\n]{0,60}\b(?:daily|weekly|monthly|per[ -]?(?:day|week|month)|for (?:today|this (?:day|week|month)))\b/i;

/**
 * For the quota of a day, a month or the account; Google uses the same words for a minute's quota, but then names when
 * to come back.
 */
export const isQuotaUsedUp = (error: ServerError): boolean =>
  /exceeded your current quota|check your plan and billing|billing/i.test(error.said) ||
  (PER_DAY.test(error.said) && !PER_MINUTE.test(error.said)) ||
  /perday/.test(error.code);

export const isContentFilter = (error: ServerError): boolean =>
  /content_filter|content_policy|moderation/.test(error.code) ||
  /content management policy|content filter|flagged (?:by|for) moderation|requires moderation/i.test(
    error.said,
  );

export const isKeyRefused = (error: ServerError): boolean =>
  /invalid_api_key|authentication|unauthorized/.test(error.code) ||
  /(?:invalid|incorrect|missing|no|wrong) (?:api[ -]?key|auth)|api key not valid|authentication fail/i.test(
    error.said,
  );

export const isRateLimit = (error: ServerError): boolean =>
  /rate_?limit|too_?many_?requests|resource_exhausted|throttl/.test(error.code) ||
  /rate[ -]?limit|too many (?:concurrent )?requests|(?:requests|tokens) per minute|throttl|quota exceeded|exceeded your current quota|concurrency limit/i.test(
    error.said,
  );

const LOADING =
  /loading (?:the |a )?(?:model|weights|checkpoint)|(?:model|weights|checkpoint)s? (?:is |are )?(?:down)?loading|loading in progress|swap in progress|scaling up|no ready (?:replicas?|workers?|instances?)|(?:still|currently|being|is|are|server|runner) loading|being (?:loaded|started|deployed|provisioned|initiali[sz]ed)|(?:is|still|currently) (?:starting|warming|initiali[sz]ing|booting|waking|spinning)|warming[ -]?up|warm-?up|cold[ -]?start|scaled? (?:up )?(?:from|to) zero|(?:waking|spinning|starting|booting) up\b|(?:model|server|engine|endpoint|worker|runner)\b[^\n]{0,60}not (?:yet )?ready|not (?:yet )?ready[^\n]{0,40}(?:model|server|engine|endpoint)/i;
/** llama.cpp's "error loading model" does not mean that it is still loading. */
const LOADING_FAILED =
  /(?:fail(?:ed|ure|s)?|error|unable|cannot|could ?n[o']t|insufficient|out of memory)\b[^\n]{0,40}\b(?:load|start|initiali)|\bload(?:ing)?\b[^\n]{0,20}\b(?:fail|error)/i;

const isLoadingText = (text: string): boolean => LOADING.test(text) && !LOADING_FAILED.test(text);

/** The server is loading the model: the same request may succeed a moment later. */
export const isLoading = ({ said, code }: ServerError): boolean =>
  isLoadingText(said) ||
  (/(?:^|[\s_])loading(?:[\s_]|$)|model_not_ready/.test(code) && !LOADING_FAILED.test(said));

/** The same for a web page, such as a gateway's in front of a server that is waking up. */
export const isLoadingPage = (page: string): boolean =>
  isLoadingText(page.slice(0, 16_000).replace(/<[^<>]*>/g, ' '));

const ROLE_REFUSALS: readonly RegExp[] = [
  /system[ _-]?(?:role|message|prompt|instruction)s?\b[^.\n]{0,60}\b(?:not|n[o']t|un|no longer)\s?(?:be |currently |yet )?(?:support|allow|permit|enabled|availab|accept|implement)/i, // Gemma's template, many
  /system[ _-]?(?:role|message|prompt|instruction)s?\b[^.\n]{0,30}\b(?:unsupported|disallowed|forbidden|disabled)/i,
  /(?:not|n't|cannot|never|without|no)\b (?:\w+ )?(?:support|allow|accept|handle|have|take|know)[^.\n]{0,40}(?:[`'"]system\b|\bsystem[ _-]?(?:role|message|prompt|instruction))/i, // "does not support 'system' with this model"
  /(?:unsupported|invalid|unknown|unexpected|unrecogni[sz]ed|illegal)\b[^.\n]{0,40}\brole\b[^.\n]{0,20}\bsystem|unexpected (?:message )?role\b|\brole\b[^\n]{0,20}\bgot [`'"]?system/i, // Anthropic, Qwen
  /\brole\b[^.\n]{0,12}\bsystem\b[`'"]?\s*(?:is|was|are)?\s*(?:not|in|un)/i,
  /[`'"]system[`'"] is not (?:one of|a valid|allowed|supported)|(?:invalid value|invalid role):? ?[`'"]?system/i, // OpenAI
  /only\b[^.\n]{0,20}\buser\b[^.\n]{0,30}\b(?:assistant|model)\b[^.\n]{0,60}\b(?:roles?|messages?|supported|allowed)/i, // Mistral, Gemma
  /role[^\n]{0,60}(?:must be|should be|expected|one of|supported values)[^\n]{0,20}[`'"]?user[`'"]?(?:,| or| and|\/|\|)+ ?[`'"]?(?:assistant|model)/i, // FastAPI
  /should be [`'"]user[`'"] or [`'"](?:assistant|model)/i,
  /\broles must alternate|must alternate (?:between )?[`'"]?user|alternat(?:ing|e)\b(?: between)? [`'"]?user/i, // Mistral, Gemma, Llama 2
  /developer instructions? (?:is|are) not enabled/i, // Gemma at Google
  /system messages? must (?:be (?:at the beginning|(?:the )?first)|come first)|(?:first|conversation)\b[^.\n]{0,30}\bmust (?:be|start with|begin with|use|have)\b[^.\n]{0,30}\b[`'"]?user\b/i,
];

/** The chat template accepts no system role, or requires user and assistant to alternate. */
export const isRoleRefused = (error: ServerError): boolean =>
  ROLE_REFUSALS.some((wording) => wording.test(error.said));
