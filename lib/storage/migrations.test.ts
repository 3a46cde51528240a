import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { checkNumbering, migrate, migrations, type NumberedMigration } from './migrations.ts';
import { createStore } from './queries.ts';
import type { Tables } from './schema.ts';
import type { SessionRow } from './session-columns.ts';
import { rowFromRecord } from './session-columns.ts';
import { nodeSqliteDialect } from './sqlite/dialect.ts';
import { deltas, sessionRecord } from './testing/records.ts';

const open = (database = new DatabaseSync(':memory:')) =>
  new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
const step = (number: number, name: string, up = async () => {}): NumberedMigration => ({ number, name, up });

describe('migrations', () => {
  it('the released list has no gap', () => {
    expect(() => checkNumbering(migrations)).not.toThrow();
  });

  it('refuses a list with a gap, a repeat or a name twice', () => {
    expect(() => checkNumbering([step(1, 'a'), step(3, 'b')])).toThrow('"b" is number 3, expected 2');
    expect(() => checkNumbering([step(1, 'a'), step(1, 'b')])).toThrow('expected 2');
    expect(() => checkNumbering([step(2, 'a')])).toThrow('expected 1');
    expect(() => checkNumbering([step(1, 'a'), step(2, 'a')])).toThrow('same name');
  });

  it('runs each once, and only the new ones on an old database', async () => {
    const ran: string[] = [];
    const one = step(1, 'one', async () => void ran.push('one'));
    const two = step(2, 'two', async () => void ran.push('two'));
    const database = open();
    await migrate(database, [one]);
    await migrate(database, [one]);
    await migrate(database, [one, two]);
    expect(ran).toEqual(['one', 'two']);
    await database.destroy();
  });

  it('leaves the old schema whole when one fails in the middle', async () => {
    const database = open();
    await migrate(database, [step(1, 'one')]);
    const broken: NumberedMigration = {
      number: 2,
      name: 'two',
      async up(schema) {
        await schema.schema.createTable('half').addColumn('id', 'text').execute();
        throw new Error('in the middle');
      },
    };
    await expect(migrate(database, [step(1, 'one'), broken])).rejects.toMatchObject({
      type: 'migration-failed',
      message: expect.stringContaining('in the middle'),
    });
    const tables = await database.introspection.getTables();
    expect(tables.map((table) => table.name)).not.toContain('half');
    await database.destroy();
  });

  it('says so when the database is of a newer version', async () => {
    const database = open();
    await migrate(database, [step(1, 'one'), step(2, 'from-the-future')]);
    await expect(migrate(database, [step(1, 'one')])).rejects.toMatchObject({ type: 'newer-schema' });
    await database.destroy();
  });
});

describe('migration 2', () => {
  it('takes the sessions of version 1 along, paired by question from then on', async () => {
    const database = open();
    await migrate(database, migrations.slice(0, 1));
    const old = { ...rowFromRecord(sessionRecord({ id: 'old', question: ' A  question ' })) };
    const added = [
      'source_name',
      'expected',
      'findings',
      'finding_counts',
      'doctor_version',
      'numbers',
      'summary_version',
      'annotated',
      'verdict',
    ];
    const row = Object.fromEntries(
      Object.entries(old).filter(([name]) => ![...added, 'question_key'].includes(name)),
    );
    await database
      .insertInto('sessions')
      .values(row as unknown as SessionRow)
      .execute();
    await migrate(database);
    const store = createStore(database);
    expect(await store.session('old')).toEqual(sessionRecord({ id: 'old', question: ' A  question ' }));
    const partner = sessionRecord({ id: 'new', question: 'A question', strategy: 'sequential' });
    expect((await store.importSession(partner, deltas(0, 1), 'p')).pairId).toBe('p');
    expect((await store.session('old'))?.pairId).toBe('p');
    await store.close();
  });
});
