import type { Decomposition, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { diagnosticOf } from '../diagnostics.ts';
import { dependByRules } from '../rules/depend-by-rules.ts';
import { textOf } from '../source-text.ts';
import {
  type AnswerFault,
  faultDiagnostics,
  faultsForModel,
  faultsInShort,
  weightOf,
  wholeFault,
} from './answer-faults.ts';
import { type Answer, cutWords } from './answer-text.ts';
import { ask } from './ask.ts';
import { type Conversation, roomIn, sentBack } from './conversation.ts';
import type { ProposalSession } from './proposal-session.ts';
import { instructionsOf } from './proposal-session.ts';
import { readDependencies, repairDependencies } from './read-dependencies.ts';
import { shortened } from './repair-steps.ts';

/** Mostly for models that think first: the answer takes some eight tokens per step. */
const REPLY_TOKENS = 8_000;
const SMALLEST_REPLY_TOKENS = 200;
const TOKENS_PER_STEP = 12;

interface Request {
  readonly source: SourceLines;
  readonly question: string | null;
  readonly steps: readonly Step[];
}

interface Reading {
  readonly parents: Decomposition['parents'];
  readonly faults: readonly AnswerFault[];
  readonly usable: boolean;
}

interface DependenciesByModel {
  readonly parents: Decomposition['parents'];
  /** No answer was usable: the rules found all dependencies. */
  readonly allByRules: boolean;
}

/**
 * Asks a model for the dependencies of steps, in one request; sends a faulty answer back once and then repairs it. If
 * the steps do not fit the window, we show less of their text. One diagnostic per repair.
 * @throws ProposeError when calls fail for good
 */
export async function dependenciesByModel(
  session: ProposalSession,
  request: Request,
): Promise<DependenciesByModel> {
  const { source, steps } = request;
  // A single step needs nothing, so we save the request.
  if (steps.length < 2)
    return { parents: Object.fromEntries(steps.map(({ id }) => [id, []])), allByRules: false };
  const byRules = dependByRules(source, steps);
  const instructions = instructionsOf(session).dependencies;
  for (const [index, lengths] of excerptLengths.entries()) {
    const conversation = dependenciesConversation(request, lengths, instructions);
    if (
      replyTokens(session, conversation, REPLY_TOKENS) <
      SMALLEST_REPLY_TOKENS + TOKENS_PER_STEP * steps.length
    )
      continue;
    session.tell({ type: 'dependencies-asked', steps: steps.length });
    const answer = await ask(session, conversation, replyTokens(session, conversation, REPLY_TOKENS));
    if (answer === 'too-long') continue;
    if (index > 0)
      session.diagnostics.push(
        diagnosticOf(
          'excerpts-shortened',
          lengths.plan > 0
            ? `Of each plan at most ${lengths.plan} characters were shown, of each execution ${lengths.work}.`
            : 'Only the descriptions of the steps were shown.',
        ),
      );
    const reading = read(steps, answer, byRules);
    const best =
      reading.faults.length === 0
        ? reading
        : await askAgain(session, conversation, { steps, byRules, answer, reading });
    session.diagnostics.push(...faultDiagnostics(best.faults, (raw) => raw + 1));
    return best.usable
      ? { parents: best.parents, allByRules: false }
      : { parents: byRules, allByRules: true };
  }
  session.diagnostics.push(
    diagnosticOf('excerpts-shortened', 'Not even the descriptions of the steps fit into the model’s window.'),
  );
  return { parents: byRules, allByRules: true };
}

async function askAgain(
  session: ProposalSession,
  conversation: Conversation,
  first: { steps: readonly Step[]; byRules: Decomposition['parents']; answer: Answer; reading: Reading },
): Promise<Reading> {
  const { steps, byRules, answer, reading } = first;
  const faults = dependenciesAgain(reading.faults, steps.length, answer.cut === 'token-limit');
  const second = { ...conversation, again: { answer: sentBack(answer), faults } };
  if (replyTokens(session, second, REPLY_TOKENS) < SMALLEST_REPLY_TOKENS) return reading;
  session.tell({ type: 'asked-again', about: 'dependencies', faults: reading.faults.length });
  const limit = answer.cut === 'token-limit' ? 2 * REPLY_TOKENS : REPLY_TOKENS;
  const secondAnswer = await ask(session, second, replyTokens(session, second, limit));
  const told = faultsInShort(reading.faults, (raw) => `step ${raw + 1}`);
  session.diagnostics.push(diagnosticOf('asked-again', `Sent back about the dependencies: ${told}`));
  if (secondAnswer === 'too-long') return reading;
  const secondReading = read(steps, secondAnswer, byRules);
  if (!secondReading.usable) return reading;
  return !reading.usable || weightOf(secondReading.faults) <= weightOf(reading.faults)
    ? secondReading
    : reading;
}

function read(steps: readonly Step[], answer: Answer, byRules: Decomposition['parents']): Reading {
  const own = repairDependencies(steps, readDependencies(answer.text), byRules);
  if (own.told > 0) return { ...own, faults: own.faults, usable: true };
  const thought = repairDependencies(steps, readDependencies(answer.thinking), byRules);
  // At least half the steps: reasoning is full of numbers followed by a colon.
  if (answer.text === '' && 2 * thought.told > steps.length) {
    const inReasoning = wholeFault(
      'answer-in-reasoning',
      'The answer itself is empty, the dependencies stand in the reasoning',
      'They were taken from there.',
    );
    return { parents: thought.parents, faults: [inReasoning, ...thought.faults], usable: true };
  }
  return { parents: byRules, faults: [withoutDependencies(answer)], usable: false };
}

function withoutDependencies({ text, thinking, cut }: Answer): AnswerFault {
  const nothing = 'Nothing of it could be used.';
  if (cut !== null) return wholeFault('answer-cut', cutWords(cut), nothing);
  if (text !== '')
    return wholeFault('answer-not-in-format', 'No JSON object with the steps was found in it', nothing);
  return wholeFault(
    'answer-empty',
    thinking === '' ? 'The answer is empty' : 'There was reasoning, but no answer after it',
    nothing,
  );
}

function replyTokens(session: ProposalSession, conversation: Conversation, limit: number): number {
  return Math.min(limit, roomIn(session.contextWindow, conversation, session.proposer.mode));
}

/** Characters of a step's plan, and of its execution and comment, that we show the model. */
interface ExcerptLengths {
  readonly plan: number;
  readonly work: number;
}

/** From the most informative to what fits a small window. Results are at the end of an execution. */
const excerptLengths: readonly ExcerptLengths[] = [
  { plan: 400, work: 700 },
  { plan: 200, work: 300 },
  { plan: 100, work: 100 },
  { plan: 0, work: 0 },
];

/** The request about the dependencies of all steps. */
function dependenciesConversation(
  { source, question, steps }: { source: SourceLines; question: string | null; steps: readonly Step[] },
  { plan, work }: ExcerptLengths,
  instructions: string,
): Conversation {
  const shown = steps.map((step, index) => {
    const planned = plan > 0 ? shortened(textOf(source, step.plan), plan) : '';
    const worked = work > 0 ? ends(textOf(source, [...step.execution, ...step.comment]), work) : '';
    return [
      `STEP ${index + 1}: ${step.description}`,
      ...(planned ? [`plan: ${planned}`] : []),
      ...(worked ? [`work: ${worked}`] : []),
    ].join('\n');
  });
  const task = [
    `The question that the steps work on:\n${question?.trim() || '(not known)'}`,
    `The steps:\n\n${shown.join('\n\n')}`,
    `Write the JSON object for steps 1 to ${steps.length}.`,
  ].join('\n\n');
  return { instructions, task, again: null, lead: '{"1":', stop: '}' };
}

/** The beginning and the end of a text; the end holds the result. */
function ends(text: string, length: number): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (whole.length <= length) return whole;
  const before = whole.slice(0, Math.floor(length / 2)).replace(/[\uD800-\uDBFF]$/, '');
  return `${before} […] ${whole.slice(-Math.ceil(length / 2)).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** The message to a model about its faulty answer. */
function dependenciesAgain(faults: readonly AnswerFault[], count: number, cut: boolean): string {
  return [
    'Your answer cannot be used as it is:',
    faultsForModel(faults, (raw) => `step ${raw + 1}`),
    ...(cut ? ['Be briefer: think less.'] : []),
    `Write the whole JSON object again, with every step from 1 to ${count} as a key and a list of smaller numbers as its value, and nothing else.`,
  ].join('\n');
}
