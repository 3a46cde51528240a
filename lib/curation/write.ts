import type { SourceLines, Step } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { NO_PROMPT } from '#lib/protocol/writer-parts.ts';
import type { CuratedStage, CuratedStep } from './curated.ts';
import { textOf } from './source-text.ts';

interface WriteInput {
  readonly source: SourceLines;
  readonly steps: readonly Step[];
  readonly curated: { readonly steps: readonly CuratedStep[]; readonly stages: readonly CuratedStage[] };
  readonly question: string | null;
  /** The content of `<Final_answer>`. */
  readonly answer: string;
  readonly settings: Pick<CurationSettings, 'comments' | 'envelope'>;
}

/** Separates trains of thought that were not consecutive in the source. */
const SEPARATOR = '-----';
/** The task of a step with neither a prompt nor a description. */
const NO_TASK = 'Carry out what the plan above says.';

/**
 * Writes the rounds as a tagged transcript (DESIGN.md §2). Parsing it gives these plans, prompts and executions: text
 * of the source cannot open or close a tag (`plainText`). It omits lines that no step has, and under `comments:
 * 'dropped'` comments too.
 */
export function write(input: WriteInput): string {
  const { question, answer, settings } = input;
  const observed = new Set<number>();
  const blocks = [`<Question>\n${plainText(question?.trim() ?? '')}\n</Question>`];
  if (settings.envelope === 'think') blocks.push('<think>');
  for (const stage of input.curated.stages) blocks.push(...stageBlocks(input, stage, observed));
  const end = settings.envelope === 'think' ? '\n</think>' : '';
  blocks.push(`<Final_answer>\n${lines([plainText(answer.trim()), '</Final_answer>'])}${end}`);
  return `${blocks.join('\n\n')}\n`;
}

function stageBlocks(input: WriteInput, stage: CuratedStage, observed: Set<number>): string[] {
  const { stage: number } = stage;
  const plan: string[] = [];
  let turns = false;
  stage.steps.forEach((step, place) => {
    const before = stage.steps[place - 1];
    turns ||= before !== undefined && before !== step - 1;
    const texts = planTexts(input, step, observed).filter((text) => text !== '');
    // A step that was nothing but a dropped comment writes nothing, not even dashes.
    if (texts.length === 0) return;
    const last = plan.pop();
    // Right below the text it ends, a blank line before the text it begins: models are tuned on this layout.
    if (last !== undefined) plan.push(turns ? lines([last, SEPARATOR]) : last);
    plan.push(...texts);
    turns = false;
  });
  const executions = stage.prompts.map(({ prompt, step }) => {
    const text = plainText(textOf(input.source, input.steps[step - 1]?.execution ?? []));
    return lines([`<execution_${prompt}>`, text, `</execution_${prompt}>`]);
  });
  const inside = executions.length > 0 ? executions.join('\n\n') : NO_PROMPT;
  return [
    lines([`<Plan_${number}>`, plan.join('\n\n'), `</Plan_${number}>`]),
    lines([`<Execution_${number}>`, inside, `</Execution_${number}>`]),
  ];
}

/** The texts that a step adds to its stage's plan. */
function planTexts({ source, steps, curated, settings }: WriteInput, number: number, observed: Set<number>) {
  const step = steps[number - 1];
  const place = curated.steps[number - 1];
  if (!step || !place) return [];
  const withComments = settings.comments === 'observations';
  const opening: string[] = [];
  if (place.basedOn.length > 0)
    opening.push(`Based on ${place.basedOn.map((name) => `execution_${name}`).join(', ')}:`);
  if (withComments) opening.push(...observations({ source, steps, curated }, place, observed));
  opening.push(plainPlanText(textOf(source, step.plan)));
  if (place.promptName === null) {
    opening.push(plainPlanText(textOf(source, step.execution)));
    if (withComments) opening.push(plainPlanText(textOf(source, step.comment)));
    return [lines(opening)];
  }
  const task = plainPlanText(step.prompt.trim() || step.description.trim()) || NO_TASK;
  return [lines(opening), `<prompt_${place.promptName}> ${task} </prompt_${place.promptName}>`];
}

/** Observations about the parents' executions, written where a plan first builds on them. */
function observations(
  { source, steps, curated }: Pick<WriteInput, 'source' | 'steps' | 'curated'>,
  { parents }: CuratedStep,
  observed: Set<number>,
): string[] {
  return parents.flatMap((parent) => {
    const name = curated.steps[parent - 1]?.promptName;
    if (!name || observed.has(parent)) return [];
    observed.add(parent);
    const text = plainPlanText(textOf(source, steps[parent - 1]?.comment ?? []));
    return text === '' ? [] : [`Observation about execution_${name}: ${text}`];
  });
}

/** One line each, without empty ones. */
const lines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n');

const TAG_START =
  /<(?=\/?(?:question|think|plan|prompt|execution|final[ _-]?answer)(?:\s*>|[\s_-]*\d|[_-]|\s*$))/gi;
const REFERENCE = /(?<![A-Za-z0-9_])(execution)_(?=\d)/gi;
const SEPARATOR_LINE = /^([^\S\n]*)-{5,}([^\S\n]*)$/gm;

/**
 * Makes a text of the source safe for a trajectory: puts a space after the `<` of what would parse as a tag of the
 * protocol, and drops the `_` of what would parse as a reference to an execution. Other text stays unchanged.
 */
export const plainText = (text: string): string => text.replace(TAG_START, '< ').replace(REFERENCE, '$1 ');

/**
 * The same for a plan, where a line of five dashes separates two trains of thought: such a line from the source becomes
 * three dashes.
 */
export const plainPlanText = (text: string): string => plainText(text).replace(SEPARATOR_LINE, '$1---$2');
