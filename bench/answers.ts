// node bench/answers.ts LABELS.jsonl [--all] Reads pairs of answers (`a`, `b`, `equal`, perhaps `kind`, `question`),
// and texts (`text`, `answer`, perhaps `question`): prints how many the rules decide, and how many of those correctly.
// Lists the wrong ones; with --all also the undecided ones.
import { readFileSync } from 'node:fs';
import { judge } from '#lib/answers/equality.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';

interface Row {
  a?: string;
  b?: string;
  equal?: boolean;
  kind?: string;
  question?: string;
  text?: string;
  answer?: string | null;
}

const [file, ...flags] = process.argv.slice(2);
if (!file) throw new Error('Usage: node bench/answers.ts LABELS.jsonl [--all]');
const showsAll = flags.includes('--all');
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as Row);

/** Wilson's interval of 95 %. */
function share(count: number, of: number): string {
  if (of === 0) return '–';
  const [z, p] = [1.96, count / of];
  const middle = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  const percent = (value: number) => `${(100 * Math.max(0, Math.min(1, value))).toFixed(1)} %`;
  return `${count} of ${of}, ${percent(p)} (${percent(middle - half)} to ${percent(middle + half)})`;
}

const pairs = rows.filter(
  (row): row is Row & { a: string; b: string; equal: boolean } =>
    typeof row.a === 'string' && typeof row.b === 'string' && typeof row.equal === 'boolean',
);
if (pairs.length > 0) {
  const startedAt = performance.now();
  const judged = pairs.map((pair) => ({ pair, ...judge(pair.a, pair.b, { question: pair.question }) }));
  const perPair = (performance.now() - startedAt) / pairs.length;
  const equal = judged.filter(({ pair }) => pair.equal);
  const different = judged.filter(({ pair }) => !pair.equal);
  const count = (of: typeof judged, verdict: string) => of.filter((one) => one.verdict === verdict).length;
  console.log(`Pairs: ${pairs.length}, ${perPair.toFixed(2)} ms each`);
  console.log(`  equal ones found:       ${share(count(equal, 'equal'), equal.length)}`);
  console.log(`  equal called different: ${share(count(equal, 'different'), equal.length)}`);
  console.log(`  different ones found:   ${share(count(different, 'different'), different.length)}`);
  console.log(`  different called equal: ${share(count(different, 'equal'), different.length)}`);
  console.log(`  undecided:              ${share(count(judged, 'undecided'), judged.length)}`);
  for (const { pair, verdict, how } of judged) {
    const isRight = verdict === (pair.equal ? 'equal' : 'different');
    if (isRight || (verdict === 'undecided' && !pair.equal && !showsAll)) continue;
    console.log(`  ${pair.equal ? '=' : '≠'} ${verdict}: ${pair.a}  |  ${pair.b}  (${how})`);
  }
}

const texts = rows.filter(
  (row): row is Row & { text: string } => typeof row.text === 'string' && 'answer' in row,
);
if (texts.length > 0) {
  const found = texts.map((row) => {
    const extracted = extractAnswer(row.text);
    const stated = extracted?.answer ?? null;
    const isRight =
      row.answer === null || row.answer === undefined || stated === null
        ? stated === (row.answer ?? null)
        : judge(stated, row.answer, { question: row.question }).verdict === 'equal';
    return { row, stated, isRight };
  });
  console.log(`Texts: ${texts.length}`);
  console.log(
    `  answers read rightly:   ${share(found.filter(({ isRight }) => isRight).length, found.length)}`,
  );
  for (const { row, stated, isRight } of found)
    if (!isRight)
      console.log(
        `  ${JSON.stringify(row.answer)} read as ${JSON.stringify(stated)}: …${row.text.slice(-160).replace(/\n/g, '⏎')}`,
      );
}
