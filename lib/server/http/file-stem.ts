import type { SessionRecord } from '#lib/contract/session.ts';

const LONGEST = 60;

/**
 * A session's name as a file name, without extension: letters and digits of its title, its file or its question, then
 * its id, which makes it unique. Safe on every system and in every archive: no dots, slashes or reserved names.
 */
export function fileStem({
  id,
  title,
  sourceName,
  question,
}: Pick<SessionRecord, 'id' | 'title' | 'sourceName' | 'question'>): string {
  const fileName = sourceName
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.\w{1,5}(?=#|$)/, '');
  const words = (title ?? fileName ?? question)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_]+/gu, '-')
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/[^\p{L}\p{N}_-]/gu, '')
    .replace(/^-+|-+$/g, '');
  return words === '' ? id : `${words}-${id}`;
}
