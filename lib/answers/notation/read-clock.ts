import type { Answer } from './answer.ts';
import { readWholeTerm } from './read-term.ts';
import { partsAt } from './structure.ts';
import { isToken, type Token } from './token.ts';

/** `5:45 PM`, `9 a.m.`; `7:4` is a ratio. Null for anything else. */
export function readClock(tokens: readonly Token[]): Answer | null {
  const last = tokens.at(-1);
  const half = last?.kind === 'word' && /^[ap]m$/.test(last.text) ? (last.text as 'am' | 'pm') : null;
  const rest = half ? tokens.slice(0, -1) : tokens;
  const parts = partsAt(rest, ({ kind }) => kind === 'colon');
  if (parts.length < 2 && !half) return null;
  const [hour, minute] = parts.map(([only, ...more]) =>
    more.length === 0 && isToken(only, 'number') ? only : null,
  );
  const isTime =
    hour &&
    parts.length <= 2 &&
    Number(hour.text) <= 24 &&
    (parts.length === 1 || /^[0-5]\d$/.test(minute?.text ?? ''));
  if (isTime && /^\d+$/.test(hour.text)) {
    const text = rest.map((token) => token.text).join('');
    const shown = Number(hour.text) % (half ? 12 : 24);
    const minutes = (shown + (half === 'pm' ? 12 : 0)) * 60 + Number(minute?.text ?? 0);
    return { kind: 'clock', minutes, half, text };
  }
  if (half) return null;
  return ratioOf(parts);
}

/** `5 to 3` */
export function readRatioInWords(tokens: readonly Token[]): Answer | null {
  const parts = partsAt(tokens, ({ kind, text }) => kind === 'word' && text === 'to');
  const areNumbers = parts.every(([only, ...more]) => more.length === 0 && isToken(only, 'number'));
  return parts.length > 1 && areNumbers ? ratioOf(parts) : null;
}

function ratioOf(parts: readonly (readonly Token[])[]): Answer | null {
  const terms = parts.map((part) => readWholeTerm(part));
  return terms.every((term) => term !== null) ? { kind: 'ratio', parts: terms } : null;
}
