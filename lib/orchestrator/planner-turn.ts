import type { ProtocolEvent, TextEnd } from '#lib/protocol/events.ts';
import { countPlanPrefix } from '#lib/protocol/piece-tokens.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { PlanState } from '#lib/trace/state.ts';
import { planStream, type StreamId } from '#lib/trace/streams.ts';
import type { CallManner } from './judge-reply.ts';
import type { PendingFindings } from './pending-findings.ts';
import { delta, endPiece, goOnFromThinking, pieceOf } from './piece-events.ts';
import { createReply, type Reply } from './reply.ts';
import { countState, noteOnce, type Session } from './session.ts';

/** One reply of the planner, written to the log as we read it. */
export interface PlannerTurn {
  readonly reply: Reply;
  /** Higher than the number it began with if the reply continued after text that turned out to be thinking. */
  readonly attempt: number;
  /** True once a prompt has closed: its executor runs, so the plan cannot start over any more. */
  readonly forked: boolean;
  /** True once the reply turned to the final answer. */
  readonly answering: boolean;
}

export function createPlannerTurn(
  session: Session,
  stage: number,
  firstAttempt: number,
  { thinkOpened, afterCut }: Pick<CallManner, 'thinkOpened' | 'afterCut'>,
  pending: PendingFindings,
): PlannerTurn {
  const { log } = session;
  const { counter } = session.options;
  const plan = planStream(stage);
  let attempt = firstAttempt;
  let stream: StreamId = plan;
  let forked = false;
  let closing: TextEnd | null = null;
  /** The text that we read now arrived as thinking. */
  let isThinking = false;
  let thinking = createThinkingCount(counter);
  const planState = () => pieceOf(log.state, plan) as PlanState;

  const reply = createReply(
    {
      at: 'plan',
      stage,
      executions: log.state.stages.slice(0, stage - 1).map(({ executions }) => executions.length),
    },
    { thinkOpened },
    {
      onEvent,
      onThinking: think,
      onNotice: (notice) => noteOnce(session, stream, notice),
      onClosing(how) {
        closing = how;
      },
      onReadingThinking() {
        isThinking = true;
        closing = null;
        thinking = createThinkingCount(counter);
      },
    },
  );

  function think(text: string) {
    thinking.add(text);
    delta(session, stream, attempt, 'thinking', text);
  }

  async function onEvent(event: ProtocolEvent): Promise<void> {
    switch (event.type) {
      case 'plan-start':
        // We must know this before we call the executors of this plan.
        if (afterCut && !isThinking) session.habits.stopWasToBlame('planner');
        return thinking.begin();
      case 'plan-delta':
        return delta(session, plan, attempt, 'text', event.text);
      case 'answer-delta':
        return delta(session, 'answer', attempt, 'text', event.text);
      case 'thinking-delta':
        return think(event.text);
      case 'prompt-start':
        return log.emit({ ...event });
      case 'prompt-end':
        return fork(event);
      case 'answer-start':
        return turnToAnswer();
      case 'was-thinking':
        return startAnew(event.text);
      default:
        return pending.add(event);
    }
  }

  async function fork({ index, offset, closed }: Extract<ProtocolEvent, { type: 'prompt-end' }>) {
    // A prompt that was cut in the middle is half a task: it stays unclosed in the log and starts no execution.
    if (!closed && (closing === 'length' || closing === 'aborted')) return;
    log.flush();
    const { text, prompts } = planState();
    const ranges = prompts.map((prompt) => (prompt.index === index ? { ...prompt, end: offset } : prompt));
    const [counted, thinkingTokens] = await Promise.all([
      countPlanPrefix(counter, stage, text, ranges, offset),
      thinking.tokens(),
    ]);
    pending.write();
    forked = true;
    log.emit({ type: 'prompt-end', stage, index, offset, ...counted, thinkingTokens });
    session.wake();
  }

  async function turnToAnswer() {
    log.flush();
    const state = planState();
    const became = state.text.trim() === '' && state.prompts.length === 0;
    // If we read thinking as the reply, we count it as the reply's text, here and in the answer.
    const tokens = await countState(session, state, !isThinking);
    if (became) {
      pending.turnToAnswer();
      endPiece(session, plan, attempt, {
        status: 'done',
        tokens: { ...tokens, text: 0, withTags: 0 },
        becomes: 'answer',
      });
      log.emit({ type: 'stage-end', stage, status: 'done' });
    } else {
      pending.write();
      endPiece(session, plan, attempt, { status: 'done', tokens, finishReason: 'stop' });
    }
    stream = 'answer';
    log.emit({
      type: 'answer-start',
      stream: 'answer',
      attempt,
      requestedAt: state.requestedAt ?? log.elapsedMs(),
      ...(became && state.contextSha256 && { contextSha256: state.contextSha256 }),
    });
  }

  /** All the text so far was thinking: its branches end before we fork the same positions again. */
  async function startAnew(text: string) {
    // We read executors that start from now on by what their planner has shown. Until a reply follows, it has shown
    // nothing.
    if (closing === null) session.habits.beganInThinking('planner');
    log.flush();
    await session.endBranches(stage);
    pending.clear();
    // A plan that became the answer removed its stage.
    const isWithdrawn = log.state.stages.length < stage;
    attempt = goOnFromThinking(
      session,
      { stream, attempt, text },
      { stream: plan, before: isWithdrawn ? [{ type: 'stage-start', stage }] : [] },
    );
    stream = plan;
    forked = false;
    thinking = createThinkingCount(counter);
    thinking.add(text);
  }

  return {
    reply,
    get attempt() {
      return attempt;
    },
    get forked() {
      return forked;
    },
    get answering() {
      return stream === 'answer';
    },
  };
}

/**
 * Counts a planner's thinking. The count begins with the first text after the thinking, so that it is ready by the time
 * the first prompt closes (30,000 tokens take about 0.1 s), and stays valid until more thinking arrives.
 */
function createThinkingCount(counter: TokenCounter) {
  let thought = '';
  let counted: Promise<number> | null = null;
  function tokens(): Promise<number> {
    const text = thought.trim();
    counted ??= text === '' ? Promise.resolve(0) : counter.count(text);
    return counted;
  }
  return {
    add(text: string) {
      thought += text;
      counted = null;
    },
    begin() {
      void tokens();
    },
    tokens,
  };
}
