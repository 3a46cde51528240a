import { EndpointError } from '#lib/models/errors.ts';
import { attemptsFor, isRetryable, retryDelayMs } from '#lib/models/retry.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { ProposeError } from '../propose/proposer.ts';
import { type Answer, withoutThinking } from './answer-text.ts';
import { type Conversation, inputOf, textOfInput } from './conversation.ts';
import type { ProposalSession } from './proposal-session.ts';

/** Above zero, so that a second answer can differ from the first; reasoning models loop at zero. */
const TEMPERATURE = 0.3;
const CUT_BY = {
  stop: null,
  other: null,
  length: 'token-limit',
  'content-filter': 'content-filter',
} as const;
/** A server without a limit could write forever. The longest honest answer is a tenth of this. */
const MAX_ANSWER_CHARACTERS = 400_000;

/**
 * Sends a request and reads the whole reply; retries temporary failures after a wait. Removes reasoning from the text.
 * `too-long`: prompt and reply do not fit the model's window (which we learn if the refusal names it).
 * @throws ProposeError when the endpoint fails for good
 * @throws the signal's reason when it aborts
 */
export async function ask(
  session: ProposalSession,
  conversation: Conversation,
  maxTokens: number,
): Promise<Answer | 'too-long'> {
  const { proposer, signal, retries } = session;
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await readReply(session, conversation, maxTokens);
      return withoutThinking(answer);
    } catch (cause) {
      signal.throwIfAborted();
      if (!(cause instanceof EndpointError)) throw cause;
      if (cause.type === 'context-too-long') {
        session.contextWindow = cause.context.contextWindow ?? session.contextWindow;
        return 'too-long';
      }
      if (!isRetryable(cause) || attempt > attemptsFor(cause, retries)) {
        const { summary, remedy, type } = cause;
        throw new ProposeError('endpoint', { summary, remedy, reason: type, usage: session.usage() });
      }
      const delayMs = retryDelayMs(cause, attempt, () => proposer.random());
      session.tell({ type: 'retrying', attempt, delayMs, message: cause.summary });
      await proposer.clock.sleep(delayMs, signal);
    }
  }
}

async function readReply(
  session: ProposalSession,
  conversation: Conversation,
  maxTokens: number,
): Promise<Answer> {
  const { proposer, signal } = session;
  const native = proposer.mode === 'native';
  const input = inputOf(conversation, proposer.mode);
  const prompt = textOfInput(input);
  const said = { text: '', thinking: '' };
  let reported: { inputTokens?: number; outputTokens?: number } | null = null;
  let cut: Answer['cut'] = 'endless';
  try {
    const parts = proposer.model.call({
      input,
      stop: native ? [conversation.stop] : [],
      maxTokens,
      temperature: TEMPERATURE,
      signal,
      estimatedInputTokens: estimateTokens(prompt),
    });
    for await (const part of parts) {
      if (part.type === 'finish') {
        reported = part.usage;
        cut = CUT_BY[part.reason];
      } else if (part.type === 'notice') session.notice(part.code, part.explanation);
      else {
        said[part.type] += part.text;
        if (said.text.length + said.thinking.length > MAX_ANSWER_CHARACTERS) break;
      }
    }
  } finally {
    await session.count({ prompt, output: said.thinking + said.text, reported });
  }
  // Servers without `stop` write on, so we cut; and the lead at the end of the prompt is part of the answer.
  const ended = native ? (said.text.split(conversation.stop, 1)[0] ?? '') : said.text;
  const led = native && ended.trim() !== '' && !ended.trimStart().startsWith(conversation.lead);
  return { text: led ? conversation.lead + ended : ended, thinking: said.thinking, cut };
}
