import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endStored } from '#lib/server/sessions/recover.ts';
import { DATABASE_FILE } from '#lib/storage/sqlite/open.ts';
import { repairInto } from '#lib/storage/sqlite/repair.ts';
import { acquireRunLock } from '#lib/storage/sqlite/run-lock.ts';
import type { Salvage } from '#lib/storage/sqlite/salvage/rebuild.ts';
import type { Store } from '#lib/storage/store.ts';
import type { TokenizerName } from '#lib/tokens/counter.ts';
import { createCounter } from '#lib/tokens/worker-counter.ts';
import { CommandError, type ExitCode, type Terminal } from './terminal.ts';
import { grouped } from './text-table.ts';

export interface RepairOptions {
  replace?: boolean;
  json?: boolean;
}

/**
 * Saves what is in a folder's database into a new one beside it. Refuses while Sprintscope runs on the folder; only
 * reads the damaged files, and with `--replace` renames them.
 */
export async function repairCommand(
  terminal: Terminal,
  folder: string,
  { replace = false, json = false }: RepairOptions,
): Promise<ExitCode> {
  const damaged = path.join(folder, DATABASE_FILE);
  if (!existsSync(damaged))
    throw new CommandError(
      'not-found',
      `There is no ${DATABASE_FILE} in ${folder}. Name the folder: repair FOLDER`,
    );
  const startedAt = terminal.clock.date().toISOString();
  const lock = acquireRunLock(folder, { pid: process.pid, startedAt });
  try {
    const stamp = startedAt.replace(/\D/g, '').slice(0, 14);
    const target = path.join(folder, `sprintscope-repaired-${stamp}.db`);
    const salvage = await repaired(terminal, damaged, target);
    if (replace) putInPlace(damaged, target, path.join(folder, `sprintscope-damaged-${stamp}.db`));
    const result = { ...salvage, database: replace ? damaged : target };
    terminal.out.write(
      json || !terminal.out.isTerminal ? `${JSON.stringify(result, null, 2)}\n` : words(salvage),
    );
    if (!replace)
      terminal.err.write(
        `Saved as ${target}; the damaged database is as it was. To use the new one, run the command again with --replace.\n`,
      );
    return 0;
  } finally {
    lock.release();
  }
}

async function repaired(terminal: Terminal, damaged: string, target: string): Promise<Salvage> {
  const { salvage, store, check } = await repairInto(damaged, target);
  let isGood = false;
  try {
    const { whole, cut, withoutLog, endpoints, curationRecords, curationBatches } = salvage;
    if (whole + cut.length + withoutLog.length + endpoints + curationRecords + curationBatches === 0)
      throw new CommandError(
        'nothing-to-do',
        `No session, record or endpoint was found in ${damaged}. If there were some, put an older copy of the data folder in its place; to begin anew, move the file away.`,
      );
    await endCutLogs(terminal, store, salvage);
    const verdict = check();
    if (verdict !== 'ok') throw new Error(`The new database does not hold together: ${verdict}`);
    isGood = true;
  } finally {
    await store.close();
    if (!isGood) rmSync(target, { force: true });
  }
  return salvage;
}

/** Ends every log that was cut off, so that it opens, and records the reason in the session. */
async function endCutLogs(terminal: Terminal, store: Store, { cut }: Salvage): Promise<void> {
  const counters = new Map<TokenizerName, ReturnType<typeof createCounter>>();
  const counterFor = (name: TokenizerName) => {
    const counter = counters.get(name) ?? createCounter(name);
    counters.set(name, counter);
    return counter;
  };
  const report = (message: string, error: unknown) => terminal.err.write(`${message}: ${error}\n`);
  try {
    for (const { id, events } of cut) {
      const error = {
        type: 'log-damaged',
        message: `The stored log of this session was damaged: ${grouped(events)} of its events were saved.`,
        remedy: 'An older copy of the data folder may hold the rest.',
      };
      try {
        await endStored(store, id, error, counterFor, report);
      } catch (cause) {
        // The events contradict each other: pages show the session as far as they can.
        report(`Session ${id} could not be ended`, cause);
        await store.updateSession(id, { status: 'interrupted', error });
      }
    }
  } finally {
    for (const counter of counters.values()) await counter.close();
  }
}

/** The write-ahead log belongs to the damaged file: beside the new one SQLite would take it for the new one's. */
function putInPlace(damaged: string, target: string, kept: string): void {
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(damaged + suffix)) renameSync(damaged + suffix, kept + suffix);
  renameSync(damaged, kept);
  renameSync(target, damaged);
}

function words(salvage: Salvage): string {
  const { whole, cut, withoutLog, lost, endpoints, curationRecords, curationBatches, curationRecordsLost } =
    salvage;
  const lines = [
    `Sessions whole          ${grouped(whole)}`,
    `Sessions cut            ${grouped(cut.length)}`,
    ...cut.map(({ id, events }) => `  ${id}  ${grouped(events)} events saved`),
    `Sessions without a log  ${grouped(withoutLog.length)}`,
    ...withoutLog.map((id) => `  ${id}`),
    `Logs without beginning  ${grouped(lost.length)} (dropped)`,
    `Endpoints               ${grouped(endpoints)}`,
    `Curation records        ${grouped(curationRecords)} in ${grouped(curationBatches)} batches, ${grouped(curationRecordsLost)} lost`,
  ];
  return `${lines.join('\n')}\n`;
}
