import { isImportProblem, type OpenedFile, openFiles } from '#lib/formats/files/open-files.ts';
import { type ImportLimits, importLimits } from '#lib/formats/limits.ts';
import { checkFile } from '#lib/formats/testing/check-file.ts';
import {
  latin1,
  markEncrypted,
  nestedZip,
  sourceFile,
  utf16,
  zipBomb,
  zipOf,
} from '#lib/formats/testing/hostile-bytes.ts';
import { mutatedFile } from '#lib/formats/testing/mutated-file.ts';
import { createRandom } from '#lib/formats/testing/random.ts';
import { sampleFiles, sampleTranscript } from '#lib/formats/testing/sample-files.ts';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';

/**
 * The hostile corpus: mutated traces, then single expensive files. Run: `node bench/hostile.ts [count] [seed]` (default
 * 10,000 and 1). Exits with 1 when anything threw, or a file took more than `SLOWEST_MS`.
 */
const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 1);
const SLOWEST_MS = 20_000;
const MB = 1024 * 1024;

let failures = 0;
let peak = 0;
const watch = () => {
  peak = Math.max(peak, process.memoryUsage().rss);
};

interface Tally {
  traces: number;
  logs: number;
  events: number;
  problems: Map<string, number>;
  slowest: { ms: number; what: string };
}
const emptyTally = (): Tally => ({
  traces: 0,
  logs: 0,
  events: 0,
  problems: new Map(),
  slowest: { ms: 0, what: '' },
});

async function check(file: OpenedFile, what: string, tally: Tally) {
  const began = performance.now();
  try {
    const { traces, logs, events, problems } = await checkFile(file, wordCounter);
    tally.traces += traces;
    tally.logs += logs;
    tally.events += events;
    for (const { type } of problems) tally.problems.set(type, (tally.problems.get(type) ?? 0) + 1);
  } catch (error) {
    failures++;
    console.error(`FAILED ${what}: ${error instanceof Error ? error.stack : error}`);
  }
  const ms = performance.now() - began;
  if (ms > tally.slowest.ms) tally.slowest = { ms, what };
  if (ms > SLOWEST_MS) {
    failures++;
    console.error(`TOO SLOW ${what}: ${Math.round(ms)} ms`);
  }
  watch();
}

const told = ({ traces, logs, events, problems }: Tally) =>
  `${traces} traces, ${logs} logs, ${events} events; problems: ${[...problems].map(([type, times]) => `${type} ${times}`).join(', ') || 'none'}`;

const samples = await sampleFiles();
const began = performance.now();
const tally = emptyTally();
let files = 0;
for (; files < count; files++) {
  const file = mutatedFile(samples, seed, files);
  await check(file, file.done.join(', '), tally);
}
console.log(`${files} mutated files in ${((performance.now() - began) / 1000).toFixed(1)} s (seed ${seed})`);
console.log(`  ${told(tally)}`);
console.log(`  slowest ${Math.round(tally.slowest.ms)} ms: ${tally.slowest.what}`);
console.log(`  peak memory ${Math.round(peak / MB)} MB`);

/** Texts made to cost much: each near or over a limit. */
function* costlyTexts(): Generator<[what: string, path: string, text: () => string]> {
  const fill = (part: string, megabytes: number) => part.repeat(Math.ceil((megabytes * MB) / part.length));
  yield ['a line of 100 MB', 'line.txt', () => fill('x', 100)];
  yield ['a JSON line of 100 MB', 'line.jsonl', () => `{"trajectory":"${fill('x', 100)}"}`];
  yield ['a CSV cell of 60 MB', 'cell.csv', () => `question,response\nq,"${fill('x ', 60)}"\n`];
  yield ['60 MB of empty objects', 'objects.json', () => `[${fill('{},', 60)}{}]`];
  yield ['60 MB of JSON depth', 'deep.json', () => fill('[{"a":', 60)];
  yield ['60 MB of empty cells', 'cells.csv', () => `id,response\n${fill(',', 60)}`];
  yield ['60 MB of short rows', 'rows.csv', () => `id,response\n${fill('1,\n', 60)}`];
  yield ['60 MB of quotation marks', 'quotes.csv', () => `id,response\n${fill('"', 60)}`];
  yield ['60 MB of unmatched quotes in JSON', 'escapes.jsonl', () => `{"a":"${fill('\\', 60)}`];
  for (const part of [
    '<',
    '<Plan_1>',
    '<Plan_1></Plan_1>',
    '<prompt_1.1>',
    '<execution_1.1>a</execution_1.1>',
    '<think>',
    '<Question>',
    '</prompt>',
    '<Final_answer>',
    'execution_1.1, ',
    '\\boxed{',
    '$',
    ' ',
    '\n',
    'a',
    'ab ',
    '7',
    '🧮',
    '\u0301',
    '{',
    '"',
    '-----\n',
    'Based on execution_1.1: ',
  ])
    yield [
      `1 MB of ${JSON.stringify(part)}`,
      'part.txt',
      () =>
        `<Plan_1>x</Plan_1><Execution_1><execution_1.1>y</execution_1.1></Execution_1><Plan_2>${fill(part, 1)}`.slice(
          0,
          importLimits.maxTraceLength,
        ),
    ];
  yield [
    '1,000 prompts around long plans',
    'wide.txt',
    () =>
      `<Plan_1>${Array.from({ length: 1000 }, (_, index) => `${'7'.repeat(900)}<prompt_1.${index + 1}>${index}</prompt_1.${index + 1}>`).join('')}</Plan_1>`,
  ];
  yield [
    '999 stages',
    'stages.txt',
    () =>
      Array.from(
        { length: 999 },
        (_, index) =>
          `<Plan_${index + 1}>a <prompt_${index + 1}.1> b </prompt_${index + 1}.1></Plan_${index + 1}><Execution_${index + 1}><execution_${index + 1}.1>c</execution_${index + 1}.1></Execution_${index + 1}>`,
      ).join(''),
  ];
}

const costly = emptyTally();
for (const [what, path, text] of costlyTexts()) {
  const from = performance.now();
  await check({ path, text: text() }, what, costly);
  console.log(
    `  ${what}: ${Math.round(performance.now() - from)} ms, memory ${Math.round(process.memoryUsage().rss / MB)} MB`,
  );
}
console.log(`Costly texts: ${told(costly)}; peak memory ${Math.round(peak / MB)} MB`);

async function open(what: string, bytes: Uint8Array, path: string, limits: ImportLimits = importLimits) {
  const from = performance.now();
  const opened: string[] = [];
  try {
    for await (const one of openFiles([sourceFile(path, bytes)], limits)) {
      watch();
      opened.push(isImportProblem(one) ? one.type : `${Math.ceil(one.text.length / 1024)} kB of text`);
      if (!isImportProblem(one)) await check(one, what, costly);
    }
  } catch (error) {
    failures++;
    console.error(`FAILED ${what}: ${error}`);
  }
  const shown = opened.slice(0, 4).join(', ') + (opened.length > 4 ? `, … (${opened.length})` : '');
  console.log(
    `  ${what} (${Math.ceil(bytes.length / 1024)} kB): ${shown}; ${Math.round(performance.now() - from)} ms, memory ${Math.round(process.memoryUsage().rss / MB)} MB`,
  );
}

console.log('Bytes:');
const random = createRandom(seed);
const bomb = zipBomb(1024);
await open('a zip bomb of 1 GB', bomb, 'bomb.zip');
await open(
  '200 such bombs in an archive',
  zipOf(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`bomb-${index}.zip`, bomb])), 0),
  'bombs.zip',
);
await open('zip in zip in zip', nestedZip(3, sampleTranscript), 'nested.zip');
await open('ten zips deep', nestedZip(10, sampleTranscript), 'deep.zip');
await open('an encrypted archive', markEncrypted(zipOf({ 'a.txt': sampleTranscript })), 'encrypted.zip');
await open(
  '30,000 files',
  zipOf(
    Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`${index}.txt`, 'So the answer is 3.'])),
  ),
  'many.zip',
);
await open(
  'names that lead out',
  zipOf({
    '../../etc/passwd': 'The answer is 3.',
    'C:\\Windows\\x.txt': 'The answer is 3.',
    '/root/.ssh/x': 'The answer is 3.',
  }),
  'names.zip',
);
await open('Latin-1', latin1('Der Körper hat 3 m².\nDie Lösung ist 4 €.'), 'latin1.txt');
await open('UTF-16 without a mark', utf16(sampleTranscript, 'none'), 'utf16.txt');
await open('UTF-16 (LE)', utf16(sampleTranscript, 'le'), 'utf16le.txt');
await open('UTF-16 (BE)', utf16(sampleTranscript, 'be'), 'utf16be.txt');
const archive = zipOf({ 'a.txt': sampleTranscript, 'b.txt': sampleTranscript });
let types = 0;
for (let index = 0; index < 2_000; index++) {
  const damaged = archive.slice(0, random.next() < 0.3 ? random.int(archive.length) : archive.length);
  for (let hits = 1 + random.int(5); hits > 0; hits--) damaged[random.int(damaged.length)] = random.int(256);
  try {
    for await (const one of openFiles([sourceFile('damaged.zip', damaged)]))
      if (isImportProblem(one)) types++;
  } catch (error) {
    failures++;
    console.error(`FAILED damaged archive ${index}: ${error}`);
  }
}
console.log(`  2,000 damaged archives: ${types} problems told`);
for (let index = 0; index < 500; index++) {
  const bytes = Uint8Array.from({ length: random.int(5_000) }, () => random.int(256));
  for await (const one of openFiles([sourceFile('noise.txt', bytes)]))
    if (!isImportProblem(one)) await check(one, 'noise', costly);
}
console.log(`500 files of noise; peak memory of all ${Math.round(peak / MB)} MB; ${failures} failures`);
if (failures > 0) process.exitCode = 1;
