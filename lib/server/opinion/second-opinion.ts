import type { Clock } from '#lib/base/clock.ts';
import type { Finding } from '#lib/contract/findings.ts';
import { type Answer, cutWords } from '#lib/curation/model/answer-text.ts';
import { ask } from '#lib/curation/model/ask.ts';
import { type Conversation, roomIn, sentBack } from '#lib/curation/model/conversation.ts';
import { createProposalSession, type ProposalSession } from '#lib/curation/model/proposal-session.ts';
import { proposerOf } from '#lib/curation/proposer.ts';
import type { Fetch } from '#lib/models/call/checked-fetch.ts';
import type { LearnedMemory } from '#lib/models/call/learned.ts';
import type { Endpoint } from '#lib/models/endpoint.ts';
import { secretsOf } from '#lib/models/endpoints/headers.ts';
import { createRedactor } from '#lib/models/redact.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { opinionTask } from './opinion-task.ts';
import { type Opinion, readOpinion } from './read-opinion.ts';

/** Characters of a trace that are shown: some 16,000 tokens, less where the model's window wants it. */
const RECORD_LENGTHS = [48_000, 16_000, 5_000, 1_500];
/** Mostly for models that think first; the answer takes some 200. */
const REPLY_TOKENS = 6_000;
const SMALLEST_REPLY_TOKENS = 600;
/** After the first attempt, for failures that may pass: a person waits. */
const RETRIES = 2;

export class OpinionError extends Error {
  override readonly name = 'OpinionError';
  /** `built-in`: it judges nothing. `window`: not even a small part fits. `unusable`: two answers without a use. */
  readonly type: 'built-in' | 'window' | 'unusable';
  readonly remedy: string;

  constructor(type: OpinionError['type'], message: string, remedy: string) {
    super(message);
    this.type = type;
    this.remedy = remedy;
  }
}

export interface OpinionDeps {
  readonly clock: Clock;
  /** Uniform in [0, 1): the jitter of retries. */
  random(): number;
  readonly memory: LearnedMemory;
  readonly fetch?: Fetch;
  readonly signal: AbortSignal;
}

/**
 * Has a model judge a finding, or the whole trace (null). An answer that is not as it was asked for, or quotes what the
 * trace does not say, is sent back once. Ends with the signal.
 * @throws OpinionError; ProposeError where calls fail for good; the signal's reason
 */
export async function secondOpinion(
  endpoint: Endpoint,
  state: TraceState,
  finding: Finding | null,
  deps: OpinionDeps,
): Promise<Opinion> {
  const proposer = proposerOf(endpoint, deps);
  if (proposer.kind === 'rules')
    throw new OpinionError(
      'built-in',
      'The built-in reasoner plays Countdown by rules and cannot judge a text.',
      'Connect a language model in Settings.',
    );
  const session = createProposalSession({
    ...{ proposer, signal: deps.signal, retries: RETRIES, diagnostics: [] },
    meter: { total: { calls: 0, inputTokens: 0, outputTokens: 0 } },
    tell() {},
  });
  const verdicts: readonly Opinion['verdict'][] = finding
    ? ['holds', 'does-not-hold', 'unsure']
    : ['sound', 'faulty', 'unsure'];
  for (const length of RECORD_LENGTHS) {
    const conversation = opinionTask(state, finding, length);
    const first = await askWithin(session, conversation);
    if (first === null) continue;
    const read = readOpinion(first.text, state, verdicts);
    if (read.faults.length === 0 && read.opinion) return redacted(endpoint, read.opinion);
    const faults = [...(first.cut ? [cutWords(first.cut)] : []), ...read.faults];
    const again = { answer: sentBack(first), faults: faultText(faults) };
    const second = await askWithin(session, { ...conversation, again });
    const reread = second && readOpinion(second.text, state, verdicts);
    const opinion = reread?.opinion ?? read.opinion;
    if (opinion) return redacted(endpoint, opinion);
    throw new OpinionError(
      'unusable',
      `${endpoint.model} gave no answer that can be used: ${(reread ?? read).faults[0] ?? faults[0]}.`,
      'Ask again, or ask another model.',
    );
  }
  throw new OpinionError(
    'window',
    `The context window of ${endpoint.model} is too small for this trace.`,
    'Choose a model with a larger one, or correct its context window in Settings.',
  );
}

/** Null where prompt and reply do not fit the window. */
async function askWithin(session: ProposalSession, conversation: Conversation): Promise<Answer | null> {
  const room = roomIn(session.contextWindow, conversation, session.proposer.mode);
  if (room < SMALLEST_REPLY_TOKENS) return null;
  const answer = await ask(session, conversation, Math.min(REPLY_TOKENS, room));
  return answer === 'too-long' ? null : answer;
}

const faultText = (faults: readonly string[]): string =>
  `Your answer cannot be used as it is:
${faults
  .slice(0, 10)
  .map((fault) => `- ${fault}`)
  .join('\n')}
Answer once more with one JSON object as it was asked for. Copy every quote from the record.`;

/** A server may say a key back in what it writes. */
function redacted(endpoint: Endpoint, opinion: Opinion): Opinion {
  const redact = createRedactor(secretsOf(endpoint));
  return { ...opinion, reason: redact(opinion.reason) };
}
