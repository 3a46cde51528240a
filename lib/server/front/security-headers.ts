import { isApi } from './address.ts';
import { type ScriptHashes, scriptHash } from './script-hashes.ts';

export type Headers = Record<string, string>;

/** The headers that tell a browser how it may use a response. */
export interface SecurityPolicy {
  /** Whether Next should mark the page's inline scripts with a nonce: it does so in pages that it makes on request. */
  needsNonce(path: string): boolean;
  headers(path: string, status: number, nonce: string | null): Headers;
}

export interface SecurityPolicyOptions {
  /** React's development build needs eval, its hot reload needs a web socket, and we know no hashes beforehand. */
  dev: boolean;
  hashes: ScriptHashes;
  /** Our own inline scripts, which carry no nonce. */
  scripts: readonly string[];
}

const COMMON: Headers = {
  'x-content-type-options': 'nosniff',
  // Keeps session addresses out of other sites' logs.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};
const NOT_FRAMED: Headers = { 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' };
/**
 * `X-Frame-Options` has no value for "anybody". A page that isolates itself (COEP) may only frame responses with this
 * header.
 */
const FRAMED: Headers = { 'cross-origin-resource-policy': 'cross-origin' };

/**
 * The API returns data, some of it a model's text that could be a page (an exported HTML file, a drawing): if a browser
 * shows it anyway, it belongs to no origin and runs no scripts.
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
   * Everything from this server, nothing from elsewhere: model output that got past the Markdown renderer could not
   * load, run or send anything. Styles need 'unsafe-inline' because React Flow and KaTeX position elements with style
   * attributes.
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
