import { parseArgs } from 'node:util';
import { inspectDataSet, readDataSet } from '#lib/curation/data-set/data-set.ts';
import { bytesSource } from '#lib/formats/files/byte-source.ts';
import { isImportProblem, openFiles } from '#lib/formats/files/open-files.ts';
import { importLimits } from '#lib/formats/limits.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';

/**
 * Checks that file parsers take linear time, whatever the content: hostile texts, each as .csv, .tsv, .jsonl, .json and
 * .txt, read in three ways at one size and at four times that. Linear is about 4; only ratios within a run mean
 * something.
 *
 *     node bench/readers.ts [--megabytes 2,8,32] [--only quotes]
 */
const { values } = parseArgs({
  options: { megabytes: { type: 'string', default: '2,8' }, only: { type: 'string', default: '' } },
});
const sizes = values.megabytes.split(',').map(Number);
const MiB = 1024 ** 2;

const repeated =
  (unit: string, first = '') =>
  (size: number) =>
    first + unit.repeat(Math.ceil((size - first.length) / unit.length));

const texts: Record<string, (size: number) => string> = {
  'line feeds': repeated('\n'),
  returns: repeated('\r'),
  'blank lines': repeated(' \r\n'),
  quotes: repeated('"'),
  'quotes after a header': repeated('"', 'question,response\n'),
  '"a"': repeated('"a"'),
  '"a""b"': repeated('"a""b"'),
  'a quote a line': repeated('"\n'),
  'an opened cell': repeated('a', 'question,response\n"'),
  'opened cells': repeated('x,"', 'question,response\n'),
  commas: repeated(','),
  semicolons: repeated(';'),
  tabs: repeated('\t'),
  'commas a line': repeated(',,\n', 'question,response\n'),
  'one cell': repeated('a'),
  'one cell after a header': repeated('a', 'question,response\n'),
  NUL: repeated('\0'),
  'NUL after a header': repeated('\0', 'question,response\n'),
  'many columns': (size) => Array.from({ length: Math.ceil(size / 8) }, (_, index) => `c${index}`).join(','),
  'byte order marks': repeated('\uFEFF'),
  rows: repeated('a,b\n', 'question,response\n'),
  'quoted rows': repeated('"a","b\n"\n', 'question,response\n'),
  'objects a line': repeated('{}\n'),
  'lists a line': repeated('[\n'),
  'strings a line': repeated('"a"\n'),
  'numbers a line': repeated('1\n'),
  'open lists': repeated('['),
  'open objects': repeated('{"a":'),
  'list of objects': repeated('{},', '['),
  'list of lists': repeated('[],', '['),
  'list of strings': repeated('"",', '['),
  'list over lines': repeated('{}\n,', '['),
  'list of breaks': repeated('\n', '['),
  'one string': repeated('a', '"'),
  'backslashes in a string': repeated('\\', '["'),
  tags: repeated('<Plan>'),
  'open tags': repeated('<'),
};

type Way = (name: string, bytes: Uint8Array) => Promise<void>;
const ways: Record<string, Way> = {
  inspect: async (name, bytes) => void (await inspectDataSet(bytesSource(name, bytes))),
  read: async (name, bytes) => {
    for await (const _ of readDataSet(bytesSource(name, bytes)));
  },
  import: async (name, bytes) => {
    const file = { path: name, size: bytes.length, bytes: async () => bytes };
    for await (const opened of openFiles([file], importLimits))
      if (!isImportProblem(opened)) readTraces(opened);
  },
};

async function msOf(way: Way, name: string, bytes: Uint8Array): Promise<number> {
  const from = process.cpuUsage();
  await way(name, bytes);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

console.log(`text, as, way: processor ms at ${sizes.join(', ')} MB, ratio, MB/s`);
for (const [name, text] of Object.entries(texts)) {
  if (!name.includes(values.only)) continue;
  const files = sizes.map((size) => new TextEncoder().encode(text(size * MiB)));
  for (const ending of ['csv', 'tsv', 'jsonl', 'json', 'txt'])
    for (const [verb, way] of Object.entries(ways)) {
      const ms: number[] = [];
      for (const bytes of files) ms.push(await msOf(way, `a.${ending}`, bytes));
      const [before = 0, last = 0] = ms.slice(-2);
      const speed = ((sizes.at(-1) ?? 0) * 1000) / Math.max(last, 0.1);
      const ratio = last / Math.max(before, 1);
      const isSlow = last > 50 && (speed < 10 || ratio > 8);
      if (isSlow || process.env.ALL)
        console.log(
          `${name}, .${ending}, ${verb}: ${ms.map(Math.round).join(', ')}; ${ratio.toFixed(1)}; ${speed.toFixed(0)}`,
        );
    }
}
