import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from '@playwright/test';

export interface DiskPage {
  page: Page;
  /** Console messages, exceptions, and requests for anything but the file itself. */
  faults: string[];
}

/** Opens a file from disk in a browser without a network, and returns its complaints and requests. */
export async function openFromDisk(
  browser: Browser,
  name: string,
  content: string | Buffer,
  use: (opened: DiskPage) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sprintscope-e2e-'));
  const file = path.join(folder, name);
  await writeFile(file, content);
  const url = pathToFileURL(file).href;
  const context = await browser.newContext({ offline: true });
  const faults: string[] = [];
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      faults.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (webError) => faults.push(`exception: ${webError.error().message}`));
  context.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !/^(data|blob):/.test(asked)) faults.push(`request: ${asked}`);
  });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await use({ page, faults });
  } finally {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}
