import type { CurationPreviewSource, SessionSource } from '#components/playback/playback-types.ts';

/** A side is what a session page shows, or the preview of a curation record. */
export type SideSource = SessionSource | CurationPreviewSource;

const EXAMPLE = 'example:';
const SLUG = /^[a-z0-9-]+$/;
const CURATION = /^curation:([\w-]+):(source|rounds)$/;

/** A side's id in an address: a session's id, `example:slug` or `curation:record:rounds`. Null for anything else. */
export function parseSideId(id: string): SideSource | null {
  if (id === '' || id.length > 200) return null;
  const preview = CURATION.exec(id);
  if (preview) {
    const [, recordId = '', side] = preview;
    return { kind: 'curation', recordId, side: side === 'source' ? 'source' : 'rounds' };
  }
  if (!id.startsWith(EXAMPLE)) return { kind: 'session', id };
  const slug = id.slice(EXAMPLE.length);
  return SLUG.test(slug) ? { kind: 'example', slug } : null;
}

export function sideId(source: SideSource): string {
  if (source.kind === 'curation') return `curation:${source.recordId}:${source.side}`;
  return source.kind === 'example' ? EXAMPLE + source.slug : source.id;
}

/** Address that shows source and rounds of a curation record side by side, without storing anything. */
export const previewHref = (recordId: string): string =>
  compareHref(`curation:${recordId}:source`, `curation:${recordId}:rounds`);

/** What the session page reads from its address. */
export interface SessionMoment {
  /** Number of events up to the playhead: the same on every axis. */
  readonly at?: number;
  readonly axis?: 'wall' | 'tokens';
  readonly node?: string;
}

/** The session page of a side, at a moment and with a node selected; for a preview the workbench of its record. */
export function sideHref(source: SideSource, moment: SessionMoment = {}): string {
  if (source.kind === 'curation') return `/curate/${encodeURIComponent(source.recordId)}`;
  const path =
    source.kind === 'example'
      ? `/examples/${encodeURIComponent(source.slug)}`
      : `/sessions/${encodeURIComponent(source.id)}`;
  const query = new URLSearchParams();
  if (moment.at !== undefined) query.set('at', String(moment.at));
  if (moment.axis) query.set('axis', moment.axis);
  if (moment.node) query.set('node', moment.node);
  return query.size > 0 ? `${path}?${query.toString().replaceAll('%3A', ':')}` : path;
}

/** The comparison of two sides. Colons stay readable. */
export const compareHref = (
  a: string,
  b: string | null,
  rest: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({ a, ...(b === null ? {} : { b }), ...rest });
  return `/compare?${query.toString().replaceAll('%3A', ':')}`;
};
