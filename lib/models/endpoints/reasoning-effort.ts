import { assertUnreachable } from '#lib/base/assert.ts';
import { type BodyRole, type ExtraBody, type JsonObject, mergeFields } from './extra-body.ts';

/** `default`: we send nothing, and the server decides. */
export const reasoningEfforts = ['default', 'none', 'minimal', 'low', 'medium', 'high'] as const;
export type ReasoningEffort = (typeof reasoningEfforts)[number];

/**
 * How we tell a server how much to think:
 * - `openai`: `reasoning_effort` (OpenAI, Gemini, Groq, Mistral, Fireworks, Ollama, LM Studio)
 * - `openrouter`: `reasoning: { effort }`
 * - `together`: `reasoning: { enabled: false }`, else `reasoning_effort`
 * - `template`: an argument of the chat template turns thinking off (vLLM, SGLang); else `reasoning_effort`
 * - `template-only`: arguments of the chat template for both (llama.cpp)
 * - `qwen`: `enable_thinking` and `thinking_budget` (DashScope)
 * - `deepseek`: `thinking: { type }`
 */
export type EffortDialect =
  | 'openai'
  | 'openrouter'
  | 'together'
  | 'template'
  | 'template-only'
  | 'qwen'
  | 'deepseek';

/** The choices that mean something to a server of this dialect, `default` first. */
export function effortsOf(dialect: EffortDialect): readonly ReasoningEffort[] {
  return dialect === 'deepseek' ? ['default', 'none', 'high'] : reasoningEfforts;
}

/** DashScope accepts tokens instead of words; `high` leaves the model its own limit. */
const QWEN_BUDGETS: Partial<Record<ReasoningEffort, number>> = { minimal: 512, low: 2048, medium: 8192 };

/** The fields of a chat request that ask for an effort. */
export function effortFields(dialect: EffortDialect, effort: ReasoningEffort): JsonObject {
  if (effort === 'default') return {};
  const off = effort === 'none';
  switch (dialect) {
    case 'openai':
      return { reasoning_effort: effort };
    case 'openrouter':
      return { reasoning: { effort } };
    case 'together':
      return off ? { reasoning: { enabled: false } } : { reasoning_effort: effort };
    case 'template':
      return off ? { chat_template_kwargs: { enable_thinking: false } } : { reasoning_effort: effort };
    case 'template-only':
      return {
        chat_template_kwargs: off
          ? { enable_thinking: false }
          : { enable_thinking: true, reasoning_effort: effort },
      };
    case 'qwen': {
      const budget = QWEN_BUDGETS[effort];
      return { enable_thinking: !off, ...(budget && { thinking_budget: budget }) };
    }
    case 'deepseek':
      return { thinking: { type: off ? 'disabled' : 'enabled' } };
    default:
      return assertUnreachable(dialect);
  }
}

/**
 * The fields that a role's requests have beyond those of every request: the effort's fields, overridden by the person's
 * own.
 */
export function extraFields(
  endpoint: { mode: 'native' | 'prompted'; reasoningEffort?: ReasoningEffort; extraBody?: ExtraBody },
  role: BodyRole,
  dialect: EffortDialect,
): JsonObject {
  // A text completion has no thinking to turn on or off: the transcript determines what comes next.
  const effort = endpoint.mode === 'native' ? 'default' : (endpoint.reasoningEffort ?? 'default');
  return mergeFields(effortFields(dialect, effort), endpoint.extraBody?.[role] ?? {});
}
