import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { diagnosticOf } from '../diagnostics.ts';
import { lineWords } from '../line-ranges.ts';
import { ProposeError } from '../propose/proposer.ts';
import { extractByRules } from '../rules/extract-by-rules.ts';
import { type AnswerFault, faultDiagnostics, faultsInShort } from './answer-faults.ts';
import type { Answer } from './answer-text.ts';
import { ask } from './ask.ts';
import { type Conversation, roomIn, sentBack } from './conversation.ts';
import type { ProposalSession } from './proposal-session.ts';
import { instructionsOf } from './proposal-session.ts';
import { isNoWorse, readStepsAnswer, type StepsReading } from './read-steps-answer.ts';
import type { RepairedStep } from './repair-steps.ts';
import {
  numberedLines,
  partFrom,
  type StepsRequest,
  stepsAgain,
  stepsConversation,
} from './steps-request.ts';

/** On longer parts models lose track; this is some 500 lines of mathematics. */
const PART_TOKENS = 10_000;
/** A smaller part would hold a step or two, and every boundary costs an overlap. */
const SMALLEST_PART_TOKENS = 200;
/** Tokens of the answer per token of the lines: some 40 tokens for a step of 150. */
const ANSWER_SHARE = 0.5;
/** Our estimate is of Qwen's tokenizer (lib/protocol/contexts/context.ts). */
const ESTIMATE_MARGIN = 1.15;
/** If a model answered for two lines at a time, the cost would be unbounded. */
const MAX_PARTS = 60;

interface StepsByModel {
  readonly steps: readonly RepairedStep[];
  /** No answer contained a step: the rules made all of them. */
  readonly allByRules: boolean;
}

/**
 * Asks a model to split a trace into steps, in as many requests as its window and its answers need. Sends each faulty
 * answer back once and then repairs it. Every line with text is in exactly one step; one diagnostic per repair.
 * @throws ProposeError when calls fail for good, or when not even a small part fits the window
 */
export async function stepsByModel(
  session: ProposalSession,
  source: SourceLines,
  question: string | null,
): Promise<StepsByModel> {
  const count = source.lines.length;
  const steps: RepairedStep[] = [];
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
      // A refusal that names the window says what fits; otherwise we halve the part until it fits.
      if (session.contextWindow !== known) continue;
      partTokens = Math.floor(Math.min(partTokens, estimateTokens(numberedLines(source, part))) / 2);
      if (partTokens < SMALLEST_PART_TOKENS) throw tooLong(session);
      continue;
    }
    parts++;
    const own = reading.repaired.steps;
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

/** The first line from here on that has text; one past the last if there is none. */
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

function byRules(source: SourceLines, { first, last }: LineRange): RepairedStep[] {
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

/** The same as for a planner's reply (DESIGN.md §2); a model that thinks first needs most of it for that. */
const REPLY_TOKENS = 8_000;
/** With less room a request is not worth making. */
const SMALLEST_REPLY_TOKENS = 400;

/**
 * Asks about one part of a trace; sends a faulty answer back once and takes the better of the two. `too-long`: the
 * endpoint refused the first request for its length.
 */
async function stepsOfPart(
  session: ProposalSession,
  request: StepsRequest,
): Promise<StepsReading | 'too-long'> {
  const { source, part, done } = request;
  const conversation = stepsConversation(request, instructionsOf(session).steps);
  session.tell({ type: 'steps-asked', ...part, ofLines: source.lines.length });
  const answer = await ask(session, conversation, replyTokens(session, conversation, REPLY_TOKENS));
  if (answer === 'too-long') return answer;
  const reading = readStepsAnswer(source, answer, part);
  const again = reading.faults.filter(isSentBack);
  const best =
    again.length === 0 ? reading : await askAgain(session, request, conversation, { answer, reading });
  const apart = `What follows line ${best.last} was asked for apart.`;
  if (best.open === 'cut' && !best.faults.some(({ code }) => code === 'answer-cut'))
    session.diagnostics.push(diagnosticOf('answer-cut', `The answer broke off. ${apart}`));
  if (best.open === 'unfinished')
    session.diagnostics.push(
      diagnosticOf('answer-unfinished', `The answer ends before the lines do. ${apart}`),
    );
  const { placeOf } = best.repaired;
  session.diagnostics.push(
    ...faultDiagnostics(best.faults, (raw) => {
      const place = placeOf(raw);
      return place === null ? null : done.length + place + 1;
    }),
  );
  return best;
}

/** We can supply a missing description as well as a model would. */
const isSentBack = ({ code }: AnswerFault): boolean =>
  code !== 'description-missing' && code !== 'answer-in-reasoning';

async function askAgain(
  session: ProposalSession,
  request: StepsRequest,
  conversation: Conversation,
  { answer, reading }: { answer: Answer; reading: StepsReading },
): Promise<StepsReading> {
  const { source, part, done } = request;
  const faults = reading.faults.filter(isSentBack);
  const cutShort = answer.cut === 'token-limit';
  const message = stepsAgain(faults, request, (raw) => `step ${done.length + raw + 1}`, cutShort);
  const withAnswer = { ...conversation, again: { answer: sentBack(answer), faults: message } };
  const room = roomIn(session.contextWindow, withAnswer, session.proposer.mode);
  // If the first answer does not fit too, we send only its faults, which say what to avoid.
  const second =
    room >= SMALLEST_REPLY_TOKENS ? withAnswer : { ...conversation, again: { answer: '', faults: message } };
  if (roomIn(session.contextWindow, second, session.proposer.mode) < SMALLEST_REPLY_TOKENS) return reading;

  session.tell({ type: 'asked-again', about: 'steps', faults: faults.length });
  const limit = cutShort ? 2 * REPLY_TOKENS : REPLY_TOKENS;
  const secondAnswer = await ask(session, second, replyTokens(session, second, limit));
  const told = faultsInShort(faults, (raw) => `step ${done.length + raw + 1}`);
  session.diagnostics.push(
    diagnosticOf('asked-again', `Sent back about lines ${part.first} to ${part.last}: ${told}`),
  );
  if (secondAnswer === 'too-long') return reading;
  const secondReading = readStepsAnswer(source, secondAnswer, part);
  return isNoWorse(secondReading, reading) ? secondReading : reading;
}

function replyTokens(session: ProposalSession, conversation: Conversation, limit: number): number {
  return Math.max(1, Math.min(limit, roomIn(session.contextWindow, conversation, session.proposer.mode)));
}
