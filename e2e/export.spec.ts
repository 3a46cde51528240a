import type { Page } from '@playwright/test';
import { exportTrace } from '#lib/formats/export/export-trace.ts';
import { sessionSaying } from '#lib/formats/testing/hostile-session.ts';
import { expect, test } from './fixtures.ts';
import { ExportMenu } from './pages/export-menu.ts';
import { SessionPage } from './pages/session-page.ts';
import { openFromDisk } from './support/from-disk.ts';

const example = 'domino-tilings';

/** Each of these would set `window.ran` or request something, if it were more than text. */
const hostile = [
  '</script><script>window.ran = true</script>',
  '</text><script>window.ran = true</script>',
  '<img src=x onerror="window.ran = true">',
  '" onload="window.ran = true" x="',
  ']]><image href="https://trap.invalid/x.png"/>',
  '<!--<script>',
  '$\\href{javascript:window.ran=true}{a}$',
].join('\n\n');

const ran = (page: Page) => page.evaluate(() => 'ran' in window);

test('a session is exported as its log and as its tagged transcript', async ({
  session,
  page,
  api,
  ended,
}) => {
  const menu = new ExportMenu(page);
  await session.open(ended.id);
  const log = await menu.download(/^Event log/);
  expect(log.name).toBe(`sprintscope-${ended.id}.jsonl`);
  expect(log.text).toBe(await api.exported(ended.id, 'log'));
  expect(log.text.trimEnd().split('\n')).toHaveLength(ended.lastSeq + 1);

  const transcript = await menu.download(/^Tagged transcript/);
  expect(transcript.name).toMatch(/\.txt$/);
  expect(transcript.text.trim()).toBe((await api.exported(ended.id, 'transcript')).trim());
  expect(transcript.text).toMatch(/<Plan_1>[\s\S]*<execution_1\.1>[\s\S]*<Final_answer>/);

  await session.showTranscript();
  const shown = await session.transcript.locator('pre').textContent();
  expect(shown?.trim()).toBe(transcript.text.trim());
});

test('an example is exported the same way, in every format', async ({
  example: examplePage,
  page,
  request,
}) => {
  const menu = new ExportMenu(page);
  await examplePage.open(example);
  const log = await menu.download(/^Event log/);
  expect(log.name).toBe(`${example}.jsonl`);
  expect(log.text).toBe(await (await request.get(`/traces/${example}.jsonl`)).text());

  const report = await menu.download(/^Report/);
  expect(report.name).toBe(`${example}.md`);
  expect(report.text).toMatch(/^# /);
  expect(report.text).toMatch(/## Numbers[\s\S]*## Stages[\s\S]*## Findings[\s\S]*## Provenance/);

  const trace = await menu.download(/perfetto\.json$/);
  const { traceEvents } = JSON.parse(trace.text) as { traceEvents: { ph: string; name: string }[] };
  expect(traceEvents.some(({ ph, name }) => ph === 'X' && name === 'Plan 1')).toBe(true);
  const arrows = (ph: string) => traceEvents.filter((event) => event.ph === ph).length;
  expect(arrows('s')).toBeGreaterThan(0);
  expect(arrows('s')).toBe(arrows('f'));

  const otlp = await menu.download(/otlp\.json$/);
  expect(otlp.text).toMatch(/"name": "invoke_workflow /);
  expect(otlp.text).toMatch(/"traceId": "[0-9a-f]{32}"/);
});

test('drawings are SVG that a browser reads, and pictures of twice their size', async ({
  example: examplePage,
  page,
  browser,
}) => {
  const menu = new ExportMenu(page);
  await examplePage.open(example);
  for (const drawing of ['graph', 'timeline']) {
    const svg = await menu.download(new RegExp(`${drawing}\\.svg$`));
    const png = await menu.download(new RegExp(`${drawing}\\.png$`));
    expect(png.content.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    await openFromDisk(browser, svg.name, svg.content, async ({ page: shown, faults }) => {
      const size = await shown.evaluate(() => {
        const { documentElement: root } = document;
        return {
          name: root.localName,
          width: Number(root.getAttribute('width')),
          height: Number(root.getAttribute('height')),
        };
      });
      expect(size.name).toBe('svg');
      await expect(shown.locator('text').filter({ hasText: 'Plan 1' }).first()).toBeVisible();
      expect(faults).toEqual([]);
      // Width and height have fixed positions in a PNG's first block.
      expect([png.content.readUInt32BE(16), png.content.readUInt32BE(20)]).toEqual([
        size.width * 2,
        size.height * 2,
      ]);
    });
  }
});

test('the HTML file plays from the disk without a network', async ({ session, page, browser, ended }) => {
  // Two browsers draw a whole session each.
  test.slow();
  await session.open(ended.id);
  const html = await new ExportMenu(page).download(/^Player page/);
  expect(html.name).toBe(`sprintscope-${ended.id}.html`);
  expect(html.content.length).toBeLessThan(4_000_000);

  await openFromDisk(browser, html.name, html.content, async ({ page: file, faults }) => {
    const player = new SessionPage(file);
    await expect(player.node('Final answer')).toBeVisible();
    const { of } = await player.transport.events();
    expect(of).toBe(ended.lastSeq + 1);

    await player.transport.step('To the start').click();
    expect((await player.transport.events()).at).toBe(1);
    await expect(player.node('Plan 1')).toHaveCount(0);
    await player.transport.play.click();
    await expect(player.node('Plan 1')).toBeVisible();
    await expect.poll(async () => (await player.transport.events()).at).toBe(of);

    await player.transport.pressAt(0.3);
    const { at } = await player.transport.events();
    expect(at).toBeGreaterThan(1);
    expect(at).toBeLessThan(of);
    await player.choose('Plan 1');
    await expect(player.inspector.content).not.toBeEmpty();
    await player.showTranscript();
    await expect(player.transcript).toContainText('<Plan_1>');

    const again = await new ExportMenu(file).download(/^Event log/);
    expect(again.text.trimEnd().split('\n')).toHaveLength(of);
    expect(faults).toEqual([]);
  });
});

test('in no export does a text run or fetch anything', async ({ request, browser }) => {
  const page = await (await request.get('/api/player')).text();
  for (const [id, name] of [
    ['graph-svg', 'graph.svg'],
    ['timeline-svg', 'timeline.svg'],
    ['html', 'session.html'],
  ] as const) {
    const options = { title: hostile, player: async () => page };
    const content = await exportTrace(id, sessionSaying(hostile), options);
    await openFromDisk(browser, name, content, async ({ page: shown, faults }) => {
      await expect
        .poll(() => shown.evaluate(() => document.documentElement.textContent))
        .toContain('window.ran');
      if (id === 'html') {
        const player = new SessionPage(shown);
        for (const piece of ['Question', 'Plan 1', 'Execution 1.1', 'Final answer'])
          await player.choose(piece);
        await player.showTranscript();
        await expect(player.transcript).toContainText('window.ran');
      }
      expect(await ran(shown)).toBe(false);
      expect(faults).toEqual([]);
    });
  }
});

test('what the API answers as HTML or SVG is a file, and nobody’s page', async ({ request, ended }) => {
  for (const format of ['html', 'graph-svg', 'markdown']) {
    const headers = (await request.get(`/api/sessions/${ended.id}/export?format=${format}`)).headers();
    expect(headers['content-disposition']).toMatch(/^attachment;/);
    expect(headers['content-security-policy']).toMatch(/^sandbox;/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  const refused = await request.get(`/api/sessions/${ended.id}/export?format=pdf`);
  expect(refused.status()).toBe(400);
  expect(await refused.text()).toContain('chrome-trace');
});

test('a running session is exported as far as it is', async ({ session, page, api }) => {
  const id = await api.start({ tokensPerSecond: 30 });
  await session.open(id);
  await expect(session.node('Plan 1')).toBeVisible();
  const log = await new ExportMenu(page).download(/^Event log/);
  expect(log.text).toMatch(/^\{"seq":0.*"session-start"/);
  expect(log.text).not.toContain('"session-end"');
  const report = await new ExportMenu(page).download(/^Report/);
  expect(report.text).toContain('while it ran');
});
