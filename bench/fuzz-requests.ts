// node bench/fuzz-requests.ts [--count 10000] [--seed N] [--from 0] [--bridge] [--at-once 6] [--show 20] Mutated
// requests over all routes and pages of a production server on a data folder of its own: methods, addresses, queries,
// headers, bodies, framing, broken-off and pipelined ones. Every answer must be one that docs/api.md declares, or a
// page where a page was requested; the server must stay healthy, report no defects, and have an undamaged store at the
// end. --bridge runs only the API on node:http; --from and --count send some of the requests again. Exits with 1 where
// a check fails.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { createJudge } from '#lib/server/testing/fuzz/declared-answers.ts';
import { type FuzzFault, fuzzServer } from '#lib/server/testing/fuzz/fuzz-server.ts';
import { startServer } from './bystander/server.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    from: { type: 'string', default: '0' },
    bridge: { type: 'boolean', default: false },
    'at-once': { type: 'string', default: '6' },
    show: { type: 'string', default: '20' },
  },
});
const seed = Number(values.seed);
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintscope-fuzz-'));
const server = await startServer({ dataDir, bridge: values.bridge });

const apiDocs = fs.readFileSync(path.join(import.meta.dirname, '../docs/api.md'), 'utf8');
console.log(`seed ${seed}, requests ${values.from} to ${Number(values.from) + Number(values.count) - 1}`);
const began = performance.now();
// Megabytes of all its processes, ten seconds apart: they are to level off.
const memory: number[] = [];
const sampling = setInterval(() => memory.push(Math.round((server.memory() ?? 0) / 1e6)), 10_000);
const { faults, statuses, healthy } = await fuzzServer({
  origin: server.base,
  seed,
  from: Number(values.from),
  count: Number(values.count),
  atOnce: Number(values['at-once']),
  app: !values.bridge,
  judge: createJudge(apiDocs),
  timeoutMs: 30_000,
});
clearInterval(sampling);
const seconds = (performance.now() - began) / 1000;
console.log(
  `${values.count} requests in ${seconds.toFixed(0)} s; healthy ${healthy} times; memory ${memory.join(' ')} MB`,
);
console.log(
  `answers: ${[...statuses]
    .sort(([a], [b]) => a - b)
    .map(([status, times]) => `${status} × ${times}`)
    .join(', ')}`,
);

const kinds = Map.groupBy(faults, ({ fault }) => fault.replaceAll(/\d{4,}|[a-z0-9]{16}/g, '…').slice(0, 110));
console.log(`${faults.length} faults of ${kinds.size} kinds`);
for (const [kind, each] of [...kinds]
  .sort(([, a], [, b]) => b.length - a.length)
  .slice(0, Number(values.show)))
  console.log(`  ${each.length} × ${kind}\n${each.slice(0, 3).map(told).join('\n')}`);

const stopMs = await server.stop();
const said = server
  .output()
  .split('\n')
  .filter((line) => /unhandled|uncaught|failed|\bat .*:\d+:\d+/i.test(line));
console.log(`stopped in ${Math.round(stopMs)} ms; ${said.length} lines of its output speak of defects`);
for (const line of new Set(said.slice(0, 30))) console.log(`  ${line.slice(0, 200)}`);
const database = new DatabaseSync(path.join(dataDir, 'sprintscope.db'), { readOnly: true });
const integrity = Object.values(database.prepare('pragma integrity_check').get() ?? {});
const running = database.prepare("select count(*) as count from sessions where status = 'running'").get();
database.close();
console.log(`store: ${integrity.join()}; sessions still running: ${running?.count}`);
fs.rmSync(dataDir, { recursive: true, force: true });
if (faults.length > 0 || said.length > 0 || integrity.join() !== 'ok' || running?.count !== 0)
  process.exitCode = 1;

function told({ number, request, exchanged }: FuzzFault): string {
  const head = Buffer.concat(request.parts.map((part) => Buffer.from(part)))
    .toString('latin1')
    .slice(0, 100);
  return `    no. ${number} (${request.done.join('; ') || 'nothing done'}; ${request.ending})\n      ${JSON.stringify(head)}\n      ${JSON.stringify(exchanged.rest.slice(0, 100))}`;
}
