import { SourceMap } from 'node:module';

/**
 * Adds up what each module takes of a script as it is transferred: its share of the characters times the script's bytes. An
 * estimate, since compression is not even over a script. Needs the source maps of a build with NEXT_SOURCE_MAPS=1; null
 * where there is none.
 */
export async function modulesOf(url: string, bytes: number): Promise<ReadonlyMap<string, number> | null> {
  const text = await (await fetch(url)).text();
  const name = /sourceMappingURL=(\S+)/.exec(text)?.[1];
  const answer = name ? await fetch(new URL(name, url)) : null;
  if (!answer?.ok) return null;
  const map = new SourceMap(await answer.json());
  const shares = new Map<string, number>();
  text.split('\n').forEach((line, at) => {
    for (let column = 0; column < line.length; column++) {
      const entry = map.findEntry(at, column);
      const module = 'originalSource' in entry ? moduleName(entry.originalSource) : 'between modules';
      shares.set(module, (shares.get(module) ?? 0) + bytes / text.length);
    }
  });
  return shares;
}

/** `turbopack:///[project]/components/…` and the paths of packages' own maps, from the folder that says most. */
const moduleName = (source: string): string =>
  /(?:node_modules|components|lib|app)\/.*/.exec(source)?.[0] ?? source;

/** The heaviest modules of all, each package but those of ours as one. */
export function heaviest(scripts: readonly ReadonlyMap<string, number>[], most: number): [string, number][] {
  const sums = new Map<string, number>();
  for (const script of scripts)
    for (const [module, bytes] of script) {
      const name = /node_modules\/(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
      sums.set(name, (sums.get(name) ?? 0) + bytes);
    }
  return [...sums].sort((left, right) => right[1] - left[1]).slice(0, most);
}
