import type { ProtocolEvent, TextEnd } from '#lib/protocol/events.ts';
import { countPlanPrefix } from '#lib/protocol/piece-tokens.ts';
import type { PlanState } from '#lib/trace/state.ts';
import { planStream, type StreamId } from '#lib/trace/streams.ts';
import type { Notebook } from './notebook.ts';
import { delta, endPiece, pieceOf } from './piece-events.ts';
import { createReply, type Reply } from './reply.ts';
import { countState, noteOnce, type Session } from './session.ts';

/** One reply of the planner, told to the log as it is read. */
export interface PlannerTurn {
  readonly reply: Reply;
  /** True once a prompt has closed: its executor runs, so the plan can no longer start over. */
  readonly forked: boolean;
  /** True once the reply turned to the final answer. */
  readonly answering: boolean;
  readonly countThinking: boolean;
  readThinkingAsReply(): Promise<void>;
  close(how: TextEnd): Promise<void>;
}

export function createPlannerTurn(
  session: Session,
  stage: number,
  attempt: number,
  notebook: Notebook,
): PlannerTurn {
  const { log } = session;
  const plan = planStream(stage);
  let stream: StreamId = plan;
  let forked = false;
  let countThinking = true;
  let closing: TextEnd | null = null;
  const planState = () => pieceOf(log.state, plan) as PlanState;

  const reply = createReply(
    {
      at: 'plan',
      stage,
      executions: log.state.stages.slice(0, stage - 1).map(({ executions }) => executions.length),
    },
    {
      onEvent,
      onThinking: (text) => delta(session, stream, attempt, 'thinking', text),
      onNotice: (notice) => noteOnce(session, stream, notice),
    },
  );

  async function onEvent(event: ProtocolEvent): Promise<void> {
    switch (event.type) {
      case 'plan-delta':
        return delta(session, plan, attempt, 'text', event.text);
      case 'answer-delta':
        return delta(session, 'answer', attempt, 'text', event.text);
      case 'thinking-delta':
        return delta(session, stream, attempt, 'thinking', event.text);
      case 'prompt-start':
        return log.emit({ ...event });
      case 'prompt-end':
        return fork(event);
      case 'answer-start':
        return turnToAnswer();
      default:
        return notebook.note(event);
    }
  }

  async function fork({ index, offset, closed }: Extract<ProtocolEvent, { type: 'prompt-end' }>) {
    // A prompt that was cut in the middle is half a task: it stays unclosed in the log and launches nothing.
    if (!closed && (closing === 'length' || closing === 'aborted')) return;
    log.flush();
    const { text, prompts } = planState();
    const ranges = prompts.map((prompt) => (prompt.index === index ? { ...prompt, end: offset } : prompt));
    const counted = await countPlanPrefix(session.options.counter, stage, text, ranges, offset);
    notebook.write();
    forked = true;
    log.emit({ type: 'prompt-end', stage, index, offset, ...counted });
    session.wake();
  }

  async function turnToAnswer() {
    log.flush();
    const state = planState();
    const became = state.text.trim() === '' && state.prompts.length === 0;
    const tokens = await countState(session, state);
    if (became) {
      notebook.turnToAnswer();
      endPiece(session, plan, attempt, {
        status: 'done',
        tokens: { ...tokens, text: 0, withTags: 0 },
        becomes: 'answer',
      });
      log.emit({ type: 'stage-end', stage, status: 'done' });
    } else {
      notebook.write();
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

  return {
    reply,
    get forked() {
      return forked;
    },
    get answering() {
      return stream === 'answer';
    },
    get countThinking() {
      return countThinking;
    },
    async readThinkingAsReply() {
      countThinking = false;
      notebook.tagsInReasoning();
      await reply.readThinkingAsReply();
    },
    async close(how) {
      closing = how;
      await reply.close(how);
    },
  };
}
