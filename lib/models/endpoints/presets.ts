import type { JsonObject } from './extra-body.ts';
import type { EffortDialect } from './reasoning-effort.ts';

/** A starting point for the endpoint form, and what we know of its kind of server. */
export interface EndpointPreset {
  id: string;
  name: string;
  baseUrl: string;
  /** `native` only makes sense with text completions and a SPRINT-tuned model. */
  mode: 'native' | 'prompted';
  needsKey: boolean;
  /** Runs on this machine. */
  local: boolean;
  hint: string;
  /** How we tell it how much to think. */
  effort: EffortDialect;
  /** Fields that its requests need, by mode: the form starts with them. */
  extraBody?: { native?: JsonObject; prompted?: JsonObject };
}

type More = Partial<Pick<EndpointPreset, 'effort' | 'extraBody'>>;

const local = (id: string, name: string, port: number, hint: string, more: More = {}): EndpointPreset => ({
  id,
  name,
  baseUrl: `http://127.0.0.1:${port}/v1`,
  mode: 'prompted',
  needsKey: false,
  local: true,
  hint,
  effort: 'openai',
  ...more,
});

const hosted = (
  id: string,
  name: string,
  baseUrl: string,
  hint: string,
  more: More = {},
): EndpointPreset => ({
  id,
  name,
  baseUrl,
  mode: 'prompted',
  needsKey: true,
  local: false,
  hint,
  effort: 'openai',
  ...more,
});

/** If a tuned model has the protocol's tags as special tokens, servers leave them out of the text by default. */
const TAGS_AS_TEXT = { skip_special_tokens: false };

/** The usual servers and providers, local ones first. */
export const endpointPresets: readonly EndpointPreset[] = [
  local(
    'vllm',
    'vLLM',
    8000,
    'Batches requests, so executors really run in parallel. Serves text completions too: mode “native” for a SPRINT-tuned model.',
    {
      effort: 'template',
      // Otherwise the server puts a space between two special tokens, inside and around every tag.
      extraBody: { native: { ...TAGS_AS_TEXT, spaces_between_special_tokens: false } },
    },
  ),
  local(
    'sglang',
    'SGLang',
    30000,
    'Batches requests and shares the common prefix of executors. Serves text completions too.',
    { effort: 'template', extraBody: { native: TAGS_AS_TEXT } },
  ),
  local(
    'llama-cpp',
    'llama.cpp',
    8080,
    'Start llama-server with -np 8 and a larger -c: the context is divided among the slots, and with one slot executors wait for each other.',
    {
      effort: 'template-only',
      // Older servers do not cache by default, and each call would read the whole transcript anew.
      extraBody: { native: { cache_prompt: true }, prompted: { cache_prompt: true } },
    },
  ),
  local(
    'ollama',
    'Ollama',
    11434,
    'Cuts prompts that are too long without an error, and takes no num_ctx over this API: set OLLAMA_CONTEXT_LENGTH to 16384 or more, and OLLAMA_NUM_PARALLEL to 4 or more.',
  ),
  local(
    'lm-studio',
    'LM Studio',
    1234,
    'Load the model with a large context length and start the server in the Developer tab.',
  ),
  hosted(
    'openai',
    'OpenAI',
    'https://api.openai.com/v1',
    'Reasoning models reject stop, temperature and max_tokens; these are then left out or renamed.',
  ),
  hosted(
    'openrouter',
    'OpenRouter',
    'https://openrouter.ai/api/v1',
    'Model names have the form provider/model. Behind one name stand several providers: an extra body can choose, for example { "provider": { "sort": "throughput" } }.',
    { effort: 'openrouter' },
  ),
  hosted(
    'gemini',
    'Google Gemini',
    'https://generativelanguage.googleapis.com/v1beta/openai',
    'Gemini’s own OpenAI-compatible address. It thinks unless the effort is “none”, which not every model allows; free keys have low quotas a minute.',
  ),
  hosted(
    'together',
    'Together AI',
    'https://api.together.xyz/v1',
    'Serves many open models, with text completions too.',
    { effort: 'together' },
  ),
  hosted(
    'deepseek',
    'DeepSeek',
    'https://api.deepseek.com/v1',
    'Sends its thinking apart; it is shown as thinking, and counted. Reuses common beginnings by itself and reports them as cached.',
    { effort: 'deepseek' },
  ),
  hosted(
    'qwen',
    'Qwen (Alibaba Cloud)',
    'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
    'Alibaba’s OpenAI-compatible address (this one is Singapore’s; keys belong to a region). Efforts become a budget of thinking tokens.',
    { effort: 'qwen' },
  ),
  hosted(
    'groq',
    'Groq',
    'https://api.groq.com/openai/v1',
    'Fast; free accounts have a low limit of requests a minute: lower the parallel calls.',
  ),
  hosted(
    'mistral',
    'Mistral',
    'https://api.mistral.ai/v1',
    'Free accounts allow one request a second: lower the parallel calls.',
  ),
  hosted(
    'fireworks',
    'Fireworks AI',
    'https://api.fireworks.ai/inference/v1',
    'Model names have the form accounts/fireworks/models/…; serves text completions too.',
  ),
  {
    id: 'custom',
    name: 'Other (OpenAI-compatible)',
    baseUrl: '',
    mode: 'prompted',
    needsKey: false,
    local: false,
    hint: 'The address up to and without /chat/completions, usually ending in /v1.',
    effort: 'openai',
  },
];

/** What kind of server an endpoint is: from its settings, else from its address; null if neither shows it. */
export function presetOf(endpoint: { preset?: string; baseUrl: string }): EndpointPreset | null {
  const named = endpointPresets.find(({ id }) => id === endpoint.preset && id !== 'custom');
  if (named) return named;
  const address = parsed(endpoint.baseUrl);
  if (!address) return null;
  const onThisMachine = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname);
  return (
    endpointPresets.find((preset) => {
      const own = parsed(preset.baseUrl);
      if (!own) return false;
      return preset.local ? onThisMachine && own.port === address.port : own.hostname === address.hostname;
    }) ?? null
  );
}

/** The preset of a server that we found on this machine, by the name discovery gave it. */
export const presetNamed = (name: string): EndpointPreset | null =>
  endpointPresets.find((preset) => preset.local && preset.name === name) ?? null;

const parsed = (url: string): URL | null => URL.parse(url);
