// node bench/compare.ts [--url http://127.0.0.1:3000] [--sprint FILE --sequential FILE] [--speed 4] The compare page in
// headless Chromium: how long a pair takes to open after its import, frame times while both sides race with the content
// in view, and the cost of aligning the two texts. Starts the production server on a fresh data folder unless --url
// names one that runs. Without files it makes up a pair of about 3,000 and 6,000 tokens.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { align, alignRequest } from '#lib/compare/align.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { parseLog } from '#lib/trace/jsonl.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    sprint: { type: 'string' },
    sequential: { type: 'string' },
    speed: { type: 'string', default: '4' },
  },
});
const port = 3296;
const base = values.url ?? `http://127.0.0.1:${port}`;
const OPENINGS = 7;
const RACE_MS = 15_000;

const server = values.url ? null : startServer();
await until(async () => (await fetch(`${base}/api/health`)).ok);
const sprint = await add(
  values.sprint ? fs.readFileSync(values.sprint, 'utf8') : madeUpRounds(),
  'transcript',
);
const sequential = await add(
  values.sequential ? fs.readFileSync(values.sequential, 'utf8') : madeUpThought(),
  'sequential',
);
const address = `${base}/compare?a=${sprint}&b=${sequential}&axis=tokens`;

const browser = await chromium.launch({
  executablePath:
    process.env.CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
console.log(
  `${os.cpus()[0]?.model}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}; speed ${values.speed}×`,
);

console.log('\n| open | race drawn ms | ribbons drawn ms |');
console.log('| --- | --- | --- |');
const openings: Opening[] = [];
for (let run = 0; run < OPENINGS; run++) openings.push(await open(page));
const first = openings[0]!;
console.log(`| first (scripts compiled) | ${first.race.toFixed(0)} | ${first.ribbons.toFixed(0)} |`);
const median = (of: (opening: Opening) => number) => at(openings.slice(1).map(of), 0.5);
console.log(
  `| again, median of ${OPENINGS - 1} | ${median((one) => one.race)} | ${median((one) => one.ribbons)} |`,
);

await race(page);
await alignment();
await browser.close();
for (const id of [sprint, sequential]) await fetch(`${base}/api/sessions/${id}`, { method: 'DELETE' });
server?.kill('SIGTERM');
process.exit(0);

interface Opening {
  race: number;
  ribbons: number;
}

/** From the request to lanes with bars on the screen, and to the first ribbon. */
async function open(on: Page): Promise<Opening> {
  await on.goto('about:blank');
  await on.goto(address, { waitUntil: 'commit' });
  return on.evaluate(
    () =>
      new Promise<Opening>((resolve) => {
        const found: Partial<Opening> = {};
        const look = () => {
          if (document.querySelector('[data-side] button[aria-pressed]')) found.race ??= performance.now();
          if (document.querySelector('path.ribbon[d]')) found.ribbons ??= performance.now();
          if (found.race !== undefined && found.ribbons !== undefined) resolve(found as Opening);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

/** Frames while the race plays, and while the content is scrolled beside it. */
async function race(on: Page): Promise<void> {
  await on.getByRole('combobox', { name: 'Speed' }).selectOption(values.speed);
  // On a busy machine frames wait for the processor: the page's own processor time is the reliable number.
  const devTools = await on.context().newCDPSession(on);
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const processorMs = async () => {
    const { metrics } = await devTools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  console.log(
    '\n| while | frames/s | median ms | p95 ms | p99 ms | worst ms | tasks over 50 ms | main thread: processor ms a frame |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, scrolls] of [
    ['racing', false],
    ['racing, content scrolled', true],
  ] as const) {
    await on.getByRole('button', { name: 'To the start' }).click();
    await on.getByRole('button', { name: 'Race', exact: true }).click();
    const before = await processorMs();
    const { frames, tasks } = await on.evaluate(
      ({ forMs, scrolls }) =>
        new Promise<{ frames: number[]; tasks: number }>((resolve) => {
          const frames: number[] = [];
          let tasks = 0;
          const observer = new PerformanceObserver((list) => {
            tasks += list.getEntries().length;
          });
          observer.observe({ entryTypes: ['longtask'] });
          const column = document.querySelector('[data-column="right"]');
          const begun = performance.now();
          let last = begun;
          const frame = (now: number) => {
            frames.push(now - last);
            last = now;
            if (scrolls) column?.scrollBy({ top: 6 });
            if (now - begun < forMs) requestAnimationFrame(frame);
            else {
              observer.disconnect();
              resolve({ frames: frames.slice(2), tasks });
            }
          };
          requestAnimationFrame(frame);
        }),
      { forMs: RACE_MS, scrolls },
    );
    const processor = ((await processorMs()) - before) / frames.length;
    const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1000;
    const cells = [
      name,
      (frames.length / seconds).toFixed(0),
      ...[0.5, 0.95, 0.99, 1].map((share) => at(frames, share, 1)),
      tasks,
      processor.toFixed(1),
    ];
    console.log(`| ${cells.join(' | ')} |`);
    const pause = on.getByRole('button', { name: 'Pause', exact: true });
    if (await pause.isVisible()) await pause.click();
  }
}

/** The alignment alone, here in Node; on the page a worker runs it. */
async function alignment(): Promise<void> {
  const states = await Promise.all([sequential, sprint].map(stateOf));
  const request = alignRequest([states[0]!, states[1]!]);
  const characters = request.blocks.map((blocks) => blocks.reduce((sum, { text }) => sum + text.length, 0));
  const times: number[] = [];
  let matches = 0;
  for (let run = 0; run < 9; run++) {
    const begun = performance.now();
    matches = align(request).matches.length;
    times.push(performance.now() - begun);
  }
  console.log(
    `\nAlignment of ${characters.join(' and ')} characters: ${at(times, 0.5, 1)} ms (median of ${times.length}), first ${times[0]!.toFixed(1)} ms, ${matches} matches.`,
  );
}

async function stateOf(id: string) {
  const parsed = parseLog(await (await fetch(`${base}/api/sessions/${id}/export?format=log`)).text());
  if (!parsed.ok) throw new Error(parsed.error.message);
  return foldEvents(parsed.events);
}

function at(list: readonly number[], share: number, digits = 0): string {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(digits);
}

function step(number: number): string {
  return `Item ${number} has ${number * 7} parts, so ${number} × 7 = ${number * 7} of them are counted before the next one.`;
}

function madeUpRounds(): string {
  let next = 1;
  const steps = (count: number) => Array.from({ length: count }, () => step(next++)).join('\n');
  const stages = Array.from({ length: 4 }, (_, index) => {
    const stage = index + 1;
    const prompts = [1, 2, 3].map(
      (prompt) =>
        `${steps(2)}\n<prompt_${stage}.${prompt}> Count part ${prompt}. </prompt_${stage}.${prompt}>`,
    );
    const executions = [1, 2, 3].map(
      (execution) =>
        `<execution_${stage}.${execution}>\n${steps(4 + execution * 2)}\n</execution_${stage}.${execution}>`,
    );
    return `<Plan_${stage}>\n${prompts.join('\n')}\n</Plan_${stage}>\n<Execution_${stage}>\n${executions.join('\n')}\n</Execution_${stage}>`;
  });
  return `<Question> How many? </Question>\n${stages.join('\n')}\n<Final_answer> It is \\boxed{${next}}. </Final_answer>`;
}

function madeUpThought(): string {
  const lines = Array.from({ length: 180 }, (_, index) => `So now, ${step(index + 1).toLowerCase()}`);
  return `${lines.join('\n')}\nIt is \\boxed{121}.`;
}

function startServer() {
  const SPRINT_DATA_DIR = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-compare-'));
  return spawn(process.execPath, [path.join(import.meta.dirname, '../bin/start.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port), SPRINT_DATA_DIR },
  });
}

async function add(text: string, kind: 'transcript' | 'sequential'): Promise<string> {
  const response = await fetch(`${base}/api/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text, kind, question: 'How many?' }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

async function until(holds: () => Promise<boolean>, timeoutMs = 600_000): Promise<void> {
  for (const begun = performance.now(); performance.now() - begun < timeoutMs; ) {
    if (await holds().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error('It did not come to pass in time');
}
