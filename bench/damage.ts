// Damages a database at random, hundreds of times from a seed, and checks how the start and `repair` handle it:
//   node bench/damage.ts [rounds=300] [seed=1]
// Fails when a start ends in anything but a named error, when a refused start changed a byte, or when repair fails or
// yields a log that is no beginning of the true one. Where the `sqlite3` program exists, also counts what its
// `.recover` saves.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readablePages } from '#lib/server/sessions/stored-events.ts';
import { isStorageError } from '#lib/storage/errors.ts';
import { openSqliteStore } from '#lib/storage/sqlite/open.ts';
import { repairInto } from '#lib/storage/sqlite/repair.ts';
import { fillDatabase, noise, overwrite } from '#lib/storage/testing/damaged-database.ts';

const rounds = Number(process.argv[2] ?? 300);
const seed = Number(process.argv[3] ?? 1);
const PAGE = 4096;
const root = mkdtempSync(join(tmpdir(), 'sprintscope-damage-'));

let state = seed;
/** Uniform in 0 … below - 1, the same for the same seed. */
function draw(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}

const kinds: Record<string, (file: string) => void> = {
  'bytes flipped': (file) => {
    const { size } = statSync(file);
    for (let left = 1 + draw(200); left > 0; left--) overwrite(file, draw(size), new Uint8Array([draw(256)]));
  },
  'bytes flipped in one page': (file) => {
    const page = draw(statSync(file).size / PAGE) * PAGE;
    for (let left = 1 + draw(20); left > 0; left--)
      overwrite(file, page + draw(PAGE), new Uint8Array([draw(256)]));
  },
  'pages zeroed': (file) => {
    for (let left = 1 + draw(5); left > 0; left--)
      overwrite(file, draw(statSync(file).size / PAGE) * PAGE, new Uint8Array(PAGE));
  },
  'pages swapped': (file) => {
    const bytes = readFileSync(file);
    const [one, two] = [draw(bytes.length / PAGE) * PAGE, draw(bytes.length / PAGE) * PAGE];
    overwrite(file, one, bytes.subarray(two, two + PAGE));
    overwrite(file, two, bytes.subarray(one, one + PAGE));
  },
  'noise over a stretch': (file) =>
    overwrite(file, draw(statSync(file).size - 65_536), noise(1 + draw(65_536), draw(1e6))),
  'cut off': (file) => truncateSync(file, 1 + draw(statSync(file).size)),
  'log of changes damaged': (file) =>
    overwrite(`${file}-wal`, draw(statSync(`${file}-wal`).size), noise(1 + draw(3000), draw(1e6))),
};

const logs = await fillDatabase(join(root, 'clean'), { unclean: false });
await fillDatabase(join(root, 'unclean'), { unclean: true });
// Some distributions build the program without the extension that `.recover` needs.
const hasProgram = recoveredEvents(join(root, 'clean')) > 0;
const inAll = [...logs.values()].reduce((sum, log) => sum + log.length, 0);
const failures: string[] = [];
const table = new Map(
  Object.keys(kinds).map((name) => [
    name,
    { rounds: 0, started: 0, refused: 0, named: 0, saved: 0, recovered: 0 },
  ]),
);

for (let round = 0; round < rounds; round++) {
  const names = Object.keys(kinds);
  const name = names[round % names.length] as string;
  const row = table.get(name);
  if (!row) continue;
  const folder = join(root, 'round');
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(root, name.startsWith('log') || draw(4) === 0 ? 'unclean' : 'clean'), folder, {
    recursive: true,
  });
  const file = join(folder, 'sprintscope.db');
  kinds[name]?.(file);
  row.rounds++;
  const fail = (what: string) => failures.push(`round ${round} (${name}): ${what}`);
  await start(folder, row, fail);
  row.saved += await repair(folder, fail);
  if (hasProgram) row.recovered += recoveredEvents(folder);
}

for (const [name, { rounds: of, started, refused, named, saved, recovered }] of table) {
  const share = (events: number) => `${((100 * events) / (of * inAll || 1)).toFixed(1)} %`;
  console.log(
    `${name.padEnd(26)} ${of} rounds: ${started} started, ${refused} refused${named > 0 ? `, ${named} with a list that says so` : ''}; events saved ${share(saved)}${hasProgram ? `, by .recover ${share(recovered)}` : ''}`,
  );
}
console.log(
  `seed ${seed}, ${failures.length} failures${hasProgram ? '' : '; no sqlite3 program whose .recover works'}`,
);
for (const failure of failures.slice(0, 20)) console.log(failure);
rmSync(root, { recursive: true, force: true });
if (failures.length > 0) process.exitCode = 1;

async function start(
  from: string,
  row: { started: number; refused: number; named: number },
  fail: (what: string) => void,
) {
  const folder = `${from}-started`;
  rmSync(folder, { recursive: true, force: true });
  cpSync(from, folder, { recursive: true });
  const bytes = () =>
    ['', '-wal']
      .map((suffix) => join(folder, `sprintscope.db${suffix}`))
      .map((path) => (existsSync(path) ? readFileSync(path).toString('latin1') : ''));
  const before = bytes();
  let store: Awaited<ReturnType<typeof openSqliteStore>>;
  try {
    store = await openSqliteStore(folder);
  } catch (error) {
    row.refused++;
    if (!isStorageError(error)) fail(`the start ended with ${error}`);
    const after = bytes();
    // Opening the database may create an empty log of changes.
    if (after[0] !== before[0] || (before[1] !== '' && after[1] !== before[1]))
      fail(`a refused start changed the files: ${error}`);
    return;
  }
  row.started++;
  try {
    const page = await store.library({ limit: 2000 });
    await store.endpoints();
    await store.curation.records({ batchId: null, limit: 100 });
    for (const { id } of page?.entries ?? []) {
      await store.session(id);
      for await (const { stored } of readablePages(store, id)) void stored;
    }
  } catch (error) {
    // Where the start cannot contain the damage, it at least names it, with the remedy.
    if (isStorageError(error)) row.named++;
    else fail(`reading ended with ${error}`);
  } finally {
    await store.close().catch(() => {});
  }
}

/** Number of events in the new database, whose logs must each be a beginning of the true one. */
async function repair(folder: string, fail: (what: string) => void): Promise<number> {
  try {
    const target = join(folder, 'repaired.db');
    const { store, check } = await repairInto(join(folder, 'sprintscope.db'), target);
    let events = 0;
    for (const { id } of (await store.library({ limit: 2000 }))?.entries ?? []) {
      const log = await store.events(id, -1, 10_000);
      const whole = logs.get(id);
      // The damage hit its id.
      if (!whole) continue;
      // Nobody can tell a flipped letter within a text from a true one.
      if (log.length > whole.length) fail(`${id} has more events than there were`);
      events += log.filter(({ json }, seq) => json === whole[seq]).length;
    }
    if (check() !== 'ok') fail(`the new database: ${check()}`);
    await store.close();
    return events;
  } catch (error) {
    fail(`repair ended with ${error instanceof Error ? error.stack : error}`);
    return 0;
  }
}

/**
 * 0 without the program. Counts the events that SQLite's own recovery saves, up to the first missing or wrong one, as
 * we count ours.
 */
function recoveredEvents(folder: string): number {
  const out = join(folder, 'recovered');
  mkdirSync(out, { recursive: true });
  const { stdout } = spawnSync('sqlite3', [join(folder, 'sprintscope.db'), '.recover'], {
    maxBuffer: 1 << 30,
    timeout: 60_000,
  });
  writeFileSync(join(out, 'recovered.sql'), stdout ?? '');
  spawnSync('sqlite3', [join(out, 'recovered.db')], { input: stdout, timeout: 60_000 });
  const database = new DatabaseSync(join(out, 'recovered.db'));
  try {
    const select = database.prepare('select seq, json from events where session_id = ? order by seq');
    let events = 0;
    for (const [id, whole] of logs) {
      const rows = select.all(id) as { seq: number; json: string }[];
      for (let at = 0; rows[at]?.seq === at && rows[at]?.json === whole[at]; at++) events++;
    }
    return events;
  } catch {
    return 0;
  } finally {
    database.close();
  }
}
