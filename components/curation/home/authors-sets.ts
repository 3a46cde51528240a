import type { AuthorsPart } from './recognise-file.ts';

export interface AuthorsFile {
  readonly part: AuthorsPart;
  readonly key: string;
  readonly name: string;
  readonly text: string;
}

/** Files of one record, as far as a person has given them. */
export interface AuthorsSet {
  readonly key: string;
  readonly files: Readonly<Partial<Record<AuthorsPart, AuthorsFile>>>;
  /** The parts that the record still needs. The inline file only adds the text. */
  readonly missing: readonly AuthorsPart[];
}

/** Adds files; a file with the same part and number replaces the older one. */
export function addAuthorsFiles(
  old: readonly AuthorsFile[],
  added: readonly AuthorsFile[],
): readonly AuthorsFile[] {
  const same = (one: AuthorsFile, other: AuthorsFile) => one.part === other.part && one.key === other.key;
  return [...old.filter((file) => !added.some((newer) => same(file, newer))), ...added];
}

/** Groups files by their number; those without one join the only record there is. Ascending by number. */
export function authorsSets(files: readonly AuthorsFile[]): readonly AuthorsSet[] {
  const keys = [...new Set(files.map(({ key }) => key).filter((key) => key !== ''))];
  const only = keys.length === 1 ? (keys[0] ?? '') : '';
  const byKey = new Map<string, Partial<Record<AuthorsPart, AuthorsFile>>>();
  for (const file of files) {
    const key = file.key || only;
    const set = byKey.get(key) ?? {};
    byKey.set(key, set);
    // A file with the number wins over one without.
    if (!set[file.part] || file.key !== '') set[file.part] = file;
  }
  return [...byKey]
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([key, set]) => ({
      key,
      files: set,
      missing: (['separation', 'dag'] as const).filter((part) => !set[part]),
    }));
}
