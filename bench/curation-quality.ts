/**
 * How good curation by rules is: compares its steps, dependencies and independent pairs of steps with records that
 * others made, beside two baselines, and what the packed records of a folder of texts save.
 *
 *     node bench/curation-quality.ts RECORDS… [TEXTS…]
 *
 * RECORDS: folders with `component_separation_K.txt`, `component_inline_K.txt` and `created_dag_K.json`, as the SPRINT
 * authors publish them, or with readings of texts (`curation-NAME.json`, curation-records.ts). TEXTS: folders of
 * sequential texts and of tagged transcripts, a file each; the pieces of a transcript are read one after the other, as
 * the workbench opens a session.
 *
 * "Edges" and "independent pairs" are those of the found steps, mapped onto the true steps by the order of their lines
 * (`parentsOnto`); edges that follow from others count on neither side. So a chain has the same score however it was
 * cut, and no pair. "On the true steps" are the dependencies found for the true steps, against all edges as published.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Decomposition, SourceLines } from '#lib/contract/curation-record.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curate } from '#lib/curation/curate.ts';
import { openSource } from '#lib/curation/open-source.ts';
import { dependByRules } from '#lib/curation/rules/depend-by-rules.ts';
import { extractByRules, RULES_VERSION } from '#lib/curation/rules/extract-by-rules.ts';
import { segment } from '#lib/curation/segment.ts';
import {
  type Agreement,
  added,
  boundaryAgreement,
  chainOf,
  edgeAgreement,
  evenSteps,
  f1,
  independentAgreement,
  type Parents,
  parentsOnto,
  placesOf,
} from '#lib/curation/testing/decomposition-scores.ts';
import { withoutTransitive } from '#lib/curation/transitive.ts';
import { syncCount } from '#lib/tokens/sync-counter.ts';
import { holdsRecords, recordsOf } from './curation-records.ts';

const countTokens = syncCount('qwen3');
const given = process.argv.slice(2);
const recordFolders = given.filter(holdsRecords);
const folders = given.filter((folder) => !holdsRecords(folder));
if (given.length === 0) {
  console.error('usage: node bench/curation-quality.ts RECORDS… [TEXTS…]');
  process.exit(2);
}

const chained = (decomposition: Decomposition): Decomposition => ({
  ...decomposition,
  parents: Object.fromEntries(
    decomposition.steps.map(({ id }, index) => [
      id,
      index === 0 ? [] : [decomposition.steps[index - 1]?.id ?? ''],
    ]),
  ),
});

function byRules(source: SourceLines): Decomposition {
  const steps = extractByRules(source);
  return { steps, parents: dependByRules(source, steps) };
}

interface Row {
  readonly boundaries: Agreement;
  /** Of the found steps, mapped onto the true ones. */
  readonly edges: Agreement;
  readonly pairs: Agreement;
  /** Of the dependencies that are found for the true steps. */
  readonly edgesOnTrue: Agreement;
  readonly pairsOnTrue: Agreement;
}

const row = (found: Decomposition, onTrue: Parents, truth: Decomposition): Row => {
  const parents = placesOf(truth);
  const onto = parentsOnto(found, truth.steps);
  const direct = withoutTransitive(parents);
  return {
    boundaries: boundaryAgreement(found.steps, truth.steps),
    edges: edgeAgreement(onto, direct),
    pairs: independentAgreement(onto, parents),
    edgesOnTrue: edgeAgreement(onTrue, parents),
    pairsOnTrue: independentAgreement(onTrue, parents),
  };
};

const TITLES = {
  boundaries: 'boundaries',
  edges: 'edges',
  pairs: 'independent pairs',
  edgesOnTrue: 'edges on the true steps',
  pairsOnTrue: 'independent pairs on the true steps',
} as const satisfies Record<keyof Row, string>;
const COLUMNS = Object.keys(TITLES) as (keyof Row)[];

function shown(agreements: readonly Agreement[]): string {
  const sum = added(agreements);
  const all = sum.both + sum.onlyFound;
  return `${f1(sum)?.toFixed(2) ?? '–'} (${sum.both} of ${all} right, ${sum.both + sum.onlyTrue} to find)`;
}

function change(after: number, before: number): string {
  return `${after} (${(((after - before) / before) * 100).toFixed(1)} %)`;
}

for (const folder of recordFolders) {
  const taken = recordsOf(folder, folders);
  const rows: Record<'rules' | 'chain' | 'even cuts', Row[]> = { rules: [], chain: [], 'even cuts': [] };
  /** Sequential tokens of the records with the true steps: of the text, with the true edges, with the rules'. */
  const tokens = { before: 0, true: 0, rules: 0, chain: 0 };
  for (const { source, decomposition } of taken) {
    const found = byRules(source);
    const chain = chainOf(decomposition.steps.length);
    const onTrue = { steps: decomposition.steps, parents: dependByRules(source, decomposition.steps) };
    rows.rules.push(row(found, placesOf(onTrue), decomposition));
    rows.chain.push(row(chained(found), chain, decomposition));
    const even = { steps: evenSteps(source.lines.length, found.steps.length), parents: {} };
    rows['even cuts'].push(row(chained(even), chain, decomposition));
    const { numbers } = curated(source, decomposition);
    tokens.before += numbers.sequentialTokensBefore;
    tokens.true += numbers.sequentialTokensAfter;
    tokens.rules += curated(source, onTrue).numbers.sequentialTokensAfter;
    tokens.chain += curated(source, chained(onTrue)).numbers.sequentialTokensAfter;
  }
  console.log(
    `\n${folder}: rules version ${RULES_VERSION}; ${taken.length} records: ${taken.map(({ key }) => key).join(', ')}. F1 of all records together.\n`,
  );
  console.log(`| | ${Object.values(TITLES).join(' | ')} |`);
  console.log(`| --- |${' --- |'.repeat(COLUMNS.length)}`);
  for (const [name, all] of Object.entries(rows))
    console.log(`| ${name} | ${COLUMNS.map((column) => shown(all.map((one) => one[column]))).join(' | ')} |`);
  console.log('\nF1 of each record, the rules beside the chain:');
  taken.forEach(({ key }, index) => {
    const one = (name: 'rules' | 'chain', column: keyof Row) => {
      const agreement = rows[name][index]?.[column];
      return (agreement && f1(agreement)?.toFixed(2)) ?? '–';
    };
    const both = COLUMNS.map(
      (column) => `${TITLES[column]} ${one('rules', column)} / ${one('chain', column)}`,
    );
    console.log(`${key}: ${both.join(', ')}`);
  });
  console.log(
    `\nSequential tokens on the true steps: before ${tokens.before}, true edges ${change(tokens.true, tokens.before)}, ` +
      `rules ${change(tokens.rules, tokens.before)}, chain ${change(tokens.chain, tokens.before)}`,
  );
}

function curated(source: SourceLines, decomposition: Decomposition, answer: string | null = null) {
  return curate({
    ...{ source, decomposition, answer, countTokens },
    ...{ settings: profiles.paper, question: null, expected: null },
  });
}

/** The content of a transcript's tags, one piece after the other. */
const untagged = (text: string): string =>
  text.replace(/<\/?(?:think|Plan_\d+|Execution_\d+|prompt_[\d.]+|execution_[\d.]+|Final_answer)>/g, '');

for (const folder of folders) {
  const sums = { texts: 0, kept: 0, lost: 0, before: 0, after: 0, keptBefore: 0, keptAfter: 0, leaks: 0 };
  const reasons = new Map<string, number>();
  for (const name of fs.readdirSync(folder).sort()) {
    const opened = openSource(untagged(fs.readFileSync(path.join(folder, name), 'utf8')));
    const source = segment(opened.text);
    const result = curated(source, byRules(source), opened.answer);
    const { sequentialTokensBefore: before, sequentialTokensAfter: after } = result.numbers;
    sums.texts++;
    sums.before += before;
    sums.after += after;
    for (const { code } of result.reasons) reasons.set(code, (reasons.get(code) ?? 0) + 1);
    sums.leaks += result.leaks.length;
    if (!result.kept) continue;
    sums.kept++;
    sums.keptBefore += before;
    sums.keptAfter += after;
    if (after >= before) {
      sums.lost++;
      console.log(`  ${name} is kept and saves nothing: ${before} → ${after}`);
    }
  }
  console.log(
    `\n${folder}: ${sums.texts} texts, sequential tokens ${sums.before} → ${change(sums.after, sums.before)}; ` +
      `kept ${sums.kept}, of them ${sums.keptBefore} → ${sums.kept ? change(sums.keptAfter, sums.keptBefore) : 0}, ` +
      `kept without a saving: ${sums.lost}; leaks ${sums.leaks}. Reasons: ${[...reasons].map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}`,
  );
}
