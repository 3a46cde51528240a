// node bench/library.ts [--url http://127.0.0.1:3000] [--traces 2000] Long tasks of the library page in headless
// Chromium while it scrolls, searches, filters, sorts and charts 2,000 traces. Starts the production server on a fresh
// data folder unless --url names one that runs; adds no traces to one that has as many already.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { generateTraces } from './generated-traces.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, traces: { type: 'string', default: '2000' } },
});
const wanted = Number(values.traces);
const port = 3297;
const base = values.url ?? `http://127.0.0.1:${port}`;
/** The most traces that one call of the API accepts. */
const BATCH = 100;

const server = values.url ? null : startServer();
await until(async () => (await fetch(`${base}/api/health`)).ok);
await fill();

const browser = await chromium.launch({
  executablePath:
    process.env.CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
console.log(
  `${wanted} traces, ${os.cpus()[0]?.model}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}`,
);
console.log('| what | s | tasks over 50 ms | longest task ms | longest task, processor time ms |');
console.log('| --- | --- | --- | --- | --- |');

await measure('open, until all rows are there', async () => {
  await page.goto(`${base}/library`);
  await page
    .getByRole('status')
    .filter({ hasText: `${wanted.toLocaleString('en-US')} traces` })
    .waitFor();
});
await settle(page);
await measure('scroll through all rows by the wheel', async () => {
  await page.mouse.move(700, 700);
  let last = -1;
  for (;;) {
    for (let step = 0; step < 10; step++) await page.mouse.wheel(0, 400);
    await settle(page);
    const top = await page.evaluate(() => Math.round(window.scrollY));
    if (top === last) break;
    last = top;
  }
});
await measure('jump to the middle, the end, the start', async () => {
  for (const share of [0.5, 1, 0.25, 0]) {
    await page.evaluate((at) => window.scrollTo(0, document.body.scrollHeight * at), share);
    await settle(page);
  }
});
await measure('search, letter by letter, then back', async () => {
  const search = page.getByRole('searchbox', { name: 'Search traces' });
  await search.pressSequentially('problem 17 numbers divisible', { delay: 30 });
  await settle(page);
  for (let at = 0; at < 28; at++) await search.press('Backspace', { delay: 10 });
  await settle(page);
});
await measure('filter by strategy, tag, findings, answer and back', async () => {
  for (const [name, choices] of [
    ['Strategy', ['sprint', 'sequential', '']],
    ['Tag', ['to check', '']],
    ['Doctor’s findings', ['note', 'none', '']],
    ['Answer', ['wrong', 'right', '']],
  ] as const)
    for (const value of choices) {
      await page.getByRole('combobox', { name, exact: true }).selectOption(value);
      await settle(page);
    }
});
await measure('sort by every heading, both ways', async () => {
  for (const heading of await page.getByRole('columnheader').getByRole('button').all()) {
    await heading.click();
    await settle(page);
    await heading.click();
    await settle(page);
  }
});
await measure('select all, let go', async () => {
  const all = page.getByRole('checkbox', { name: 'Select all that are shown' });
  await all.check();
  await settle(page);
  await all.uncheck();
  await settle(page);
});
await measure('charts: stages, pairs, every definition', async () => {
  const charts = page.getByRole('group', { name: 'Chart' });
  await charts.getByRole('radio', { name: 'Stages' }).check();
  await settle(page);
  await charts.getByRole('radio', { name: 'Pairs' }).check();
  await settle(page);
  for (const definition of ['paper', 'barrier', 'with-tags', 'authors']) {
    await page.getByRole('combobox', { name: 'Definition of sequential tokens' }).selectOption(definition);
    await settle(page);
  }
});
await measure('pointer over the points of the pairs', async () => {
  for (let left = 120; left < 960; left += 12) await page.mouse.move(left, 340 + ((left * 7) % 100));
  await settle(page);
});

await browser.close();
server?.kill('SIGTERM');
process.exit(0);

/** `dur`, `tdur`: wall and processor time in µs. */
interface TraceRecord {
  name: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/**
 * Tasks of the page's main thread from the browser's own trace: on a shared machine, a task's processor time shows its
 * cost, and its wall time how long the page stopped in this run.
 */
async function measure(what: string, act: () => Promise<void>): Promise<void> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const from = performance.now();
  await act();
  const seconds = (performance.now() - from) / 1000;
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceRecord[] };
  const main = new Set(
    trace.traceEvents.flatMap(({ name, args, pid, tid }) =>
      name === 'thread_name' && args?.name === 'CrRendererMain' ? [`${pid}.${tid}`] : [],
    ),
  );
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid }) => name === 'ThreadControllerImpl::RunTask' && main.has(`${pid}.${tid}`),
  );
  if (tasks.length === 0) throw new Error('The browser traced no task');
  const wallMs = tasks.map(({ dur }) => (dur ?? 0) / 1000);
  const processorMs = tasks.map(({ tdur }) => (tdur ?? 0) / 1000);
  const longest = (values: readonly number[]) =>
    values.reduce((most, value) => Math.max(most, value), 0).toFixed(0);
  const over = wallMs.filter((value) => value > 50).length;
  console.log(`| ${[what, seconds.toFixed(1), over, longest(wallMs), longest(processorMs)].join(' | ')} |`);
}

/** Waits until the browser has drawn and is idle. */
async function settle(of: Page): Promise<void> {
  await of.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestIdleCallback(() => requestAnimationFrame(() => resolve()))),
      ),
  );
}

async function fill(): Promise<void> {
  const { total } = (await (await fetch(`${base}/api/library?limit=1`)).json()) as { total: number };
  const traces = generateTraces(Math.ceil(wanted / 2))
    .slice(0, wanted)
    .slice(total);
  for (let from = 0; from < traces.length; from += BATCH) {
    const response = await fetch(`${base}/api/traces/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ traces: traces.slice(from, from + BATCH) }),
    });
    if (!response.ok) throw new Error(`/api/traces/batch: ${response.status} ${await response.text()}`);
    const { results } = (await response.json()) as { results: object[] };
    const problem = results.find((result) => 'problem' in result);
    if (problem) throw new Error(JSON.stringify(problem));
  }
}

function startServer() {
  const SPRINT_DATA_DIR = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-library-'));
  return spawn(process.execPath, [path.join(import.meta.dirname, '../bin/start.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port), SPRINT_DATA_DIR },
  });
}

async function until(holds: () => Promise<boolean>, timeoutMs = 300_000): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < timeoutMs; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('It did not come to pass in time');
}
