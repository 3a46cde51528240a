import { describe, expect, it } from 'vitest';
import { ABOUT_ID, LOG_ID } from '#lib/formats/export/html-page.ts';
import { writeLog } from '#lib/trace/jsonl.ts';
import { sessionStart, stampLog } from '#lib/trace/testing/log-builder.ts';
import { readPage } from './read-page.ts';

const pageWith = (texts: Readonly<Record<string, string>>) => ({
  getElementById: (id: string) => (id in texts ? ({ textContent: texts[id] } as HTMLElement) : null),
});
const log = stampLog([sessionStart()]);

describe('what a player page carries', () => {
  it('its log and what is said about it', () => {
    const about = { name: 'a', title: 'Six sevens', description: null, author: 'Somebody' };
    const page = readPage(pageWith({ [LOG_ID]: writeLog(log), [ABOUT_ID]: JSON.stringify(about) }));
    expect(page).toEqual({
      ok: true,
      source: {
        kind: 'embedded',
        annotations: [],
        name: 'a',
        events: log,
        about: { title: 'Six sevens', description: null, author: 'Somebody' },
      },
    });
  });

  it('whether its answer is right, where the page says so and it can be read', () => {
    const judged = { expected: '8', verdict: { verdict: 'equal', how: 'the same number' }, ruling: null };
    const about = { name: 'a', title: null, description: null, author: null };
    const read = (more: object) =>
      readPage(pageWith({ [LOG_ID]: writeLog(log), [ABOUT_ID]: JSON.stringify({ ...about, ...more }) }));
    expect(read({ judged })).toMatchObject({ source: { about: { judged } } });
    expect(read({ judged: { verdict: 'maybe' } })).toMatchObject({
      ok: true,
      source: { about: { title: null } },
    });
  });

  it('a log alone is enough', () => {
    for (const about of ['', '{', '[]', '{"title":7}'])
      expect(readPage(pageWith({ [LOG_ID]: writeLog(log), [ABOUT_ID]: about }))).toMatchObject({
        ok: true,
        source: { name: 'sprintscope', about: { title: null } },
      });
  });

  it('a damaged log says where', () => {
    expect(readPage(pageWith({ [LOG_ID]: `${writeLog(log)}{"seq":` }))).toMatchObject({
      ok: false,
      message: expect.stringContaining('Line 2'),
    });
    expect(readPage(pageWith({}))).toMatchObject({ ok: false });
  });
});
