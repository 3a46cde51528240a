/** `lines` stands for the whole step. */
export type FieldName = 'description' | 'prompt' | 'plan' | 'execution' | 'comment' | 'lines';

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

/** The field that a written name means: case, marks and `lines` after it (`plan_lines`, `**Plan lines**`) aside. */
export function fieldNameOf(written: string): FieldName | null {
  const word = written
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();
  const known = Object.hasOwn(NAMES, word) ? NAMES[word] : undefined;
  if (known) return known;
  const first = word.replace(/ (?:lines?|ranges?|text)$/, '');
  return Object.hasOwn(NAMES, first) ? (NAMES[first] ?? null) : null;
}
