import * as z from 'zod/mini';

/** Set for a row with unreadable values; its other values are good. */
export interface MaybeDamaged {
  /** Names of the unreadable fields, as the record calls them: each has a stand-in. Absent for a whole row. */
  damaged?: readonly string[];
}

type Name<R> = Exclude<Extract<keyof R, string>, 'damaged'>;

/**
 * Reads the columns of one row that may hold anything: a file on a disk comes from outside as well. An invalid value
 * gets its stand-in, and we record its name; so one bad value costs one value, not the whole list.
 */
export function readRow<R extends MaybeDamaged>() {
  const damaged: Name<R>[] = [];
  const fallen = <T>(name: Name<R>, standIn: T): T => {
    damaged.push(name);
    return standIn;
  };

  function parsed(name: Name<R>, value: unknown): { json: unknown } | null {
    if (typeof value !== 'string') return fallen(name, null);
    try {
      return { json: JSON.parse(value) as unknown };
    } catch {
      return fallen(name, null);
    }
  }

  return {
    damaged,
    text: (name: Name<R>, value: unknown, standIn = ''): string =>
      typeof value === 'string' ? value : fallen(name, standIn),
    textOrNull: (name: Name<R>, value: unknown): string | null =>
      typeof value === 'string' || value === null ? value : fallen(name, null),
    oneOf: <T extends string>(name: Name<R>, value: unknown, known: readonly T[], standIn: T): T =>
      known.find((one) => one === value) ?? fallen(name, standIn),
    oneOfOrNull: <T extends string>(name: Name<R>, value: unknown, known: readonly T[]): T | null =>
      value === null ? null : (known.find((one) => one === value) ?? fallen(name, null)),
    /** Whole, and not negative unless `least` allows it. PostgreSQL returns a bigint as text. */
    whole(name: Name<R>, value: unknown, standIn = 0, least = 0): number {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
      return Number.isSafeInteger(number) && (number as number) >= least
        ? (number as number)
        : fallen(name, standIn);
    },
    wholeOrNull: (name: Name<R>, value: unknown): number | null =>
      value === null || Number.isSafeInteger(value) ? (value as number | null) : fallen(name, null),
    /** 0 or 1. */
    flag: (name: Name<R>, value: unknown): boolean =>
      value === 0 || value === 1 ? value === 1 : fallen(name, false),
    date: (name: Name<R>, value: unknown): string => (isDate(value) ? value : fallen(name, UNKNOWN_DATE)),
    dateOrNull: (name: Name<R>, value: unknown): string | null =>
      value === null || isDate(value) ? value : fallen(name, null),
    /** JSON of a shape that this module knows. */
    json<T>(name: Name<R>, value: unknown, schema: z.ZodMiniType<T>, standIn: T): T {
      const given = parsed(name, value);
      if (!given) return standIn;
      const { success, data } = z.safeParse(schema, given.json);
      return success ? data : fallen(name, standIn);
    },
    jsonOrNull<T>(name: Name<R>, value: unknown, schema: z.ZodMiniType<T>): T | null {
      return value === null ? null : this.json<T | null>(name, value, schema, null);
    },
    /** JSON that this module does not interpret. */
    opaque: (name: Name<R>, value: unknown): unknown =>
      value === null ? null : (parsed(name, value)?.json ?? null),
    /** The record, marked if something was unreadable. */
    marked: (record: R): R => (damaged.length > 0 ? { ...record, damaged } : record),
  };
}

/** Sorts after everything else, and nobody could take it for a true date. */
export const UNKNOWN_DATE = '1970-01-01T00:00:00.000Z';

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const isDate = (value: unknown): value is string =>
  typeof value === 'string' && DATE.test(value) && !Number.isNaN(Date.parse(value));
