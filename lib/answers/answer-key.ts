import { boxedAnswers } from './boxed-answers.ts';

/** A right answer, and what identifies its trace: at least one of `id` and `question`. */
export interface AnswerKeyEntry {
  readonly id?: string;
  readonly question?: string;
  readonly answer: string;
}

/** Most characters of a right answer. A longer text is a solution, and no page could show it beside an answer. */
export const LONGEST_EXPECTED = 2_000;

/** A row that gives no entry; `row` counts from 1. */
export interface AnswerKeyProblem {
  readonly row: number;
  readonly message: string;
}

export interface ReadAnswerKey {
  readonly entries: readonly AnswerKeyEntry[];
  readonly problems: readonly AnswerKeyProblem[];
}

/** We compare names without case and punctuation: `Correct Answer` is `correct_answer`. In order of preference. */
const COLUMNS = {
  id: [
    'id',
    'uid',
    'uniqueid',
    'questionid',
    'problemid',
    'recordid',
    'problemidx',
    'sampleid',
    'name',
    'file',
    'key',
  ],
  question: ['question', 'problem', 'problemstatement', 'query', 'prompt', 'input'],
  answer: [
    ...[
      'expected',
      'expectedanswer',
      'correctanswer',
      'rightanswer',
      'finalanswer',
      'groundtruth',
      'goldanswer',
    ],
    ...['gold', 'reference', 'referenceanswer', 'target', 'answer', 'answers', 'correctanswers', 'solution'],
  ],
} as const;

/**
 * Reads rows of a table (MATH-500, GSM8K with `#### 42`, AIME, GPQA and tables with the same column names) as right
 * answers. Never throws: a row without an answer, or without anything to join it by, becomes a problem that names what
 * is missing.
 */
export function readAnswerKey(rows: Iterable<unknown>): ReadAnswerKey {
  const entries: AnswerKeyEntry[] = [];
  const problems: AnswerKeyProblem[] = [];
  let row = 0;
  for (const given of rows) {
    row++;
    const entry = readEntry(given);
    if (typeof entry === 'string') problems.push({ row, message: entry });
    else entries.push(entry);
  }
  return { entries, problems };
}

/** Whether a table with these columns can be an answer key at all. A `solution` alone may as well be a trace. */
export function isAnswerKey(columns: readonly string[]): boolean {
  const names = new Set(columns.map(folded));
  const has = (wanted: readonly string[]) => wanted.some((name) => names.has(name));
  return (
    has(COLUMNS.answer.filter((name) => name !== 'solution')) && (has(COLUMNS.id) || has(COLUMNS.question))
  );
}

/** The columns of a table that an answer key is made of. */
export const answerKeyColumns = (columns: readonly string[]): readonly string[] => {
  const names = new Set<string>(Object.values(COLUMNS).flat());
  return columns.filter((column) => names.has(folded(column)));
};

function readEntry(given: unknown): AnswerKeyEntry | string {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return 'It is no object with columns.';
  const cells = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const text = Array.isArray(value) ? alternatives(value) : plainText(value);
    if (typeof text === 'string' && text.trim() !== '' && !cells.has(folded(name)))
      cells.set(folded(name), text.trim());
  }
  const pick = (names: readonly string[]): string | undefined =>
    names.map((name) => cells.get(name)).find((text) => text !== undefined);
  const [id, question, answer] = [pick(COLUMNS.id), pick(COLUMNS.question), pick(COLUMNS.answer)];
  if (answer === undefined) return 'It has no answer: name the column `answer` or `expected`.';
  if (id === undefined && question === undefined)
    return 'It has neither an `id` nor a `question` to join it by.';
  const right = keyAnswer(answer);
  if (right.length > LONGEST_EXPECTED)
    return `Its answer has ${right.length} characters; a right answer may have ${LONGEST_EXPECTED}.`;
  return { ...(id && { id }), ...(question && { question }), answer: right };
}

const plainText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : value;

/** A list in a column holds several right answers (TriviaQA, OlympiadBench): any of them counts. */
function alternatives(values: readonly unknown[]): string | undefined {
  const texts = values
    .map(plainText)
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '')
    .map((value) => keyAnswer(value.trim()));
  const distinct = [...new Set(texts)];
  return distinct.length > 1 ? JSON.stringify(distinct) : distinct[0];
}

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `#### 18`: how solutions in GSM8K, and in data sets that copy its form, end. */
const HASHES = '####';
/** Dollars around the whole text and none inside: `$5$ and $6$` keeps its dollars. */
const DOLLARS = /^\s*\${1,2}([^$]+)\${1,2}\s*$/;

/** The right answer in the form we compare: a table holds it bare, or marked at the end of a whole solution. */
export const keyAnswer = (text: string): string => markedAnswer(text) ?? withoutDollars(text);

export const withoutDollars = (text: string): string => text.replace(DOLLARS, '$1').trim();

/** What a solution marks as its answer, by a box or by `####`. */
export function markedAnswer(text: string): string | undefined {
  // “Put it into \boxed{}” has an empty box, which holds no answer.
  const boxed = boxedAnswers(text).findLast(({ answer }) => answer !== '')?.answer;
  if (boxed !== undefined) return boxed;
  const whole = text.trimEnd();
  const lastLine = whole.slice(whole.lastIndexOf('\n') + 1);
  const marked = lastLine.startsWith(HASHES) ? lastLine.slice(HASHES.length).trim() : '';
  return marked === '' ? undefined : marked;
}

/** What is known of a trace: the id in its file's name or row (lib/formats/traces/pairs.ts), and its question. */
export interface TraceToJoin {
  readonly key?: string | null;
  readonly question?: string | null;
}

export interface AnswerKey {
  /** The right answer of a trace; null if there is none, or if entries with different answers match it. */
  find(trace: TraceToJoin): AnswerKeyEntry | null;
}

/** Joins by the question, else by the id where the questions do not contradict it. */
export function createAnswerKey(entries: readonly AnswerKeyEntry[]): AnswerKey {
  const byQuestion = new Map<string, AnswerKeyEntry[]>();
  const byId = new Map<string, AnswerKeyEntry[]>();
  for (const entry of entries) {
    if (entry.question !== undefined) push(byQuestion, questionKey(entry.question), entry);
    if (entry.id !== undefined) push(byId, idKey(entry.id), entry);
  }
  return {
    find({ key, question }) {
      const asked = question ? questionKey(question) : '';
      if (asked !== '') {
        const found = agreed(byQuestion.get(asked));
        if (found) return found;
      }
      const named = key ? (byId.get(idKey(key)) ?? []) : [];
      return agreed(named.filter((entry) => !contradicts(entry.question, asked)));
    },
  };
}

/** `test/precalculus/807.json` of MATH-500 and `precalculus_807.txt` name the same problem. */
export const idKey = (id: string): string =>
  id
    .toLowerCase()
    .replace(/\.(?:jsonl?|txt|md|log)$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '')
    .replace(/^(?:test|train)_(?=.)/, '');

/** White space, dollars and case do not distinguish questions. */
export const questionKey = (question: string): string => question.toLowerCase().replace(/[\s$]+/g, '');

/** A trace's question may carry instructions before or after the problem itself. */
function contradicts(question: string | undefined, asked: string): boolean {
  if (question === undefined || asked === '') return false;
  const key = questionKey(question);
  return !asked.includes(key) && !key.includes(asked);
}

function agreed(entries: readonly AnswerKeyEntry[] = []): AnswerKeyEntry | null {
  const [first] = entries;
  return first && entries.every(({ answer }) => answer === first.answer) ? first : null;
}

function push(map: Map<string, AnswerKeyEntry[]>, key: string, entry: AnswerKeyEntry): void {
  const known = map.get(key);
  if (known) known.push(entry);
  else map.set(key, [entry]);
}
