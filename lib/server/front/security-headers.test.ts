import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inlineScriptHashes } from './script-hashes.ts';
import { createSecurityPolicy } from './security-headers.ts';

const hashes = { pages: new Map([['/library', ["'sha256-library'"]]]), everywhere: ["'sha256-notfound'"] };
const policy = createSecurityPolicy({ dev: false, hashes, scripts: ['theme()'] });
const csp = (path: string, status = 200, nonce: string | null = null) =>
  policy.headers(path, status, nonce)['content-security-policy'] ?? '';
const scripts = (path: string, nonce: string | null = null) =>
  /script-src ([^;]*)/.exec(csp(path, 200, nonce))?.[1]?.split(' ') ?? [];

describe('scripts that stand in pages', () => {
  it('run by hash where a page was made at build time, by nonce where it is made on request', () => {
    const theme = `'sha256-${createHash('sha256').update('theme()').digest('base64')}'`;
    expect(policy.needsNonce('/library')).toBe(false);
    expect(scripts('/library')).toEqual(["'self'", theme, "'sha256-notfound'", "'sha256-library'"]);
    expect(policy.needsNonce('/sessions/x')).toBe(true);
    expect(scripts('/sessions/x', 'abc')).toEqual(["'self'", "'nonce-abc'", theme, "'sha256-notfound'"]);
    for (const path of ['/', '/library', '/sessions/x', '/embed/sessions/x'])
      expect(csp(path).split('style-src')[0]).not.toContain('unsafe');
  });

  it('are found whatever their attributes, those from files left out', () => {
    const html =
      '<script>a()</script><script src="/x.js" async=""></script><SCRIPT id="_R_">b("<p>")</script><script>a()</script>';
    expect(inlineScriptHashes(html)).toEqual(
      ['a()', 'b("<p>")'].map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`),
    );
  });
});

describe('frames', () => {
  it('may hold the embedded player, and nothing else, not even its sign-in', () => {
    expect(csp('/embed/sessions/x')).toContain('frame-ancestors * file: data:');
    expect(policy.headers('/embed/sessions/x', 200, null)['x-frame-options']).toBeUndefined();
    for (const [path, status] of [
      ['/embed/sessions/x', 401],
      ['/', 200],
      ['/embedded', 200],
      ['/api/health', 200],
    ] as const) {
      expect(csp(path, status), path).toContain("frame-ancestors 'none'");
      expect(policy.headers(path, status, null)['x-frame-options']).toBe('DENY');
    }
  });
});

it('what the API answers is nobody’s page', () => {
  expect(csp('/api/sessions/x/export')).toMatch(/^sandbox; default-src 'none'/);
  expect(policy.needsNonce('/api/sessions')).toBe(false);
});
