import { isApi } from './address.ts';
import { type ScriptHashes, scriptHash } from './script-hashes.ts';

export type Headers = Record<string, string>;

/** What every answer says of how it may be used. */
export interface SecurityPolicy {
  /** Whether Next should mark the scripts that stand in the page with a nonce: it does so in pages that it makes on request. */
  needsNonce(path: string): boolean;
  headers(path: string, status: number, nonce: string | null): Headers;
}

export interface SecurityPolicyOptions {
  /** React's development build needs eval, its hot reload a web socket, and nothing of it is known beforehand. */
  dev: boolean;
  hashes: ScriptHashes;
  /** Scripts of ours that stand in pages and know of no nonce. */
  scripts: readonly string[];
}

const COMMON: Headers = {
  'x-content-type-options': 'nosniff',
  // Session addresses stay out of other sites' logs.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};
const NOT_FRAMED: Headers = { 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' };
/** `X-Frame-Options` has no word for "anybody". A page that isolates itself (COEP) may only frame what says so. */
const FRAMED: Headers = { 'cross-origin-resource-policy': 'cross-origin' };

/**
 * What the API answers is data, some of it text of a model that could be a page (an exported HTML file, a drawing): if a
 * browser shows it all the same, then as nobody's page and without scripts.
 */
const API_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

export function createSecurityPolicy({ dev, hashes, scripts }: SecurityPolicyOptions): SecurityPolicy {
  const everywhere = [...scripts.map(scriptHash), ...hashes.everywhere];

  function scriptSources(path: string, nonce: string | null): string {
    if (dev) return "'self' 'unsafe-inline' 'unsafe-eval'";
    const ofPage = hashes.pages.get(path) ?? [];
    return [...new Set(["'self'", ...(nonce ? [`'nonce-${nonce}'`] : []), ...everywhere, ...ofPage])].join(
      ' ',
    );
  }

  /**
   * Everything from this server, nothing from elsewhere: model output that slipped through the Markdown renderer could load,
   * run and send nothing. Styles need 'unsafe-inline' because React Flow and KaTeX place by style attributes.
   */
  const pagePolicy = (path: string, nonce: string | null, ancestors: string): string =>
    [
      "default-src 'self'",
      `script-src ${scriptSources(path, nonce)}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      `connect-src 'self'${dev ? ' ws:' : ''}`,
      "worker-src 'self' blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${ancestors}`,
    ].join('; ');

  return {
    needsNonce: (path) => !dev && !isApi(path) && !path.startsWith('/_next/') && !hashes.pages.has(path),
    headers(path, status, nonce) {
      if (isApi(path)) return { ...COMMON, ...NOT_FRAMED, 'content-security-policy': API_POLICY };
      // The player for other sites' frames (docs/decisions/2026-11-23-embed.md), also from a disk; never a form for a token.
      if (path.startsWith('/embed/') && status !== 401)
        return {
          ...COMMON,
          ...FRAMED,
          'content-security-policy': pagePolicy(path, nonce, '* file: data:'),
        };
      return { ...COMMON, ...NOT_FRAMED, 'content-security-policy': pagePolicy(path, nonce, "'none'") };
    },
  };
}
