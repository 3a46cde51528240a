import { sha256Hex } from '#lib/base/sha256.ts';
import type { SourceTrace } from './source-trace.ts';

export interface PairedTrace {
  /** With the question and the right answer of its partner or its twin, where it had none. */
  readonly trace: SourceTrace;
  /** The same for traces of one question that occurs with both strategies; null for all others. */
  readonly pairKey: string | null;
  /**
   * Index of the first trace with exactly the same text: a run's table repeats the content of its files. Null for all
   * others.
   */
  readonly twinOf: number | null;
}

/**
 * Finds traces that belong together: those of the same question (ignoring white space), and those without a question
 * that share their ID with one. An ID counts within its folder; across folders only where it is unambiguous. Keeps the
 * order.
 */
export function pairTraces(given: readonly SourceTrace[]): PairedTrace[] {
  const twins = findTwins(given);
  const traces = given.map((trace, position) =>
    withTwin(trace, twins.said.get(twins.first[position] ?? position)),
  );
  const asked = traces.map(({ question }) => question);
  const partners = indexPartners(traces);
  traces.forEach((trace, position) => {
    if (trace.question === null) asked[position] = partners(trace)?.question ?? null;
  });
  const groups = new Map<string, Set<SourceTrace['strategy']>>();
  const keys = traces.map((trace, position) => groupKey(trace, asked[position] ?? null));
  keys.forEach((key, position) => {
    const strategy = traces[position]?.strategy;
    if (key === null || !strategy) return;
    const strategies = groups.get(key) ?? new Set();
    groups.set(key, strategies.add(strategy));
  });
  return traces.map((trace, position) => {
    const question = asked[position] ?? null;
    const key = keys[position] ?? null;
    const first = twins.first[position] ?? position;
    return {
      trace: question === trace.question ? trace : { ...trace, question },
      pairKey: key !== null && (groups.get(key)?.size ?? 0) > 1 ? key : null,
      twinOf: first === position ? null : first,
    };
  });
}

type Said = Pick<SourceTrace, 'question' | 'expected'>;

/** The first trace of each text, and the details that any trace with that text adds. */
function findTwins(traces: readonly SourceTrace[]): {
  first: readonly number[];
  said: ReadonlyMap<number, Said>;
} {
  const byText = new Map<string, number>();
  const said = new Map<number, Said>();
  const first = traces.map(({ text, question, expected }, position) => {
    const key = text.trim();
    const known = byText.get(key) ?? position;
    byText.set(key, known);
    const before = said.get(known);
    said.set(known, { question: before?.question ?? question, expected: before?.expected ?? expected });
    return known;
  });
  return { first, said };
}

function withTwin(trace: SourceTrace, said: Said | undefined): SourceTrace {
  const question = trace.question ?? said?.question ?? null;
  const expected = trace.expected ?? said?.expected ?? null;
  if (question === trace.question && expected === trace.expected) return trace;
  return { ...trace, question, expected };
}

const fold = (question: string): string => question.replace(/\s+/g, ' ').trim();

function groupKey(trace: SourceTrace, question: string | null): string | null {
  if (question !== null) return `question:${sha256Hex(fold(question)).slice(0, 16)}`;
  return trace.key === null ? null : `name:${sha256Hex(nameKey(trace)).slice(0, 16)}`;
}

const nameKey = ({ key, place }: SourceTrace): string => `${datasetOf(place.path)}/${key}`;

/** Finds the partner of the other strategy by ID; considers only one whose question is certain. */
function indexPartners(traces: readonly SourceTrace[]): (trace: SourceTrace) => SourceTrace | null {
  const near = new Map<string, SourceTrace[]>();
  const far = new Map<string, SourceTrace[]>();
  for (const trace of traces) {
    if (trace.key === null || trace.question === null) continue;
    push(near, nameKey(trace), trace);
    push(far, trace.key, trace);
  }
  return (trace) => {
    if (trace.key === null) return null;
    const others = (found: readonly SourceTrace[] | undefined) =>
      (found ?? []).filter(({ strategy }) => strategy !== trace.strategy);
    return agreed(others(near.get(nameKey(trace)))) ?? agreed(others(far.get(trace.key)));
  };
}

/** The first trace, if all have the same question. */
function agreed(traces: readonly SourceTrace[]): SourceTrace | null {
  const [first] = traces;
  if (!first) return null;
  return traces.every(({ question }) => fold(question ?? '') === fold(first.question ?? '')) ? first : null;
}

function push(map: Map<string, SourceTrace[]>, key: string, trace: SourceTrace) {
  const known = map.get(key);
  if (known) known.push(trace);
  else map.set(key, [trace]);
}

/** What a file's name contains besides the ID: which program wrote it, and which side of a pair it is. */
const PREFIX =
  /^(?:planner_trajectory|base_model_trajectory|sprint|sequential|baseline|base_model|planner)[_-]+/i;

const SUFFIX = /[_.-]+(?:sprint|sequential|baseline|planner)$/i;

/** The ID in a file's name, that its partner of the other strategy shares; null where the name has none. */
export function keyOf(path: string): string | null {
  const file = path.split(/[\\/]/).at(-1) ?? '';
  const name = file.replace(/\.(?:txt|text|log|md|jsonl?|ndjson|out|transcript|html?)$/i, '');
  return bareKey(name.replace(PREFIX, '').replace(SUFFIX, ''));
}

/** An ID without the `test_` that data sets put before it: files and tables of one run disagree about that. */
export function bareKey(id: string): string | null {
  const key = id.trim().replace(/^test[_-](?=.)/i, '');
  return key === '' ? null : key;
}

/** Folder names that tell which side of a pair they contain, or nothing at all. */
const NEUTRAL =
  /^(?:sprint|sequential|baseline|rft|base|base[_-]?model|planner|logs?|logs_.*|traces?|trajectories|corpus|data|results?|outputs?|.*\.zip)$/i;

/** The set of questions in which a path's ID is unique: the nearest folder whose name tells more than a side. */
function datasetOf(path: string): string {
  const folders = path.split(/[\\/]/).slice(0, -1);
  const folder = folders.findLast((name) => name !== '' && !NEUTRAL.test(name)) ?? '';
  return folder
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/default$/, '');
}
