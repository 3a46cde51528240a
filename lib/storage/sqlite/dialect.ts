import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type SqliteStatement,
} from 'kysely';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import type { StorageObserver } from '../store.ts';
import { isLock, namer } from './sqlite-faults.ts';

export interface DialectOptions {
  clock: Clock;
  /** Throws where what is written would be lost, though SQLite would write it (open.ts). */
  beforeWrite?(): void;
  observer?: StorageObserver;
}

const WRITES = /^\s*(insert|update|delete|begin)\b/i;
const COMMITS = /^\s*commit\b/i;

/** How long a statement waits for another process's write, ms. SQLite's own wait would block the thread. */
const BUSY_WAIT_MS = 5000;
/** The wait after a first one was in vain: readers wait behind it. */
const BUSY_AGAIN_MS = 250;
/** Wait between two tries, ms; a short write of another process is over by then. */
const BUSY_RETRY_MS = 25;

/**
 * SQLite can roll back DDL, but Kysely's adapter says no. If we say yes, a process killed in the middle of a migration
 * leaves the old schema whole, and two processes that start together migrate one after the other.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

/**
 * `begin immediate` takes the write lock at once. A plain `begin` takes it at the first write, and fails there with
 * SQLITE_BUSY, without waiting, if another process wrote in between.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #options: DialectOptions;
  #patient: DatabaseConnection | null = null;

  constructor(database: DatabaseSync, adapted: SqliteDatabase, options: DialectOptions) {
    super({ database: adapted });
    this.#database = database;
    this.#options = options;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#patient ??= this.#waitForLock(await super.acquireConnection());
    return this.#patient;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // Rolls back what a failed rollback has left open.
    if (this.#isOpen()) await super.rollbackTransaction(connection);
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /**
   * Never throws: Kysely would report that error instead of the one that ended the transaction. After a full disk or an
   * I/O error SQLite has already rolled back by itself, and refuses to do it again.
   */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isOpen()) await super.rollbackTransaction(connection).catch(() => {});
  }

  #isOpen(): boolean {
    return this.#database.isOpen && this.#database.isTransaction;
  }

  /** Waits where nothing can be lost: before a transaction, and around a statement outside a transaction. */
  #waitForLock(connection: DatabaseConnection): DatabaseConnection {
    const { clock, observer } = this.#options;
    let waitMs = BUSY_WAIT_MS;
    return {
      executeQuery: async <R>(query: CompiledQuery) => {
        for (const until = clock.now() + waitMs; ; ) {
          try {
            const result = await connection.executeQuery<R>(query);
            if (WRITES.test(query.sql)) waitMs = BUSY_WAIT_MS;
            return result;
          } catch (error) {
            if (!isLock(error)) throw error;
            if (this.#isOpen() || clock.now() >= until) {
              waitMs = BUSY_AGAIN_MS;
              observer?.failed('locked');
              throw error;
            }
          }
          await clock.sleep(BUSY_RETRY_MS);
        }
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }
}

/** The database in Kysely's interface; names every fault and reports every write. */
function adapt(database: DatabaseSync, { beforeWrite, observer }: DialectOptions): SqliteDatabase {
  const named = namer((fault) => observer?.failed(fault));

  function prepare(sql: string): SqliteStatement {
    const begins = WRITES.test(sql);
    const statement = database.prepare(sql);
    const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
    const write = <T>(action: () => T): T =>
      named(() => {
        if (begins && !database.isTransaction) beforeWrite?.();
        const result = action();
        // `begin` has written nothing yet, and `commit` writes what follows it.
        if ((begins || COMMITS.test(sql)) && !database.isTransaction) observer?.wrote();
        return result;
      });
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => write(() => allRows(statement, values(parameters))),
      run: (parameters) => write(() => statement.run(...values(parameters))),
      *iterate(parameters) {
        const rows = named(() => statement.iterate(...values(parameters)));
        for (let row = named(() => rows.next()); !row.done; row = named(() => rows.next())) yield row.value;
      },
    };
  }

  return { close: () => database.close(), prepare: (sql) => named(() => prepare(sql)) };
}

/** An integer beyond 2^53, which we never write, would make the whole list fail, so we then read bigints. */
function allRows(statement: StatementSync, parameters: SQLInputValue[]): unknown[] {
  try {
    return statement.all(...parameters);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    statement.setReadBigInts(true);
    return statement.all(...parameters).map(withNumbers);
  }
}

const withNumbers = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value,
    ]),
  );

/** Kysely's SQLite dialect on Node's own `DatabaseSync`: no native package to build. */
export function nodeSqliteDialect(
  database: DatabaseSync,
  options: DialectOptions = { clock: systemClock },
): Dialect {
  const adapted = adapt(database, options);
  const base = new SqliteDialect({ database: adapted });
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver(database, adapted, options),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => base.createQueryCompiler() ?? new SqliteQueryCompiler(),
  };
}
