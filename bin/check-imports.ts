import fs from 'node:fs';
import path from 'node:path';

/** What each folder may import besides itself and npm packages (docs/architecture.md). `*` is all of lib. */
const allowed: Record<string, readonly string[]> = {
  'lib/base': [],
  'lib/text': [],
  'lib/trace': ['base'],
  'lib/protocol': ['base', 'trace', 'tokens'],
  'lib/tokens': ['base'],
  'lib/answers': ['base', 'text'],
  'lib/models': ['base', 'protocol', 'tokens', 'answers'],
  'lib/orchestrator': ['base', 'trace', 'protocol', 'tokens', 'models'],
  'lib/graph': ['base', 'text', 'trace'],
  'lib/replay': ['base', 'trace'],
  'lib/contract': ['base', 'trace', 'tokens', 'answers', 'models'],
  'lib/doctor': ['contract', 'base', 'text', 'trace', 'protocol', 'answers', 'tokens'],
  'lib/formats': ['contract', 'base', 'trace', 'protocol', 'tokens', 'answers', 'graph', 'doctor'],
  'lib/compare': ['base', 'text', 'trace', 'protocol', 'answers'],
  'lib/curation': [
    'contract',
    'base',
    'text',
    'trace',
    'protocol',
    'tokens',
    'answers',
    'models',
    'formats',
    'doctor',
  ],
  'lib/storage': ['contract', 'base', 'trace'],
  'lib/server': ['*'],
};
/**
 * Folders of components, from the lowest up: each may import the earlier ones of its own row and every row below, never
 * one above. Pages import no page. `trace` is what three pages put under their header.
 */
const rooms: readonly string[] = [
  ...['ui', 'api', 'playback'],
  ...[
    'passages',
    'graph',
    'annotations',
    'doctor',
    'transcript',
    'answers',
    'numbers',
    'timeline',
    'inspector',
    'transport',
  ],
  ...['actions', 'trace'],
];
const pages: readonly string[] = [
  ...[
    'home',
    'session',
    'compare',
    'library',
    'leaks',
    'import',
    'curation',
    'settings',
    'embed',
    'offline-player',
  ],
];
const noReactIn = 'lib/';
const reactPackages = /^(react|react-dom|next|@xyflow\/react|@tanstack\/react-\w+|zustand)(\/|$)/;

/** One client, one set of rules for when the server is asked. */
const serverDataOwner = 'components/api/server-data.ts';

/**
 * The engine can block its thread for minutes, and weighs 1 MB: whatever imports it runs in a thread that we can end.
 */
const algebraEngine = '@cortex-js/compute-engine';
const engineFolder = 'lib/answers/engine/';
const mayLoadEngine = new Set([`${engineFolder}thread.ts`, 'lib/server/workers/jobs/judge.ts']);

/** Decoders that hyparquet does not promise to keep: taken in one place, with a test of what is relied on. */
const insideParquet = /^hyparquet(-[a-z]+)?\/src\//;
const mayReachInside = ['lib/formats/parquet/decoders.ts', 'lib/formats/testing/parquet-fixtures.ts'];

/** Our own files that each file imports. */
const importedBy = new Map<string, readonly string[]>();
const root = path.resolve(import.meta.dirname, '..');
const faults: string[] = [];
for (const folder of ['lib', 'components', 'app', 'bin', 'bench', 'e2e']) visit(path.join(root, folder));
for (const circle of circles(importedBy)) faults.push(`circle: ${circle.join(' → ')}`);
if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error(
    `\n${faults.length} import${faults.length > 1 ? 's' : ''} against the rules in bin/check-imports.ts`,
  );
  process.exit(1);
}
console.log('Imports keep to the rules.');

function visit(file: string): void {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isDirectory()) for (const child of fs.readdirSync(file)) visit(path.join(file, child));
  else if (/\.(ts|tsx|mts|mjs)$/.test(file)) check(file);
}

function check(file: string): void {
  const name = path.relative(root, file).split(path.sep).join('/');
  const folder = name.split('/').slice(0, 2).join('/');
  const isTest = /\.test\.tsx?$/.test(name) || name.includes('/testing/');
  const specifiers = importsOf(fs.readFileSync(file, 'utf8'));
  importedBy.set(
    name,
    specifiers.flatMap((specifier) => targetOf(specifier, name) ?? []),
  );
  for (const specifier of specifiers) {
    const target = targetOf(specifier, name);
    if (target === null && specifier === algebraEngine && name !== `${engineFolder}compute-engine.ts`)
      faults.push(`${name}: only ${engineFolder}compute-engine.ts loads ${algebraEngine}`);
    if (insideParquet.test(specifier) && !mayReachInside.includes(name))
      faults.push(`${name}: only ${mayReachInside[0]} reaches into ${specifier}`);
    if (specifier.startsWith('@tanstack/react-query') && name !== serverDataOwner)
      faults.push(`${name}: only ${serverDataOwner} loads TanStack Query`);
    if (target === null) {
      if (name.startsWith(noReactIn) && reactPackages.test(specifier))
        faults.push(`${name}: ${specifier}: lib knows no React and no Next`);
      continue;
    }
    if (target.startsWith('lib/') && name.startsWith('lib/')) {
      const rule = allowed[folder];
      const to = target.split('/')[1] ?? '';
      if (!rule) faults.push(`${name}: lib folder without a rule`);
      else if (`lib/${to}` !== folder && !rule.includes('*') && !rule.includes(to) && !isTest)
        faults.push(`${name}: ${folder} must not import lib/${to}`);
    }
    if (name.startsWith('lib/') && /^(app|components|bin|bench|e2e)\//.test(target))
      faults.push(`${name}: lib must not import ${target}`);
    if (name.startsWith('components/') && /^(app|bin|bench|e2e)\//.test(target))
      faults.push(`${name}: components must not import ${target}`);
    if (name.startsWith('components/') && target.startsWith('components/')) checkRoom(name, target);
    if (name.startsWith('components/') && /^lib\/(server|storage)\//.test(target))
      faults.push(`${name}: what is seen must not import the server (${target})`);
    if (/^(components|app)\//.test(name) && target.startsWith(engineFolder))
      faults.push(`${name}: the algebra engine weighs 1 MB and may block: no page loads it`);
    if (target === `${engineFolder}compute-engine.ts` && !mayLoadEngine.has(name) && !isTest)
      faults.push(`${name}: the algebra engine runs only in threads that can be ended`);
  }
}

function checkRoom(name: string, target: string): void {
  const [from = '', to = ''] = [name, target].map((file) => file.split('/')[1]);
  if (from === to) return;
  for (const room of [from, to])
    if (!rooms.includes(room) && !pages.includes(room)) faults.push(`${name}: components/${room} has no row`);
  if (pages.includes(to)) faults.push(`${name}: nothing imports a page (${target})`);
  else if (rooms.includes(from) && rooms.indexOf(to) > rooms.indexOf(from))
    faults.push(`${name}: components/${from} lies below components/${to} (${target})`);
}

function importsOf(source: string): string[] {
  const code = source.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const pattern =
    /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '').filter(Boolean);
}

/** Path from the root that a specifier names; null for a package. */
function targetOf(specifier: string, from: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  return null;
}

/** One cycle for every group of files that import each other, type imports included; each file appears once. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const follow = (file: string): void => {
    if (done.has(file)) return;
    const start = way.indexOf(file);
    if (start >= 0) {
      found.push([...way.slice(start), file]);
      return;
    }
    way.push(file);
    for (const next of graph.get(file) ?? []) follow(next);
    way.pop();
    done.add(file);
  };
  for (const file of graph.keys()) follow(file);
  return found;
}
