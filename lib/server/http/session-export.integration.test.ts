import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exportFormats } from '#lib/formats/export/export-formats.ts';
import { DATA_MARK, pageFrame, TITLE_MARK } from '#lib/formats/export/html-page.ts';
import { traceEventSchema } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { ScriptedRun } from '../testing/scripted-run.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

// npm start builds it, the tests do not.
vi.mock('../player-page.ts', () => {
  const page = `<!doctype html><title>${TITLE_MARK}</title>${DATA_MARK}`;
  const frame = pageFrame(page).map((part) => new TextEncoder().encode(part));
  return { readPlayerPage: async () => page, readPlayerFrame: async () => frame };
});

let test: TestServer;
let id: string;
let run: ScriptedRun;
beforeEach(async () => {
  test = await startTestServer();
  const created = await test.send('POST', '/api/sessions', { question: 'Use 3, 5, 7 to make 22' });
  id = ((await created.json()) as { id: string }).id;
  run = await test.runs.next();
});
afterEach(() => test.close());

async function endRun() {
  run.end();
  await (await test.fetch(`/api/sessions/${id}/events`)).text();
}

describe('GET /api/sessions/:id/export', () => {
  it('log: one event a line, exactly those of the event stream', async () => {
    run.write(2500, 'deltas over several pages ');
    const events = test.fetch(`/api/sessions/${id}/events`).then((response) => response.text());
    await endRun();
    const response = await test.fetch(`/api/sessions/${id}/export?format=log`);
    expect(response.headers.get('content-type')).toBe('text/jsonl; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(`sprintscope-${id}.jsonl`);
    const text = await response.text();
    const data = (await events).match(/^data: .*$/gm) ?? [];
    expect(text).toBe(data.map((line) => `${line.slice(6)}\n`).join(''));
    const state = foldEvents(
      text
        .trim()
        .split('\n')
        .map((line) => traceEventSchema.parse(JSON.parse(line))),
    );
    expect(state).toMatchObject({ status: 'done', lastSeq: 2503 });
  });

  it('is the default format, of a type that Next compresses', async () => {
    await endRun();
    const response = await test.fetch(`/api/sessions/${id}/export`);
    // Next compresses `text/…` and drops our own content-encoding.
    expect(response.headers.get('content-type')).toMatch(/^text\//);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toContain('session-end');
  });

  it('an ended log is not sent twice to a client that keeps it', async () => {
    await endRun();
    const first = await test.fetch(`/api/sessions/${id}/export`);
    await first.text();
    const again = await test.fetch(`/api/sessions/${id}/export`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  it('transcript: the tagged text', async () => {
    run.write(1, 'It is \\boxed{22}');
    await endRun();
    const response = await test.fetch(`/api/sessions/${id}/export?format=transcript`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const text = await response.text();
    expect(text).toContain('Use 3, 5, 7 to make 22');
    expect(text).toMatch(/<Final_answer>\s*It is \\boxed\{22\}\s*<\/Final_answer>/);
  });

  it('transcript: thinking in <think>, or left out', async () => {
    const stream = { stream: 'answer', attempt: 1 } as const;
    run.emit({ type: 'answer-delta', ...stream, channel: 'thinking', text: 'Which pairs?' });
    run.write(1, 'It is \\boxed{22}');
    await endRun();
    const transcript = async (query: string) =>
      (await test.fetch(`/api/sessions/${id}/export?format=transcript${query}`)).text();
    const thinking = '<think>\nWhich pairs?\n</think>\n\n';
    expect(await transcript('')).toContain(`<Final_answer>\n${thinking}It is`);
    expect(await transcript('&thinking=1')).toBe(await transcript(''));
    expect(await transcript('&thinking=0')).toBe((await transcript('')).replace(thinking, ''));
    expect(JSON.parse(await transcript('&thinking=no'))).toMatchObject({ errors: [{ path: 'thinking' }] });
  });

  it('of a running session gives what is stored so far', async () => {
    const response = await test.fetch(`/api/sessions/${id}/export`);
    expect(await response.text()).toMatch(/^\{"seq":0.*"session-start"/);
  });

  it.each(exportFormats)(
    '$id: a file of its own kind, which no browser takes for a page of ours',
    async (format) => {
      run.write(1, '<script>window.ran = true</script> \\boxed{22}');
      await endRun();
      const response = await test.fetch(`/api/sessions/${id}/export?format=${format.id}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(format.contentType);
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="sprintscope-${id}.${format.extension}"`,
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      if (format.id !== 'log') expect(response.headers.get('content-security-policy')).toMatch(/^sandbox;/);
      expect(await response.text()).toContain('22');
    },
  );

  it('the title that a person gave stands in the report', async () => {
    await endRun();
    await test.send('PATCH', `/api/sessions/${id}`, { title: 'My best run' });
    const report = await (await test.fetch(`/api/sessions/${id}/export?format=markdown`)).text();
    expect(report).toMatch(/^# My best run\n/);
  });

  it('drawings come in the theme and the axis asked for; another is refused, and those that are there named', async () => {
    await endRun();
    const drawing = (query: string) => test.fetch(`/api/sessions/${id}/export?format=timeline-svg&${query}`);
    expect(await (await drawing('theme=dark&axis=tokens')).text()).toMatch(/axis in tokens/);
    expect(await (await drawing('theme=light')).text()).not.toBe(await (await drawing('theme=dark')).text());
    expect(await (await drawing('theme=pink')).json()).toMatchObject({
      status: 400,
      detail: expect.stringContaining('light, dark'),
      errors: [{ path: 'theme' }],
    });
  });

  it('GET /api/player: the page without a log, as text', async () => {
    const response = await test.fetch('/api/player');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toContain(DATA_MARK);
  });

  it('lists the formats when asked for another', async () => {
    for (const format of ['pdf', 'toString', ''])
      expect(await (await test.fetch(`/api/sessions/${id}/export?format=${format}`)).json()).toMatchObject({
        status: 400,
        detail: expect.stringContaining(exportFormats.map((one) => one.id).join(', ')),
        errors: [{ path: 'format' }],
      });
  });
});
