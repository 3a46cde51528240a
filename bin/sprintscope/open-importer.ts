import { randomBytes } from 'node:crypto';
import type { Clock } from '#lib/base/clock.ts';
import { createImporter, type Importer } from '#lib/server/imports/importer.ts';
import { newId } from '#lib/server/new-id.ts';
import { openSqliteStore } from '#lib/storage/sqlite/open.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { Output } from './terminal.ts';

export interface OpenImporter extends Importer {
  newId(): string;
  close(): Promise<void>;
}

/**
 * Writes into a folder of stored sessions and creates the folder where it is missing; the app may run on it at the same
 * time.
 */
export async function openImporter(
  data: string,
  deps: { counter: TokenCounter; clock: Clock; err: Output },
): Promise<OpenImporter> {
  const store = await openSqliteStore(data);
  const id = () => newId(randomBytes);
  const importer = createImporter({
    store,
    counterFor: () => deps.counter,
    clock: deps.clock,
    newId: id,
    report: (message, error) =>
      deps.err.write(`${message}: ${error instanceof Error ? error.stack : error}\n`),
  });
  return { ...importer, newId: id, close: () => store.close() };
}
