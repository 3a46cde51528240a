/** The place in a transcript where a model is to continue, derived from the text alone. */
export type Position =
  /** `said`: what the piece holds already (after a call that broke off, the next call continues there). */
  | { readonly kind: 'plan'; readonly stage: number; readonly opened: boolean; readonly said: string }
  | {
      readonly kind: 'execution';
      readonly stage: number;
      readonly index: number;
      /** The text of its prompt; null if the plan holds no prompt with this number. */
      readonly prompt: string | null;
      readonly said: string;
    }
  | { readonly kind: 'answer'; readonly said: string }
  /** No transcript: a question for a sequential reasoner. */
  | { readonly kind: 'thought' };

export interface PastExecution {
  readonly stage: number;
  readonly index: number;
  readonly text: string;
}

export interface PastPrompt {
  readonly stage: number;
  readonly index: number;
  readonly text: string;
}

export interface Transcript {
  readonly question: string;
  readonly position: Position;
  /** Only of stages that have ended. */
  readonly prompts: readonly PastPrompt[];
  readonly executions: readonly PastExecution[];
}

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly stage: number;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

const TAG = /<(\/?)(Plan|Execution|execution|prompt|Final_answer)(?:_(\d+))?(?:\.(\d+))?>/g;
const QUESTION = '<Question>';
const QUESTION_END = '</Question>';

function tagsIn(text: string): Tag[] {
  return [...text.matchAll(TAG)].map((match) => ({
    closing: match[1] === '/',
    name: match[2] ?? '',
    stage: Number(match[3] ?? 0),
    index: Number(match[4] ?? 0),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Reads the context as a model does: the question is the last `<Question>` (instructions may hold an example before
 * it), the last tag tells the place. `instructions` decide between a planner's first call and a sequential run,
 * whose transcripts look alike.
 */
export function readTranscript(context: string, instructions = ''): Transcript {
  const from = context.lastIndexOf(QUESTION);
  const to = context.indexOf(QUESTION_END, from);
  if (from < 0 || to < 0)
    return { question: context.trim(), position: { kind: 'thought' }, prompts: [], executions: [] };
  const question = context.slice(from + QUESTION.length, to).trim();
  const text = context.slice(to + QUESTION_END.length);
  const tags = tagsIn(text);
  if (tags.length === 0 && isSequential(`${instructions}\n${context.slice(0, from)}`))
    return { question, position: { kind: 'thought' }, prompts: [], executions: [] };
  const position = positionIn(text, tags);
  const before =
    position.kind === 'answer' ? Number.POSITIVE_INFINITY : position.kind === 'thought' ? 0 : position.stage;
  return {
    question,
    position,
    prompts: pieces(text, tags, 'prompt').filter(({ stage }) => stage < before),
    executions: pieces(text, tags, 'execution').filter(({ stage }) => stage < before),
  };
}

/** Instructions that mention no plan, no executor and no prompts ask for one continuous chain of thought. */
const isSequential = (instructions: string): boolean =>
  instructions.trim() !== '' && !/\bplan|\bexecut|\bprompts?\b|\brounds?\b/i.test(instructions);

function pieces(text: string, tags: readonly Tag[], name: 'prompt' | 'execution'): PastPrompt[] {
  const found: PastPrompt[] = [];
  tags.forEach((tag, at) => {
    if (tag.name !== name || tag.closing) return;
    const next = tags[at + 1];
    found.push({ stage: tag.stage, index: tag.index, text: text.slice(tag.end, next?.start).trim() });
  });
  return found;
}

function positionIn(text: string, tags: readonly Tag[]): Position {
  const last = tags.at(-1);
  if (!last) return { kind: 'plan', stage: 1, opened: false, said: '' };
  if (last.name === 'Final_answer' && !last.closing) return { kind: 'answer', said: text.slice(last.end) };
  if (last.name === 'execution' && !last.closing) {
    const { stage, index } = last;
    const prompt = pieces(text, tags, 'prompt').findLast((one) => one.stage === stage && one.index === index);
    return { kind: 'execution', stage, index, prompt: prompt?.text ?? null, said: text.slice(last.end) };
  }
  const plan = tags.findLast((tag) => tag.name === 'Plan');
  const inPlan = plan && !plan.closing && (last === plan || last.name === 'prompt');
  if (inPlan) return { kind: 'plan', stage: plan.stage, opened: true, said: text.slice(plan.end) };
  const stages = tags.filter(({ name }) => name === 'Plan' || name === 'Execution').map(({ stage }) => stage);
  return { kind: 'plan', stage: Math.max(0, ...stages) + 1, opened: false, said: '' };
}

/**
 * The rest of `full` after `said`, ignoring white space (a transcript may lay it out differently). All of `full` if it
 * does not begin with `said`: then another writer wrote `said`.
 */
export function restOf(full: string, said: string): string {
  let at = 0;
  for (const character of said) {
    if (/\s/.test(character)) continue;
    while (at < full.length && /\s/.test(full.charAt(at))) at++;
    if (!full.startsWith(character, at)) return full;
    at += character.length;
  }
  return full.slice(at);
}
