import type { DataSetColumns } from '#lib/contract/data-set.ts';
import { isChatRow } from '#lib/formats/rows/chat-row.ts';
import { knownColumns } from '#lib/formats/rows/table-columns.ts';
import { cellText, chatOf, samplesOf } from './data-set-cells.ts';

export interface DataSetGuess {
  readonly columns: DataSetColumns;
  /** As a sentence for people. */
  readonly why: string;
}

/** Columns that hold thinking alone, the answer standing in another; as the open data sets call them. */
const THINKING = [
  'deepseekreasoning',
  'deepseekthinkingtrajectory',
  'reasoningcontent',
  'reasoningtrace',
  'thinkingtrajectory',
  'thinkingtrajectories',
  'thinking',
  'thought',
  'thoughts',
  'chainofthought',
  'cot',
  'reasoning',
];
const ANSWER = [
  'deepseeksolution',
  'deepseekattempt',
  'finalresponse',
  'finalanswer',
  'response',
  'completion',
  'output',
];
/** Known for trajectories, but as often for a short model solution. */
const WEAK = new Set(['solution', 'text', 'content', 'output', 'outputs']);
const MARKS = /<\/?think>|<\|begin_of_thought\|>/;
/** Longer ones are worded answers or solutions, which no answer is compared with. */
const LONGEST_EXPECTED = 200;

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The columns that a table most likely means, from their names and from some of its rows. */
export function guessColumns(
  names: readonly string[],
  rows: readonly Record<string, unknown>[],
): DataSetGuess {
  const known = knownColumns(names);
  const find = (wanted: readonly string[]) =>
    wanted.flatMap((one) => names.find((name) => folded(name) === one) ?? []);
  const thinking = find(THINKING);
  const chats = names.filter((name) => rows.some((row) => isChatRow({ messages: chatOf(row[name]) })));
  const strong = known.traces.filter((name) => !WEAK.has(folded(name)) && name !== known.question);
  const weak = known.traces.filter((name) => WEAK.has(folded(name)));
  const candidates = [...new Set([...thinking, ...strong, ...chats, ...weak])].filter(
    (name) => !(chats.includes(name) && known.question === name && chats.length > 1),
  );
  const texts = (name: string) => rows.flatMap((row) => samplesOf(row[name]).map(({ text }) => text));
  const marked = candidates.find((name) => texts(name).some((text) => MARKS.test(text)));
  const filled = candidates.find((name) => texts(name).some((text) => text.trim() !== ''));
  const other = [...names].filter((name) => name !== known.question).sort((a, b) => length(b) - length(a))[0];
  const trace = marked ?? filled ?? (other !== undefined && length(other) >= 200 ? other : null);
  const isFree = (name: string | null | undefined): name is string =>
    typeof name === 'string' && name !== trace;
  const question = isFree(known.question) ? known.question : null;
  const answer = trace !== null && thinking.includes(trace) ? find(ANSWER).find(isFree) : undefined;
  const expected = [known.expected]
    .filter(isFree)
    .find((name) => name !== answer && length(name) <= LONGEST_EXPECTED);
  const columns = {
    trace,
    question,
    answer: answer ?? null,
    expected: expected ?? null,
    name: isFree(known.id) ? known.id : null,
  };
  return { columns, why: reason(columns, { marked, filled, chats }) };

  function length(name: string): number {
    const lengths = rows.map((row) => cellText(row[name]).length);
    return lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
  }
}

function reason(
  { trace }: DataSetColumns,
  found: { marked: string | undefined; filled: string | undefined; chats: readonly string[] },
): string {
  if (trace === null) return 'No column looks like reasoning.';
  if (trace === found.marked) return `“${trace}” holds texts with marks of thinking.`;
  if (found.chats.includes(trace)) return `“${trace}” holds chats; what the assistant wrote is read.`;
  return trace === found.filled
    ? `“${trace}” is a known name for reasoning.`
    : `“${trace}” holds the longest texts.`;
}
