/**
 * How reliable the doctor's leaks are, compared with what readers wrote down.
 *
 *     node bench/doctor.ts LABELS.jsonl FOLDER [--json] [--all]
 *
 * A label is a line: `file`, `kind`, `stream` (for a pair also `source`, or both as `streams`), `quote`, `certain`,
 * `why`; `{"file", "kind": "none"}` is a text that a reader read and that has no leak. FOLDER contains each `file` as
 * `file.txt`; the bench ignores files that no label names. bench/doctor/labels.ts has the kinds and the checks that
 * match each, bench/doctor/match-labels.ts decides when a finding and a label say the same. A finding is true where any
 * label says the same, even one that is a matter of opinion; recall counts the certain labels. The bench leaves out
 * findings of checks whose kinds no label has, and those that follow from the structure: they are never in doubt. A
 * line with `holds: false` (an export of dismissals) says that a finding there does not hold: a person looked at the
 * text. The bench lists findings without a label, for a person to judge; `--all` lists the rest as well, and the labels
 * that the doctor missed.
 */
import fs from 'node:fs';
import path from 'node:path';
import { wilsonInterval } from '#lib/base/wilson-interval.ts';
import type { Certainty, Finding } from '#lib/contract/findings.ts';
import { checks } from '#lib/doctor/checks.ts';
import { DOCTOR_VERSION, diagnose } from '#lib/doctor/diagnose.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { codesByKind, type Label, parseLabels, structural } from './doctor/labels.ts';
import { saysTheSame } from './doctor/match-labels.ts';

interface Judged {
  readonly file: string;
  readonly code: string;
  readonly certainty: Certainty;
  /** null where no label says it. */
  readonly label: Label | null;
  readonly stream: string;
  readonly quote: string;
  readonly explanation: string;
}

const flags = new Set(process.argv.slice(2).filter((argument) => argument.startsWith('--')));
const [labelFile, folder] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (!labelFile || !folder)
  throw new Error('Usage: node bench/doctor.ts LABELS.jsonl FOLDER [--json] [--all]');

/** No leak depends on the number of tokens. */
const counter: TokenCounter = { name: 'characters', count: async (text) => text.length };

async function traceOf(file: string): Promise<TraceState> {
  const text = fs.readFileSync(path.join(folder ?? '', file.endsWith('.txt') ? file : `${file}.txt`), 'utf8');
  const startedAt = '2026-01-01T00:00:00.000Z';
  return foldEvents(await logFromTranscript(text, { counter, origin: { kind: 'by-hand' }, startedAt }));
}

const labels = parseLabels(fs.readFileSync(labelFile, 'utf8'));
const kinds = new Set(labels.map(({ kind }) => kind));
const codes = new Set([...kinds].flatMap((kind) => codesByKind[kind] ?? []));
const findings: Judged[] = [];
const missed: Label[] = [];
for (const file of new Set(labels.map((label) => label.file))) {
  const state = await traceOf(file);
  const found = diagnose(state).filter(({ code }) => codes.has(code));
  const own = labels.filter((label) => label.file === file && label.kind !== 'none');
  for (const finding of found) {
    if (structural.has(finding.code)) continue;
    const label = own.find((one) => saysTheSame(finding, one, state)) ?? null;
    findings.push(judged(file, finding, label, state));
  }
  missed.push(...own.filter((label) => !found.some((finding) => saysTheSame(finding, label, state))));
}

function judged(file: string, finding: Finding, label: Label | null, state: TraceState): Judged {
  const { code, certainty, explanation, places } = finding;
  const { stream, offset = 0, end } = places[0] ?? {};
  const text = stream ? (findPiece(state, stream)?.text ?? '') : '';
  const quote = text.slice(offset, end).slice(0, 160);
  return { file, code, certainty, label, stream: stream ?? '', quote, explanation };
}

/** "12 of 15 (80 %, 95 %: 55 to 93)" */
function share(some: number, of: number): string {
  const interval = wilsonInterval(some, of);
  const percent = (part: number) => Math.round(part * 100);
  if (!interval) return 'none';
  return `${some} of ${of} (${percent(some / of)} %, 95 %: ${percent(interval.low)} to ${percent(interval.high)})`;
}

const certain = labels.filter((label) => label.isCertain && label.kind !== 'none');
const isMissed = (label: Label) => missed.includes(label);
const truth = (some: readonly Judged[]) => [some.filter(({ label }) => label).length, some.length] as const;
const byCertainty = (['certain', 'likely', 'possible'] as const).map(
  (level) => [level, truth(findings.filter(({ certainty }) => certainty === level))] as const,
);
const byCode = [...codes]
  .filter((code) => checks.some((check) => check.code === code) && !structural.has(code))
  .map((code) => [code, truth(findings.filter((finding) => finding.code === code))] as const);
const recallOf = (some: readonly Label[]) =>
  [some.filter((one) => !isMissed(one)).length, some.length] as const;
const byKind = [...kinds]
  .filter((kind) => kind !== 'none')
  .map((kind) => [kind, recallOf(certain.filter((label) => label.kind === kind))] as const);

if (flags.has('--json')) {
  const numbers = (rows: readonly (readonly [string, readonly [number, number]])[]) =>
    Object.fromEntries(
      rows.map(([name, [some, of]]) => [name, { some, of, interval: wilsonInterval(some, of) }]),
    );
  const result = {
    doctorVersion: DOCTOR_VERSION,
    texts: new Set(labels.map(({ file }) => file)).size,
    labels: labels.length,
    precision: numbers(byCertainty),
    precisionByCode: numbers(byCode),
    recall: numbers([['all', recallOf(certain)], ...byKind]),
    findings,
    missed,
  };
  console.log(JSON.stringify(result, null, 2));
} else {
  const lines = [
    `Doctor ${DOCTOR_VERSION}, ${labels.length} labels (${certain.length} certain) of ${new Set(labels.map(({ file }) => file)).size} texts`,
    '\nFindings that a label says, by certainty',
    ...byCertainty.map(([level, [some, of]]) => `  ${level.padEnd(26)}${share(some, of)}`),
    '\nthe same by check',
    ...byCode.map(([code, [some, of]]) => `  ${code.padEnd(26)}${share(some, of)}`),
    '\nCertain labels that were found',
    `  ${'all'.padEnd(26)}${share(...recallOf(certain))}`,
    ...byKind.map(([kind, [some, of]]) => `  ${kind.padEnd(26)}${share(some, of)}`),
    '\nFindings that no label says',
    ...findings.filter(({ label }) => !label).map(line),
  ];
  if (flags.has('--all'))
    lines.push(
      '\nFindings that a label says',
      ...findings.filter(({ label }) => label).map(line),
      '\nLabels that were missed',
      ...missed.map(
        ({ file, kind, streams, quote, isCertain }) =>
          `  ${isCertain ? '!' : ' '} ${file} ${kind} ${streams.join(' ')} ${quote}`,
      ),
    );
  console.log(lines.join('\n'));
}

function line({ file, certainty, code, stream, quote, explanation }: Judged): string {
  return `  ${file} ${code} (${certainty}) ${stream}: ${quote.replace(/\s+/g, ' ')}\n      ${explanation}`;
}
