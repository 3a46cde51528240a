import type { LanguageModelV4FinishReason } from '@ai-sdk/provider';
import { isRecord, type JsonRecord } from './json.ts';

type Unified = LanguageModelV4FinishReason['unified'];

/** The values that servers write into every chunk until the last. */
const NOT_FINISHED = new Set(
  'null none undefined nil false unspecified finish_reason_unspecified not_finished unfinished in_progress running continue'.split(
    ' ',
  ),
);

/** The first match counts; each pattern lists words that servers are known to use. */
const WORDINGS: readonly [RegExp, Unified][] = [
  // If vLLM and SGLang shut down during a reply, they finish it as `abort`.
  [/abort|cancel|interrupt|disconnect|preempt/, 'interrupted'],
  // Cohere's word for a full context.
  [/^error_limit$/, 'length'],
  // Cohere: `error_toxic`; DeepSeek: `insufficient_system_resource`; Zhipu: `network_error`.
  [
    /filter|safety|sensitive|recitation|blocklist|prohibited|spii|refusal|guardrail|moderation|toxic/,
    'content-filter',
  ],
  [/error|fail|timeout|timed_out|overload|insufficient|rate_limit/, 'error'],
  // Mistral: `model_length`; Gemini: `MAX_TOKENS`; Anthropic: `model_context_window_exceeded`; Ollama: `limit`.
  [/length|limit|max_?\w*_?tokens?|truncat|context_window|budget/, 'length'],
  [/tool|function/, 'tool-calls'],
  [/stop|^eos|^end|^done$|^complet|^finish|natural|^eot|success|^word$/, 'stop'],
];

const MAX_LENGTH = 100;
const normalised = (words: string): string =>
  words
    .slice(0, MAX_LENGTH)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** `null`: the reply ended without saying why. */
export function toFinishReason(raw: string | null): LanguageModelV4FinishReason {
  if (raw === null) return { unified: 'interrupted', raw: undefined };
  const words = normalised(raw);
  const unified = WORDINGS.find(([wording]) => wording.test(words))?.[1] ?? 'other';
  return { unified, raw };
}

const REASONS = [
  'finish_reason',
  'finishReason',
  'finish_details',
  'done_reason',
  'doneReason',
  'finish_type',
];
/** vLLM: the stop string or the token that ended the reply, neither of which is a reason; Anthropic: a reason. */
const STOP_REASONS = ['stop_reason', 'stopReason', 'stop_type'];
/** Ollama: `done`; llama.cpp: `stop`; Cohere: `is_finished`; Baidu: `is_end`. */
const FLAGS = ['done', 'stop', 'is_finished', 'isFinished', 'finished', 'is_end', 'completed'];

function reasonFrom(value: unknown): string | null {
  if (isRecord(value)) return reasonFrom(value.type ?? value.reason ?? value.finish_reason);
  if (value === true) return 'stop';
  if (typeof value === 'number') return value > 0 ? String(value) : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  return NOT_FINISHED.has(normalised(value)) ? null : value.slice(0, MAX_LENGTH);
}

/** Why a reply ended, in any form in which the first of these objects reports it; null if none does. */
export function finishReasonIn(...holders: readonly (JsonRecord | null)[]): string | null {
  const present = holders.filter((holder) => holder !== null);
  for (const holder of present) {
    for (const name of REASONS) {
      const reason = reasonFrom(holder[name]);
      if (reason !== null) return reason;
    }
  }
  for (const holder of present) {
    for (const name of STOP_REASONS) {
      const reason = reasonFrom(holder[name]);
      if (reason !== null) return toFinishReason(reason).unified === 'other' ? 'stop' : reason;
    }
    if (FLAGS.some((name) => holder[name] === true)) return 'stop';
  }
  return null;
}
