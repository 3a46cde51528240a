import * as fc from 'fast-check';
import type { TraceEvent } from '#lib/trace/events.ts';
import { sessionStart, stampLog, tokensOf } from '#lib/trace/testing/log-builder.ts';

/** Pieces of text that end, open or mean something in one of the export formats of a session. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      '```',
      '````\n',
      '~~~\n',
      '`',
      '\n# Heading\n',
      '\n---\n',
      '\n| a | b |\n',
      '|',
      '<script>window.ran = true</script>',
      '</script>',
      '<!--',
      '-->',
      ']]>',
      '<img src=x onerror="window.ran = true">',
      '</text><foreignObject>',
      '"',
      "'",
      '&amp;',
      '&lt;',
      '[a](javascript:alert(1))',
      '![i](https://trap.invalid/i.png)',
      'https://trap.invalid',
      '\\frac{1}{2}',
      '$& $1 $`',
      '\u0000',
      '\u001b[31m',
      '\u2028',
      '\u202e',
      '\ud800',
      '\ufffe',
      '\r\n',
      '\t',
      'word ',
      '数学',
      '😀',
      'a'.repeat(80),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

/** A session with the same text in every place for text, including a failed attempt and a remark. */
export function sessionSaying(
  text: string,
  overrides: Parameters<typeof sessionStart>[0] = {},
): TraceEvent[] {
  const model = { endpointName: text, model: text, ruleBased: false, mode: 'native' as const };
  const error = { type: text || 'none', message: text };
  return stampLog([
    sessionStart({
      question: text,
      tokenizer: text,
      models: { planner: model, executor: model },
      origin: { kind: 'imported', author: text },
      ...overrides,
    }),
    { type: 'stage-start', stage: 1 },
    { type: 'plan-start', stream: 'plan:1', attempt: 1, requestedAt: 0 },
    { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'thinking', text },
    { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text: `${text}|` },
    { type: 'prompt-start', stage: 1, index: 1, offset: text.length + 1, written: text },
    { type: 'plan-delta', stream: 'plan:1', attempt: 1, channel: 'text', text },
    {
      type: 'prompt-end',
      stage: 1,
      index: 1,
      offset: 2 * text.length + 1,
      tokens: 5,
      tokensWithTags: 9,
    },
    {
      type: 'plan-end',
      stream: 'plan:1',
      attempt: 1,
      status: 'done',
      finishReason: text,
      tokens: tokensOf(9),
    },
    { type: 'execution-start', stream: 'execution:1.1', attempt: 1, requestedAt: 60 },
    { type: 'execution-delta', stream: 'execution:1.1', attempt: 1, channel: 'text', text },
    { type: 'attempt-failed', stream: 'execution:1.1', attempt: 1, error },
    { type: 'execution-start', stream: 'execution:1.1', attempt: 2, requestedAt: 90 },
    { type: 'execution-delta', stream: 'execution:1.1', attempt: 2, channel: 'text', text },
    {
      type: 'execution-end',
      stream: 'execution:1.1',
      attempt: 2,
      status: 'failed',
      error,
      tokens: tokensOf(7),
    },
    { type: 'stage-end', stage: 1, status: 'done' },
    {
      type: 'diagnostic',
      code: text || 'code',
      severity: 'warning',
      place: { stream: 'plan:1' },
      explanation: text,
    },
    { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 150 },
    { type: 'answer-delta', stream: 'answer', attempt: 1, channel: 'text', text: `${text} \\boxed{${text}}` },
    { type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(4) },
    { type: 'session-end', status: 'done' },
  ]);
}
