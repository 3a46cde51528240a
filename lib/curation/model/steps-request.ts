import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { type AnswerFault, faultsForModel, type StepName } from './answer-faults.ts';
import type { Conversation } from './conversation.ts';

export interface StepsRequest {
  readonly source: SourceLines;
  readonly question: string | null;
  /** Lines to split into steps. */
  readonly part: LineRange;
  /** Descriptions of the steps before these lines. */
  readonly done: readonly string[];
}

/** Enough for the model to word the next steps alike; more would only fill the window. */
const DONE_SHOWN = 6;

/** The request about one part of a trace. */
export function stepsConversation(request: StepsRequest, instructions: string): Conversation {
  const { source, question, part, done } = request;
  const number = done.length + 1;
  const shown = done.slice(-DONE_SHOWN);
  const before = shown.map((description, index) => `STEP ${number - shown.length + index}: ${description}`);
  const beginsAt = number === 1 ? '' : ` Begin with STEP ${number}.`;
  const task = [
    `The question that the chain of thought works on:\n${question?.trim() || '(not known)'}`,
    ...(before.length > 0
      ? [`Lines 1 to ${part.first - 1} are done. Their last steps:\n${before.join('\n')}`]
      : []),
    `The lines:\n\n${numberedLines(source, part)}`,
    `Write the steps of lines ${part.first} to ${part.last}, every line in exactly one part of one step.${beginsAt} After the last step write END on a line of its own.`,
  ].join('\n\n');
  return { instructions, task, again: null, lead: `STEP ${number}:`, stop: '\nEND' };
}

/** The message to a model about its faulty answer. `name` names the answer's steps by the model's own numbers. */
export function stepsAgain(
  faults: readonly AnswerFault[],
  { part, done }: StepsRequest,
  name: StepName,
  cut: boolean,
): string {
  return [
    'Your answer cannot be used as it is:',
    faultsForModel(faults, name),
    ...(cut ? ['Be briefer: think less and write short descriptions and prompts.'] : []),
    `Write the whole answer for lines ${part.first} to ${part.last} again, beginning with STEP ${done.length + 1}, in the form that was asked for: every line in exactly one part of one step, in the order of the lines, and nothing but the steps.`,
  ].join('\n');
}

/** The part that begins at a line and has at most this many tokens (estimated); at least one line, however long. */
export function partFrom(source: SourceLines, first: number, maxTokens: number): LineRange {
  let tokens = 0;
  let last = first;
  for (let line = first; line <= source.lines.length; line++) {
    tokens += estimateTokens(numberedLine(source, line) ?? '') + 1;
    if (tokens > maxTokens && line > first) break;
    last = line;
  }
  return { first, last };
}

/** The beginning and the end suffice to recognise a long line; the model answers with its number anyway. */
const LONGEST = 700;
const KEPT_BEFORE = 480;
const KEPT_AFTER = 160;

/** `12| text`, as we show the model a line; null if the line's text is missing. */
function numberedLine(source: SourceLines, line: number): string | null {
  const own = source.lines[line - 1];
  if (!own || own.missing) return null;
  const text = source.text.slice(own.start, own.end).replace(/\s+/g, ' ');
  const shown =
    text.length <= LONGEST
      ? text
      : `${text.slice(0, KEPT_BEFORE).replace(/[\uD800-\uDBFF]$/, '')} […] ${text.slice(-KEPT_AFTER).replace(/^[\uDC00-\uDFFF]/, '')}`;
  return `${line}| ${shown}`;
}

/** The lines of a range, with an empty line where the source begins a new paragraph. */
export function numberedLines(source: SourceLines, { first, last }: LineRange): string {
  const shown: string[] = [];
  for (let line = first; line <= last; line++) {
    const text = numberedLine(source, line);
    if (text === null) continue;
    const [before, own] = [source.lines[line - 2], source.lines[line - 1]];
    const gap = before && own ? source.text.slice(before.end, own.start) : '';
    if (shown.length > 0 && /\n\s*\n/.test(gap)) shown.push('');
    shown.push(text);
  }
  return shown.join('\n');
}
