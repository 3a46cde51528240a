import { diagnosticOf } from '../diagnostics.ts';
import { type AnswerFault, faultDiagnostics, faultsInShort } from './answer-faults.ts';
import type { Answer } from './answer-text.ts';
import { ask } from './ask.ts';
import { type Conversation, roomIn, sentBack } from './conversation.ts';
import { instructionsOf } from './instructions-of.ts';
import type { ProposalSession } from './proposal-session.ts';
import { isNoWorse, readStepsAnswer, type StepsReading } from './read-steps-answer.ts';
import { type StepsRequest, stepsAgain, stepsConversation } from './steps-request.ts';

/** As for a planner's reply (DESIGN.md §2); a model that thinks first needs most of it for that. */
const REPLY_TOKENS = 8_000;
/** With less room a request is not worth making. */
export const SMALLEST_REPLY_TOKENS = 400;

/**
 * Asks about one part of a trace; a faulty answer is sent back once, and the better of the two is taken. `too-long`:
 * the first request was refused for its length.
 */
export async function stepsOfPart(
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
  const { placeOf } = best.settled;
  session.diagnostics.push(
    ...faultDiagnostics(best.faults, (raw) => {
      const place = placeOf(raw);
      return place === null ? null : done.length + place + 1;
    }),
  );
  return best;
}

/** A missing description is mended as well as a model would. */
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
  // Where the first answer does not fit as well, the faults alone say what to avoid.
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
