import { describe, expect, it } from 'vitest';
import { embedSnippet, pagePath } from './embed-snippet.ts';

describe('the code to paste', () => {
  it('frames the embed page of a session or an example, at a moment', () => {
    const origin = 'http://127.0.0.1:3000';
    expect(embedSnippet(origin, { kind: 'session', id: 'abc123' }, '?at=12&axis=tokens', 'How much?')).toBe(
      '<iframe src="http://127.0.0.1:3000/embed/sessions/abc123?at=12&amp;axis=tokens" title="How much?" width="600" height="400" style="border:0" loading="lazy"></iframe>',
    );
    expect(embedSnippet(origin, { kind: 'example', slug: 'fell-race' }, '', 'x')).toContain(
      'src="http://127.0.0.1:3000/embed/examples/fell-race"',
    );
  });

  it('no title ends its attribute', () => {
    const snippet = embedSnippet(
      'http://h',
      { kind: 'session', id: 'a"b' },
      '',
      '"><script>alert(1)</script>',
    );
    expect(snippet.match(/<[a-z/]+/g)).toEqual(['<iframe', '</iframe']);
    expect(snippet.match(/"/g)).toHaveLength(12);
  });

  it('leads to the same session in the app', () => {
    expect(pagePath({ kind: 'session', id: 'abc' })).toBe('/sessions/abc');
    expect(pagePath({ kind: 'example', slug: 'fell-race' })).toBe('/examples/fell-race');
  });
});
