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
import { named } from './sqlite-faults.ts';

/**
 * SQLite can roll back DDL; Kysely's adapter says no. With yes, a process killed in the middle of a migration leaves
 * the old schema whole, and two processes that start together migrate one after the other.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

/**
 * `begin immediate` takes the write lock at once. A plain `begin` takes it at the first write, and fails there with
 * SQLITE_BUSY, without waiting for busy_timeout, when another process wrote in between.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync, adapted: SqliteDatabase) {
    super({ database: adapted });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    // What a rollback that failed has left.
    if (this.#isOpen()) await super.rollbackTransaction(connection);
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /**
   * Never throws: Kysely would report that instead of the error that ended the transaction. SQLite has rolled back
   * by itself after a full disk or an I/O error, and then refuses to do it again.
   */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isOpen()) await super.rollbackTransaction(connection).catch(() => {});
  }

  #isOpen(): boolean {
    return this.#database.isOpen && this.#database.isTransaction;
  }
}

function asStatement(statement: StatementSync): SqliteStatement {
  const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => named(() => statement.all(...values(parameters))),
    run: (parameters) => named(() => statement.run(...values(parameters))),
    *iterate(parameters) {
      const rows = named(() => statement.iterate(...values(parameters)));
      for (let row = named(() => rows.next()); !row.done; row = named(() => rows.next())) yield row.value;
    },
  };
}

/** Kysely's SQLite dialect on the `DatabaseSync` that Node brings: no native package to build. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const adapted: SqliteDatabase = {
    close: () => database.close(),
    prepare: (sql) => asStatement(named(() => database.prepare(sql))),
  };
  const base = new SqliteDialect({ database: adapted });
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new ImmediateDriver(database, adapted),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => base.createQueryCompiler() ?? new SqliteQueryCompiler(),
  };
}
