import type { SessionSource } from '#components/playback/playback-types.ts';

/** The page that another site may frame. */
export function embedPath(source: SessionSource): string {
  return source.kind === 'example'
    ? `/embed/examples/${encodeURIComponent(source.slug)}`
    : `/embed/sessions/${encodeURIComponent(source.id)}`;
}

/** The page of the app that an embedded one leads to. */
export function pagePath(source: SessionSource): string {
  return source.kind === 'example'
    ? `/examples/${encodeURIComponent(source.slug)}`
    : `/sessions/${encodeURIComponent(source.id)}`;
}

const attribute = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? mark,
  );

/** HTML to paste into another page; `search` as in an address, with its question mark. */
export function embedSnippet(origin: string, source: SessionSource, search: string, title: string): string {
  const url = `${origin}${embedPath(source)}${search}`;
  return `<iframe src="${attribute(url)}" title="${attribute(title)}" width="600" height="400" style="border:0" loading="lazy"></iframe>`;
}
