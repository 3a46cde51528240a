import { isIP } from 'node:net';
import { HttpProblem } from './problem.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The names to which this server answers. */
export interface HostPolicy {
  /** Names in lower case, with a port, or without one to allow any port. */
  readonly names: ReadonlySet<string>;
  /**
   * The names that the owner listed. Only these count as our origins whatever the Host, since they are a proxy's outer
   * names.
   */
  readonly listed: ReadonlySet<string>;
  /** True when listening on every interface: any IP address is fine, since DNS rebinding needs a name. */
  readonly anyAddress: boolean;
}

/** Always the loopback names; also `HOST` and the comma-separated `SPRINT_ALLOWED_HOSTS`. */
export function hostPolicy(env: Record<string, string | undefined>): HostPolicy {
  const listen = env.HOST?.trim().toLowerCase() ?? '';
  const anyAddress = listen === '0.0.0.0' || listen === '::' || listen === '[::]';
  const entries = (env.SPRINT_ALLOWED_HOSTS ?? '').split(',').map((name) => name.trim().toLowerCase());
  const listed = new Set(entries.filter((name) => name !== ''));
  const names = new Set(listed);
  if (listen && !anyAddress) names.add(isIP(listen) === 6 ? `[${listen}]` : listen);
  return { names, listed, anyAddress };
}

/**
 * `host` or `host:port` as in a Host header, parsed by the URL parser so that no spelling gets past us; null if it is
 * neither.
 */
function parseHost(host: string): { name: string; withPort: string } | null {
  if (!/^[\w.\-:[\]]+$/.test(host)) return null;
  try {
    const url = new URL(`http://${host}`);
    return { name: url.hostname, withPort: url.host };
  } catch {
    return null;
  }
}

function isAllowed(host: string, policy: HostPolicy): boolean {
  const parsed = parseHost(host);
  if (!parsed) return false;
  const { name, withPort } = parsed;
  if (LOOPBACK.has(name) || policy.names.has(name) || policy.names.has(withPort)) return true;
  return policy.anyAddress && isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** What the guard reads of a request, a web request or node's. */
export interface GuardedRequest {
  method: string;
  headers: { get(name: string): string | null };
}

/** Throws HttpProblem 421 unless the request names this server. */
export function guardHost(request: GuardedRequest, policy: HostPolicy): string {
  const host = request.headers.get('host') ?? '';
  if (isAllowed(host, policy)) return host;
  throw new HttpProblem(
    421,
    'foreign-host',
    `This server does not answer to the name "${host.slice(0, 100)}". If it is yours, list it in SPRINT_ALLOWED_HOSTS.`,
  );
}

/**
 * Throws HttpProblem unless the request was meant for this server and comes from its own pages. DNS rebinding reads a
 * local server with a foreign Host, and another site writes to it with a foreign Origin; a browser cannot forge either.
 * Programs send no Origin and pass. Another port of the same machine is another origin: the server there is not ours.
 */
export function guardRequest(request: GuardedRequest, policy: HostPolicy): void {
  const host = guardHost(request, policy);
  const origin = request.headers.get('origin');
  if (origin !== null && !isOwnOrigin(origin, host, policy))
    throw new HttpProblem(403, 'foreign-origin', 'Requests from pages of other sites are refused.');
  const site = request.headers.get('sec-fetch-site');
  if (!SAFE_METHODS.has(request.method) && origin === null && site !== null && !OWN_SITES.has(site))
    throw new HttpProblem(403, 'foreign-origin', 'Requests from pages of other sites are refused.');
}

const OWN_SITES = new Set(['same-origin', 'none']);

function isOwnOrigin(origin: string, host: string, policy: HostPolicy): boolean {
  const match = /^https?:\/\/(.+)$/i.exec(origin);
  const from = match?.[1] ? parseHost(match[1]) : null;
  if (!from) return false;
  // A reverse proxy may rewrite Host; its owner then lists the outer name.
  return (
    from.withPort === parseHost(host)?.withPort ||
    policy.listed.has(from.withPort) ||
    policy.listed.has(from.name)
  );
}
