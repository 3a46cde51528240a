import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { diagnosticOf } from '../diagnostics.ts';
import { lineWords } from '../line-ranges.ts';
import { ProposeError } from '../propose-error.ts';
import { extractByRules } from '../rules/extract-by-rules.ts';
import { roomIn } from './conversation.ts';
import { instructionsOf } from './instructions-of.ts';
import { numberedLines } from './numbered-lines.ts';
import type { ProposalSession } from './proposal-session.ts';
import type { SettledStep } from './settle-texts.ts';
import { SMALLEST_REPLY_TOKENS, stepsOfPart } from './steps-of-part.ts';
import { partFrom, type StepsRequest, stepsConversation } from './steps-request.ts';

/** Beyond this models lose the thread; some 500 lines of mathematics. */
const PART_TOKENS = 10_000;
/** With less a part would hold a step or two, and every boundary costs an overlap. */
const SMALLEST_PART_TOKENS = 200;
/** What the answer takes, by the tokens of the lines: some 40 tokens for a step of 150. */
const ANSWER_SHARE = 0.5;
/** Our estimate is of Qwen's tokenizer (lib/protocol/contexts/context.ts). */
const ESTIMATE_MARGIN = 1.15;
/** A model that answers for two lines at a time would cost without end. */
const MAX_PARTS = 60;

export interface StepsByModel {
  readonly steps: readonly SettledStep[];
  /** No answer gave a step: all are the rules'. */
  readonly allByRules: boolean;
}

/**
 * Has a model take a trace apart, in as many requests as its window and its answers need. Each faulty answer is sent
 * back once; what is wrong then is mended. Every line with text is in exactly one step; one diagnostic a repair.
 * @throws ProposeError when calls fail for good, or when not even a small part fits the window
 */
export async function stepsByModel(
  session: ProposalSession,
  source: SourceLines,
  question: string | null,
): Promise<StepsByModel> {
  const count = source.lines.length;
  const steps: SettledStep[] = [];
  let byModel = 0;
  let partTokens = PART_TOKENS;
  let parts = 0;
  let first = withTextFrom(source, 1);
  while (first <= count && parts < MAX_PARTS) {
    const done = steps.map(({ description }) => description);
    const request = (part: LineRange): StepsRequest => ({ source, question, part, done });
    const known = session.contextWindow;
    const part = partFrom(source, first, fittingTokens(session, request, first, partTokens));
    const reading = await stepsOfPart(session, request(part));
    if (reading === 'too-long') {
      // A refusal that names the window tells what fits; without that, half is tried until it does.
      if (session.contextWindow !== known) continue;
      partTokens = Math.floor(Math.min(partTokens, estimateTokens(numberedLines(source, part))) / 2);
      if (partTokens < SMALLEST_PART_TOKENS) throw tooLong(session);
      continue;
    }
    parts++;
    const own = reading.settled.steps;
    steps.push(...(own.length > 0 ? own : byRules(source, part)));
    byModel += own.length;
    if (own.length === 0 && (byModel > 0 || part.last < count)) session.diagnostics.push(partByRules(part));
    first = withTextFrom(source, (own.length > 0 ? reading.last : part.last) + 1);
  }
  if (first <= count) {
    steps.push(...byRules(source, { first, last: count }));
    session.diagnostics.push(partByRules({ first, last: count }));
  }
  if (parts > 1)
    session.diagnostics.unshift(diagnosticOf('asked-in-parts', `The trace was sent in ${parts} parts.`));
  return { steps, allByRules: byModel === 0 };
}

/** The first line from here on whose text is there; one behind the last where there is none. */
function withTextFrom({ lines }: SourceLines, from: number): number {
  let line = from;
  while (lines[line - 1]?.missing) line++;
  return line;
}

/** Tokens of lines that leave room for the answer in the window. */
function fittingTokens(
  session: ProposalSession,
  request: (part: LineRange) => StepsRequest,
  first: number,
  partTokens: number,
): number {
  const empty = stepsConversation(request({ first, last: first - 1 }), instructionsOf(session).steps);
  const room = roomIn(session.contextWindow, empty, session.proposer.mode) - SMALLEST_REPLY_TOKENS;
  const fitting = Math.floor(room / (ESTIMATE_MARGIN + ANSWER_SHARE));
  if (fitting < SMALLEST_PART_TOKENS) throw tooLong(session);
  return Math.min(partTokens, fitting);
}

function byRules(source: SourceLines, { first, last }: LineRange): SettledStep[] {
  const shift = (ranges: readonly LineRange[]): LineRange[] =>
    ranges.map((range) => ({ first: range.first + first - 1, last: range.last + first - 1 }));
  const lines = source.lines.slice(first - 1, last);
  return extractByRules({ text: source.text, lines }).map(({ id, ...step }) => ({
    ...step,
    plan: shift(step.plan),
    execution: shift(step.execution),
    comment: shift(step.comment),
  }));
}

const partByRules = (part: LineRange) =>
  diagnosticOf(
    'part-by-rules',
    `${lineWords(part)}: no answer of the model gave a usable step. The rules found the steps there.`,
  );

function tooLong(session: ProposalSession): ProposeError {
  const { contextWindow } = session;
  const window = contextWindow === null ? '' : ` of ${contextWindow} tokens`;
  return new ProposeError('window', {
    summary: `The model’s context window${window} is too small to take a trace apart, even in parts.`,
    remedy:
      'Use a model or a server setting with a larger window (8,000 tokens or more), correct the endpoint’s context window, or take the trace apart by rules.',
    usage: session.usage(),
  });
}
