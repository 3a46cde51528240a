import { assert } from '#lib/base/assert.ts';

/** Of the logs that this version writes. A change that old readers cannot take raises it and adds a migration. */
export const LOG_VERSION = 1;

/**
 * One step from the previous version. Takes and returns events as plain JSON: the current schema covers only the
 * current version, and an old event may match nothing in it.
 */
export interface LogMigration {
  /** The version that the step leads to. */
  readonly to: number;
  readonly title: string;
  migrate(event: Record<string, unknown>): Record<string, unknown>;
}

/** Every change that old logs need, in order, from version 2 on without a gap. */
export const logMigrations: readonly LogMigration[] = [];

/** Throws if a step is missing, duplicated or out of order: a mistake of ours, which a test finds. */
export function checkMigrations(migrations: readonly LogMigration[], current: number): void {
  assert(
    migrations.length === current - 1,
    `${migrations.length} log migrations cannot lead from version 1 to ${current}`,
  );
  migrations.forEach((migration, position) => {
    assert(
      migration.to === position + 2,
      `log migration ${position + 1} leads to ${migration.to}, not ${position + 2}`,
    );
  });
}

/** Migrates an event of version `from` to the current version. */
export function migrateEvent(
  event: Record<string, unknown>,
  from: number,
  migrations: readonly LogMigration[] = logMigrations,
): Record<string, unknown> {
  return migrations.slice(from - 1).reduce((current, migration) => migration.migrate(current), event);
}
