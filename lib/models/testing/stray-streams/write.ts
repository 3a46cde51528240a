import type { CallPart } from '../../endpoint.ts';

/** A way in which some server sends a reply, and what must arrive. */
export interface StrayStream {
  /** The kind of habit that it resembles; docs/endpoints.md has a row for each. */
  kind: string;
  write(text: string): string;
  contentType?: string;
  /** The thinking that must arrive beside the text. Default: none. */
  thinking?: string;
  notices?: readonly string[];
  usage?: Extract<CallPart, { type: 'finish' }>['usage'];
  reason?: Extract<CallPart, { type: 'finish' }>['reason'];
}

export const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
export const events = (...values: unknown[]): string => values.map(event).join('');
export const choice = (delta: unknown, more: object = {}) => ({
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
});
export const says = (content: unknown) => choice({ content });
export const stops = { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
export const done = 'data: [DONE]\n\n';

/** In pieces of seven characters. */
export const pieces = (text: string): string[] => text.match(/[\s\S]{1,7}/g) ?? [];
export const halves = (text: string): [string, string] => [
  text.slice(0, Math.ceil(text.length / 2)),
  text.slice(Math.ceil(text.length / 2)),
];
export const said = (text: string): string => events(...pieces(text).map(says));
/** Something between the halves of the text. */
export const between =
  (middle: string) =>
  (text: string): string => {
    const [first, second] = halves(text);
    return said(first) + middle + said(second) + event(stops) + done;
  };
export const lines = (...values: unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');
export const message = (text: string, more: object = {}) => ({
  id: 'x',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: text }, ...more }],
});
