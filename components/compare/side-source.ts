import type { SessionSource } from '#components/session/session-types.ts';

/** A side is what a session page shows. */
export type SideSource = SessionSource;

const EXAMPLE = 'example:';
const SLUG = /^[a-z0-9-]+$/;

/** A side's id in an address: a session's id, or `example:slug`. Null for what can be neither. */
export function parseSideId(id: string): SessionSource | null {
  if (id === '' || id.length > 200) return null;
  if (!id.startsWith(EXAMPLE)) return { kind: 'session', id };
  const slug = id.slice(EXAMPLE.length);
  return SLUG.test(slug) ? { kind: 'example', slug } : null;
}

export const sideId = (source: SessionSource): string =>
  source.kind === 'example' ? EXAMPLE + source.slug : source.id;

/** As the session page reads it from its address. */
export interface SessionMoment {
  /** Events up to the playhead: the same on every axis. */
  readonly at?: number;
  readonly axis?: 'wall' | 'tokens';
  readonly node?: string;
}

/** The session page of a side, at a moment and with a node selected. */
export function sideHref(source: SessionSource, moment: SessionMoment = {}): string {
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
