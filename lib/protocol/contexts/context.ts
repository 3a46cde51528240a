import { estimateTokens } from '#lib/trace/estimate.ts';

/** The content of one call, in parts coloured by origin; the exact bytes are their concatenation. */
export interface ContextPart {
  readonly origin:
    | 'instructions'
    | 'question'
    | 'plan'
    | 'prompt'
    | 'execution'
    | 'answer'
    /** Only in transcripts: we never send one call's thinking to another. */
    | 'thinking'
    | 'thought'
    | 'tag'
    | 'reminder';
  readonly stage?: number;
  readonly index?: number;
  readonly text: string;
}

/** One message of a chat, or the whole prompt of a text completion. */
export interface ContextMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly parts: readonly ContextPart[];
}

export type Context =
  | { readonly kind: 'completion'; readonly parts: readonly ContextPart[] }
  | { readonly kind: 'chat'; readonly messages: readonly ContextMessage[] };

export const partsText = (parts: readonly ContextPart[]): string => parts.map((part) => part.text).join('');

/** The words that we send, without the JSON around a chat: the basis of length estimates. */
export const contextWords = (context: Context): string =>
  context.kind === 'completion'
    ? partsText(context.parts)
    : context.messages.map(({ parts }) => partsText(parts)).join('\n');

/** The exact bytes that `contextSha256` hashes: the prompt itself, or the messages as JSON `[{"role","content"}]`. */
export function contextText(context: Context): string {
  switch (context.kind) {
    case 'completion':
      return partsText(context.parts);
    case 'chat':
      return JSON.stringify(context.messages.map(({ role, parts }) => ({ role, content: partsText(parts) })));
  }
}

/** Added to an estimated context: chat templates and role headers that the server puts around it. */
const TEMPLATE_TOKENS = 32;

/** Our estimate is for Qwen's tokenizer; another model's may need this much more for the same text. */
const ESTIMATE_MARGIN = 1.15;

/** Most tokens that a context takes at the endpoint; estimated, because counting exactly would delay every fork. */
export function contextTokensAtMost(text: string): number {
  return Math.ceil(estimateTokens(text) * ESTIMATE_MARGIN) + TEMPLATE_TOKENS;
}
