/** A starting point for the endpoint form. */
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
}

const local = (id: string, name: string, port: number, hint: string): EndpointPreset => ({
  id,
  name,
  baseUrl: `http://127.0.0.1:${port}/v1`,
  mode: 'prompted',
  needsKey: false,
  local: true,
  hint,
});

const hosted = (id: string, name: string, baseUrl: string, hint: string): EndpointPreset => ({
  id,
  name,
  baseUrl,
  mode: 'prompted',
  needsKey: true,
  local: false,
  hint,
});

/** The usual servers and providers, local ones first. */
export const endpointPresets: readonly EndpointPreset[] = [
  local(
    'vllm',
    'vLLM',
    8000,
    'Batches requests, so executors really run in parallel. Serves text completions too: mode “native” for a SPRINT-tuned model.',
  ),
  local(
    'sglang',
    'SGLang',
    30000,
    'Batches requests and shares the common prefix of executors. Serves text completions too.',
  ),
  local(
    'llama-cpp',
    'llama.cpp',
    8080,
    'Start llama-server with -np 8 and a larger -c: the context is divided among the slots, and with one slot executors wait for each other.',
  ),
  local(
    'ollama',
    'Ollama',
    11434,
    'Cuts prompts that are too long without an error: set OLLAMA_CONTEXT_LENGTH to 16384 or more, and OLLAMA_NUM_PARALLEL to 4 or more.',
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
    'Model names have the form provider/model.',
  ),
  hosted(
    'together',
    'Together AI',
    'https://api.together.xyz/v1',
    'Serves many open models, with text completions too.',
  ),
  hosted(
    'deepseek',
    'DeepSeek',
    'https://api.deepseek.com/v1',
    'deepseek-reasoner sends its thinking apart; it is shown as thinking.',
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
  },
];
