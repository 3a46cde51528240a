import { jsonObjects } from './json-objects.ts';
import { type RawRange, rangesOf, readRanges } from './read-ranges.ts';

/** The steps in an answer, in its order, unchecked; read in whichever of the two forms gives more of them. */
export function readSteps(text: string): RawStep[] {
  const written = readStepsText(text);
  const json = text.includes('{') ? readStepsJson(text) : [];
  return written.filter(hasLines).length >= json.length ? written : json;
}

/** Names that answers give to the list of steps. */
const LISTS = ['steps', 'components', 'decomposition', 'result', 'answer'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function stepOf(value: unknown): RawStep | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<FieldName, unknown>();
  for (const [key, entry] of Object.entries(value)) {
    const name = fieldNameOf(key);
    if (name !== null && !fields.has(name)) fields.set(name, entry);
  }
  const step: RawStep = {
    description: textOf(fields.get('description')),
    prompt: textOf(fields.get('prompt')),
    plan: rangesOf(fields.get('plan')),
    execution: rangesOf(fields.get('execution')),
    comment: rangesOf(fields.get('comment')),
    whole: rangesOf(fields.get('lines')),
  };
  return hasLines(step) ? step : null;
}

/** The steps of an answer in JSON, although we asked for lines; empty if it is not JSON. */
function readStepsJson(text: string): RawStep[] {
  const steps: RawStep[] = [];
  for (const object of jsonObjects(text)) {
    const named = LISTS.map((name) => object[name]).find(Array.isArray);
    const own = stepOf(object);
    // `{"1": {…}, "2": {…}}`, or `{"step_1": {…}}`
    const entries: unknown[] = named ?? (own ? [object] : Object.values(object));
    for (const entry of entries) {
      const step = stepOf(entry);
      if (step) steps.push(step);
      if (steps.length >= MAX_RAW_STEPS) return steps;
    }
  }
  return steps;
}

/** `STEP 3: …`, `### Component 3 (Lines 4-9)`, `**Step 3** - …`, Markdown around it taken off before. */
const HEADING = /^(?:step|component|part)\s{0,3}#?(\d{1,6})\b(.{0,2000})$/i;
/** `3. …` and `3) …` are headings only if no line contains "step". */
const NUMBER_HEADING = /^(\d{1,6})\s{0,3}[.):]\s{0,3}(\D.{0,2000})$/;
const HEADING_LINES = /\(?\[?\blines?\b\s{0,3}[:#]?\s{0,3}([\d\s,L\-–—−to.]{1,80})\)?\]?/i;
/** A field's name is short; the text before a colon in prose is not. */
const FIELD = /^([A-Za-z][A-Za-z _-]{2,24}?)\s{0,3}(?:\(([^)]{0,80})\)\s{0,3})?[:=]\s{0,10}(.*)$/;
/** `Plan 1-3` without a colon. */
const BARE_FIELD =
  /^(plan|execution|comment)s?\s{1,3}((?:lines?\s{1,3})?L?\d[\d\s,L\-–—−to.]{0,80}|none|-)$/i;

const TEXT_FIELDS: ReadonlySet<FieldName> = new Set(['description', 'prompt']);

interface Draft {
  description: string;
  prompt: string;
  plan: RawRange[];
  execution: RawRange[];
  comment: RawRange[];
  whole: RawRange[];
  seen: Set<FieldName>;
}

/** Patterns with a run of white space take quadratic time in the line's length; honest lines are short. */
const MAX_LINE = 4_000;
const shortLine = (line: string): string => line.slice(0, MAX_LINE).replace(/\s+/g, ' ').trim();

/** Without the signs of Markdown, lists, tables and quotes around a line. */
const bare = (line: string): string =>
  line
    .replace(/^[\s>#*|_•◦▪–-]+(?=\S)/, '')
    .replace(/\*\*|__/g, '')
    .replace(/[\s*|_]+$/, '');

const isText = (field: FieldName): field is 'description' | 'prompt' => TEXT_FIELDS.has(field);
const unquoted = (text: string): string => text.replace(/^["“'](.*)["”'],?$/, '$1').trim();

/**
 * The steps of an answer in the form that was asked for, and in what models make of it: Markdown, fences, prose around it,
 * other names for the parts, fields in one line parted by `|`. A heading begins a step, and so does a field that the
 * step has already. Linear in the text.
 */
function readStepsText(text: string): RawStep[] {
  const lines = text.split(/\r?\n/).flatMap(piecesOf);
  const heading = lines.some((line) => HEADING.test(line)) ? HEADING : NUMBER_HEADING;
  const drafts: Draft[] = [];
  let open: 'description' | 'prompt' | null = null;

  const begin = (): Draft => {
    const draft: Draft = {
      description: '',
      prompt: '',
      plan: [],
      execution: [],
      comment: [],
      whole: [],
      seen: new Set(),
    };
    drafts.push(draft);
    return draft;
  };

  for (const line of lines) {
    if (drafts.length > MAX_RAW_STEPS) break;
    if (line === '' || line === 'END') {
      open = null;
      continue;
    }
    const head = heading.exec(line);
    const field = head ? null : fieldOf(line);
    if (head) {
      const draft = begin();
      const rest = head[2] ?? '';
      draft.whole.push(...readRanges(HEADING_LINES.exec(rest)?.[1] ?? ''));
      draft.description = unquoted(rest.replace(HEADING_LINES, '').replace(/^[\s:.)\]–—-]+|[\s:]+$/g, ''));
      if (draft.description !== '') open = 'description';
    } else if (field) {
      const last = drafts.at(-1);
      const draft = !last || last.seen.has(field.name) ? begin() : last;
      draft.seen.add(field.name);
      open = null;
      if (isText(field.name)) {
        draft[field.name] = unquoted(field.value);
        open = field.name;
      } else draft[field.name === 'lines' ? 'whole' : field.name].push(...readRanges(field.value));
    } else if (open) {
      const draft = drafts.at(-1);
      if (draft) draft[open] = `${draft[open]} ${line}`.trim();
    }
  }
  return drafts.slice(0, MAX_RAW_STEPS).map(({ seen, ...step }) => step);
}

function fieldOf(line: string): { name: FieldName; value: string } | null {
  const match = FIELD.exec(line);
  const name = match ? fieldNameOf(match[1] ?? '') : null;
  if (match && name !== null) return { name, value: `${match[2] ?? ''} ${match[3] ?? ''}`.trim() };
  const simple = BARE_FIELD.exec(line);
  const simpleName = simple ? fieldNameOf(simple[1] ?? '') : null;
  return simple && simpleName !== null ? { name: simpleName, value: simple[2] ?? '' } : null;
}

/** A line without its Markdown; several where all that follows the first `|` are fields. */
function piecesOf(line: string): string[] {
  if (/^\s*(?:```|~~~)/.test(line)) return [];
  const whole = bare(shortLine(line));
  const [first = '', ...others] = whole.split(/ ?\| /).map(bare);
  return others.length > 0 && others.every((piece) => fieldOf(piece) !== null) ? [first, ...others] : [whole];
}

/** `lines` means the whole step. */
type FieldName = 'description' | 'prompt' | 'plan' | 'execution' | 'comment' | 'lines';

/** What models call the parts; the paper’s and the authors’ words first. */
const NAMES: Readonly<Record<string, FieldName>> = {
  description: 'description',
  title: 'description',
  summary: 'description',
  goal: 'description',
  name: 'description',
  plan: 'plan',
  planning: 'plan',
  plans: 'plan',
  thinking: 'plan',
  prompt: 'prompt',
  task: 'prompt',
  instruction: 'prompt',
  execution: 'execution',
  executions: 'execution',
  exec: 'execution',
  execute: 'execution',
  work: 'execution',
  comment: 'comment',
  comments: 'comment',
  observation: 'comment',
  observations: 'comment',
  remark: 'comment',
  lines: 'lines',
  line: 'lines',
  range: 'lines',
};

/** The field that a written name means: case, Markdown and `lines` after it (`plan_lines`, `**Plan lines**`) aside. */
function fieldNameOf(written: string): FieldName | null {
  const word = written
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
  const known = Object.hasOwn(NAMES, word) ? NAMES[word] : undefined;
  if (known) return known;
  const first = word.replace(/ (?:lines?|ranges?|text)$/, '');
  return Object.hasOwn(NAMES, first) ? (NAMES[first] ?? null) : null;
}

/** A step in the words of an answer. */
export interface RawStep {
  readonly description: string;
  readonly prompt: string;
  readonly plan: readonly RawRange[];
  readonly execution: readonly RawRange[];
  readonly comment: readonly RawRange[];
  /** The lines in its heading ("Step 1 (lines 1-5)"): they count if the step names no part. */
  readonly whole: readonly RawRange[];
}

/** No trace has more steps than lines; we stop reading an endless answer here. */
export const MAX_RAW_STEPS = 5_000;

/** Whether the step names any line. */
const hasLines = (step: RawStep): boolean =>
  [step.plan, step.execution, step.comment, step.whole].some((ranges) => ranges.length > 0);
