import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotationsIn } from '#lib/trace/annotation-lines.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import { parseLog } from '#lib/trace/jsonl.ts';
import { arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import { hostileText, sessionSaying } from '../testing/hostile-session.ts';
import { ABOUT_ID, DATA_MARK, LOG_ID, TITLE_MARK, writeHtmlPage } from './html-page.ts';

const player = `<!doctype html><title>${TITLE_MARK}</title><body>${DATA_MARK}<script>const mark = '${'x'}';</script></body>`;

/** What a browser finds in the element of that id: up to the first thing that ends a script element. */
function blockOf(page: string, id: string): string {
  const start = page.indexOf(`<script id="${id}"`);
  const from = page.indexOf('>', start) + 1;
  return page.slice(from, from + page.slice(from).search(/<\/script[\s/>]/i));
}

describe('a page with a log put in', () => {
  it('holds the log exactly, whatever its texts are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          arbitraryLog,
          hostileText.map((text) => sessionSaying(text)),
        ),
        (log) => {
          const parsed = parseLog(blockOf(writeHtmlPage(player, log), LOG_ID));
          expect(parsed).toEqual({ ok: true, events: log });
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds what people said behind it, whatever that is, and events are read as before', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const log = sessionSaying('How much?');
        const stamp = { type: 'annotation', madeAt: '2026-01-02T03:04:05.678Z' } as const;
        const annotations: Annotation[] = [
          { ...stamp, seq: 0, kind: 'note', place: {}, quote: text.slice(0, 400), text: text.slice(0, 4000) },
        ];
        const block = blockOf(writeHtmlPage(player, log, { annotations }), LOG_ID);
        expect(annotationsIn(block)).toEqual(annotations);
        expect(parseLog(block)).toEqual({ ok: true, events: log });
      }),
      { numRuns: 100 },
    );
  });

  it('has the elements of the player and the two blocks, and no other', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const about = { title: text, description: text, author: text };
        const page = writeHtmlPage(player, sessionSaying(text), about);
        const tags = page.match(/<[!/a-z][^<>\s]*/gi);
        expect(tags).toEqual([
          ...['<!doctype', '<title', '</title', '<body', '<script', '</script', '<script', '</script'],
          ...['<script', '</script', '</body'],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it('says what is known about the session', () => {
    const page = writeHtmlPage(player, sessionSaying('How much?'), {
      title: 'A <b>title</b> $& $1',
      author: 'Somebody',
    });
    expect(page).toContain('<title>A &lt;b&gt;title&lt;/b&gt; $&amp; $1 · Sprintscope</title>');
    expect(JSON.parse(blockOf(page, ABOUT_ID))).toMatchObject({
      title: 'A <b>title</b> $& $1',
      author: 'Somebody',
      judged: null,
    });
    const verdict = { verdict: 'equal', how: 'after \\dfrac → \\frac' } as const;
    const judged = { expected: '<b>', verdict, ruling: null };
    expect(
      JSON.parse(blockOf(writeHtmlPage(player, sessionSaying('Q?'), { judged }), ABOUT_ID)),
    ).toMatchObject({
      judged,
    });
  });

  it('is called by its question where nobody gave it a title', () => {
    expect(writeHtmlPage(player, sessionSaying('How much?'))).toContain(
      '<title>How much? · Sprintscope</title>',
    );
  });
});
