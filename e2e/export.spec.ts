import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

async function exported(page: Page, item: string | RegExp): Promise<{ name: string; text: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('a session is exported as its log and as its tagged transcript', async ({
  session,
  page,
  api,
  ended,
}) => {
  await session.open(ended.id);
  const log = await exported(page, /^Event log/);
  expect(log.name).toMatch(/\.jsonl$/);
  expect(log.text).toBe(await api.exported(ended.id, 'log'));
  expect(log.text.trimEnd().split('\n')).toHaveLength(ended.lastSeq + 1);

  const transcript = await exported(page, /^Tagged transcript/);
  expect(transcript.name).toMatch(/\.txt$/);
  expect(transcript.text.trim()).toBe((await api.exported(ended.id, 'transcript')).trim());
  expect(transcript.text).toMatch(/<Plan_1>[\s\S]*<execution_1\.1>[\s\S]*<Final_answer>/);

  await session.showTranscript();
  const shown = await session.transcript.locator('pre').textContent();
  expect(shown?.trim()).toBe(transcript.text.trim());
});

test('an example is exported the same way', async ({ example, page, request }) => {
  await example.open('domino-tilings');
  const log = await exported(page, /^Event log/);
  expect(log.text).toBe(await (await request.get('/traces/domino-tilings.jsonl')).text());
});
