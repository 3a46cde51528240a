// node bench/import-page.ts [FOLDER of files] [--url http://127.0.0.1:3000] [--traces 500] [--tokenizer qwen3|o200k]
// 500 trajectories of 5 MB in all through the import page in headless Chromium: chooses a folder, waits for the table,
// imports everything. Starts the production server on a fresh data folder unless --url names one. Without FOLDER half
// of the files are the recorded traces of public/traces as transcripts, with other digits in each, and half the same
// without tags.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { sourceTexts } from './source-texts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    traces: { type: 'string', default: '500' },
    tokenizer: { type: 'string', default: 'qwen3' },
  },
});
const wanted = Number(values.traces);
const port = 3296;
const base = values.url ?? `http://127.0.0.1:${port}`;
const BYTES_EACH = 10_000;

const folder = positionals[0] ?? makeFolder();
const server = values.url ? null : startServer();
await until(async () => (await fetch(`${base}/api/health`)).ok);

const browser = await chromium.launch({
  executablePath:
    process.env.CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.addInitScript((tokenizer) => {
  localStorage.setItem('sprintscope-tokenizer', tokenizer);
  const store = window as unknown as { tasks: number[]; frames: number[] };
  store.tasks = [];
  store.frames = [];
  new PerformanceObserver((list) =>
    store.tasks.push(...list.getEntries().map((entry) => entry.duration)),
  ).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now: number) => {
    store.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}, values.tokenizer);
await page.goto(`${base}/import`);
await page.getByRole('button', { name: 'Choose a folder' }).waitFor();

console.log(
  `${os.cpus()[0]?.model}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}, tokenizer ${values.tokenizer}`,
);
console.log('| what | s | frames: p95 ms | worst ms | tasks over 50 ms | longest task ms |');
console.log('| --- | --- | --- | --- | --- | --- |');
const from = performance.now();
await measure('choose the folder, until the table is there', async () => {
  await page.getByLabel('Folder to import').setInputFiles(folder);
  await page.getByRole('table', { name: 'What was found' }).waitFor();
});
const summary = await page.getByRole('heading', { name: /SPRINT|sequential/ }).textContent();
await measure('import, until the result is there', async () => {
  await page.getByRole('button', { name: /^Import [\d,]+ traces?$/ }).click();
  await page.getByRole('list', { name: 'Result' }).waitFor({ timeout: 300_000 });
});
const seconds = (performance.now() - from) / 1000;
const result = await page.getByRole('heading', { name: /imported/ }).textContent();
console.log(`\n${summary}: ${result}; ${seconds.toFixed(1)} s in all.`);

await browser.close();
server?.kill('SIGTERM');
process.exit(0);

async function measure(what: string, act: () => Promise<void>): Promise<void> {
  await page.evaluate(() => {
    const store = window as unknown as { tasks: number[]; frames: number[] };
    store.tasks = [];
    store.frames = [];
  });
  const begun = performance.now();
  await act();
  const took = (performance.now() - begun) / 1000;
  const { tasks, frames } = await page.evaluate(async () => {
    // The browser reports long tasks a moment after they ended.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100)));
    const { tasks, frames } = window as unknown as { tasks: number[]; frames: number[] };
    return { tasks, frames };
  });
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
  const longest = Math.max(0, ...tasks).toFixed(0);
  console.log(`| ${[what, took.toFixed(1), at(0.95), at(1), tasks.length, longest].join(' | ')} |`);
}

/** `sprint/N.txt` and `sequential/N.txt`, about 10 kB each. */
function makeFolder(): string {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-traces-'));
  const texts = sourceTexts().filter((text) => text.includes('<Plan_1>'));
  for (const strategy of ['sprint', 'sequential']) fs.mkdirSync(path.join(made, strategy));
  for (let index = 0; index < wanted; index++) {
    const pair = Math.floor(index / 2);
    const text = withOtherDigits(texts[pair % texts.length] ?? '', pair).replace(
      /<Question>/,
      `<Question>\nProblem ${pair + 1}.`,
    );
    const plain = text.replace(/<Question>[\s\S]*?<\/Question>/, '').replace(/<[^>]*>/g, '');
    const filler = plain.repeat(Math.max(1, Math.ceil((BYTES_EACH - text.length) / plain.length)));
    if (index % 2 === 1)
      fs.writeFileSync(
        path.join(made, 'sequential', `${pair}.txt`),
        plain + filler.slice(0, BYTES_EACH - plain.length),
      );
    else {
      const sized = text.replace(
        '<Plan_1>',
        `<Plan_1>\n${filler.slice(0, Math.max(0, BYTES_EACH - text.length))}`,
      );
      fs.writeFileSync(path.join(made, 'sprint', `${pair}.txt`), sized);
    }
  }
  return made;
}

/** Changes digits of the prose, not of the tags: the server counts no text twice, and every question is different. */
function withOtherDigits(text: string, seed: number): string {
  let place = 0;
  return text.replace(/(?<![_.\d])\d(?![_.>\d])/g, (digit) => String((Number(digit) + seed + place++) % 10));
}

function startServer() {
  const SPRINT_DATA_DIR = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-import-'));
  return spawn(process.execPath, [path.join(import.meta.dirname, '../bin/start.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port), SPRINT_DATA_DIR },
  });
}

async function until(holds: () => Promise<boolean>, timeoutMs = 300_000): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < timeoutMs; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('It did not come to pass in time');
}
