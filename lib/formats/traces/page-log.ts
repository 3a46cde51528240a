import { LOG_ID } from '../export/html-page.ts';

/** The element in which a player page holds its log; bounded, so that no page makes the search slow. */
const OPENING = new RegExp(String.raw`<script\s[^<>]{0,200}\bid="${LOG_ID}"[^<>]{0,200}>`, 'i');

/** Whether a text is a page, whoever wrote it. */
export const isPage = (text: string): boolean =>
  /^[\s\uFEFF]*<(?:!doctype\s+html|html)\b/i.test(text.slice(0, 1_000));

/** Whether a page is one of ours, with a complete log or not. */
export const isPlayerPage = (text: string): boolean => isPage(text) && OPENING.test(text);

export type PageLog =
  | { readonly ok: true; readonly log: string }
  /** `absent`: no page of ours; `empty`: the page without a session; `damaged`: the element does not end as we wrote it. */
  | { readonly ok: false; readonly why: 'absent' | 'empty' | 'damaged' };

/**
 * The log in a player page of any version: the content of its data block. We read nothing else of the page, and run
 * nothing of it. The block itself contains no `<` (its JSON escapes them), so the first one must end it.
 */
export function pageLog(text: string): PageLog {
  const opening = OPENING.exec(text);
  if (!opening) return { ok: false, why: 'absent' };
  const start = opening.index + opening[0].length;
  const end = text.indexOf('<', start);
  if (end < 0 || text.slice(end, end + 8).toLowerCase() !== '</script') return { ok: false, why: 'damaged' };
  const log = text.slice(start, end);
  return log.trim() === '' ? { ok: false, why: 'empty' } : { ok: true, log };
}
