// node bench/page-weight.ts [--url http://127.0.0.1:3000] [--files] [--modules 40]
// Script that a first visit of each page transfers from a server that runs the production build, before its first view stands
// and afterwards: what e2e/weight.spec.ts holds to its budgets. File by file with --files; with --modules the heaviest of the
// first view, from the source maps of a build with NEXT_SOURCE_MAPS=1. Starts one session with the built-in, deletes it again.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium, request } from '@playwright/test';
import { bytesOf, weigh } from '../e2e/support/page-weight.ts';
import { SessionApi } from '../e2e/support/session-api.ts';
import { budgets, firstVisits, type WeighedPage } from '../e2e/support/weight-budgets.ts';
import { heaviest, modulesOf } from './script-modules.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    files: { type: 'boolean', default: false },
    modules: { type: 'string', default: '0' },
  },
});
const baseURL = values.url;
const kB = (bytes: number): string => (bytes / 1000).toFixed(1);

const api = new SessionApi(await request.newContext({ baseURL }), baseURL);
const { id } = await api.run({ tokensPerSecond: 1000 });
const browser = await chromium.launch({
  executablePath:
    process.env.CHROMIUM ??
    ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file)),
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
console.log('| page | first view, kB | budget | then ahead |\n| --- | --- | --- | --- |');
for (const [name, visit] of Object.entries(firstVisits(id))) {
  const context = await browser.newContext({ baseURL });
  const { first, ahead } = await weigh(context, visit);
  await context.close();
  console.log(
    `| ${name} | ${kB(bytesOf(first))} | ${budgets[name as WeighedPage]} | ${kB(bytesOf(ahead))} |`,
  );
  if (values.files)
    for (const { url, bytes } of [...first, ...ahead])
      console.log(`    ${kB(bytes).padStart(6)} ${new URL(url).pathname}`);
  const most = Number(values.modules);
  if (most === 0) continue;
  const shares = await Promise.all(first.map(({ url, bytes }) => modulesOf(url, bytes)));
  for (const [module, bytes] of heaviest(
    shares.filter((share) => share !== null),
    most,
  ))
    console.log(`    ${kB(bytes).padStart(6)} ${module}`);
}
await browser.close();
await api.cleanUp();
