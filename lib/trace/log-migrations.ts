import { assert } from '#lib/base/assert.ts';

/** Of the logs that this version writes. A change that old readers cannot take raises it and adds a migration. */
export const LOG_VERSION = 1;

/**
 * One step from the version before. Takes and gives events as plain JSON: the current schema is for the current
 * version only, and an old event may look like nothing it knows.
 */
export interface LogMigration {
  /** The version that the step leads to. */
  readonly to: number;
  readonly title: string;
  migrate(event: Record<string, unknown>): Record<string, unknown>;
}

/** Every change that old logs need, in order, from version 2 on without a gap. */
export const logMigrations: readonly LogMigration[] = [];

/** Throws where a step is missing, doubled or out of order: that is a mistake of ours, found by a test. */
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

/** An event of version `from` as the current version has it. */
export function migrateEvent(
  event: Record<string, unknown>,
  from: number,
  migrations: readonly LogMigration[] = logMigrations,
): Record<string, unknown> {
  return migrations.slice(from - 1).reduce((current, migration) => migration.migrate(current), event);
}
