import * as z from 'zod';

const wholeReply = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({}).optional(),
        text: z.string().nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
});

/**
 * Some servers ignore `stream: true` and send one JSON object. Gives that reply as the stream it would have been, so
 * that there is one way to read; null when the value is no reply.
 */
export function streamFromWholeReply(value: unknown): string | null {
  const parsed = wholeReply.safeParse(value);
  if (!parsed.success) return null;
  const { choices, usage, ...rest } = parsed.data;
  const chunk = {
    ...rest,
    choices: choices.map(({ message, ...choice }) => ({ ...choice, ...(message && { delta: message }) })),
  };
  const events = [JSON.stringify(chunk), JSON.stringify({ ...rest, choices: [], usage }), '[DONE]'];
  return events.map((data) => `data: ${data}\n\n`).join('');
}
