import { assert, assertUnreachable } from '#lib/base/assert.ts';
import type { AnswerState, FailedAttempt, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId, type StreamPlace } from '#lib/trace/streams.ts';
import {
  answerOpening,
  executionOpening,
  executionsOpening,
  executionsParts,
  planClosing,
  planOpening,
  planParts,
  planTextParts,
} from '../writer-parts.ts';
import { authorsPlanParts } from './authors-plan.ts';
import { type Context, type ContextPart, contextText, contextTokensAtMost } from './context.ts';
import { failureNote } from './failure-note.ts';
import { fitStages, windowAfterRefusal } from './fit.ts';
import { type Asked, layOut } from './layout.ts';

/**
 * The context of a call, rebuilt from the folded state: the orchestrator asks for it before it calls, the inspector
 * afterwards, and both get the same bytes, because a context only uses what had ended when the call began.
 * @param attempt from 1; default the stream's latest one. Later attempts see a reminder after a reply without tags.
 * @throws when the state has no session yet (an invariant of ours: a stream's name in a URL is checked before).
 */
export function contextFor(state: TraceState, stream: StreamId, attempt?: number): Context {
  const place = parseStream(stream);
  assert(place, `${stream} is no stream`);
  const role = roleOf(place);
  const failed = failedAttempts(state, place);
  const context =
    place.kind === 'answer' && isForced(state.answer, attempt)
      ? forcedAnswer(state, forcedAnswerWindow(state, attempt))
      : layOut(sessionOf(state), { role, ...askedAt(state, place, attempt) });
  const untagged = failed.find(
    (one) => one.error.type === 'no-tags' && (attempt === undefined || one.attempt < attempt),
  );
  // There is no reminder in native mode, where nothing may follow the transcript.
  if (!untagged || role === 'sequential' || context.kind === 'completion') return context;
  return withReminder(context, untagged, reminderText(place, answeredStage(state, attempt)));
}

function roleOf(place: StreamPlace): Asked['role'] {
  switch (place.kind) {
    case 'plan':
    case 'answer':
      return 'planner';
    case 'execution':
      return 'executor';
    case 'thought':
      return 'sequential';
    default:
      return assertUnreachable(place);
  }
}

function sessionOf(state: TraceState) {
  assert(state.session, 'a context needs a session');
  return state.session;
}

/**
 * Whether we asked for the answer itself in this attempt; earlier attempts were a planner's reply that turned into it.
 */
const isForced = (answer: AnswerState | null, attempt = Number.POSITIVE_INFINITY): boolean =>
  answer !== null && answer.forcedFrom !== null && attempt >= answer.forcedFrom;

/**
 * The stage that we had asked for when the answer came: the next one, or one whose plan turned into the answer
 * half-way.
 */
function answeredStage({ answer, stages }: TraceState, attempt?: number): number {
  const last = stages.at(-1);
  if (!answer || !last || isForced(answer, attempt)) return stages.length + 1;
  const failed = answer.failedAttempts.find((one) => one.attempt === attempt);
  const { requestedAt } = failed ?? answer;
  return requestedAt !== null && requestedAt === last.plan.requestedAt ? stages.length : stages.length + 1;
}

/** The transcript up to the point where the model continues, and the tags that it continues after. */
function askedAt(state: TraceState, place: StreamPlace, attempt?: number): Omit<Asked, 'role'> {
  switch (place.kind) {
    case 'plan':
    case 'answer': {
      const stage = place.kind === 'plan' ? place.stage : answeredStage(state, attempt);
      return { transcript: cumulativeParts(state, stage), opening: [], stage };
    }
    case 'execution': {
      const { stage } = place;
      const { plan, opening } = executorParts(state, place);
      return { transcript: [...cumulativeParts(state, stage), ...plan], opening, stage };
    }
    case 'thought':
      return { transcript: [], opening: [], stage: 0 };
    default:
      return assertUnreachable(place);
  }
}

/** Plans and executions of all stages before `stage`. */
function cumulativeParts(state: TraceState, stage: number): ContextPart[] {
  return toldStages(state, stage).flatMap(stageParts);
}

/** The stages before `stage` with any text: a plan that the server refused left nothing to continue from. */
const toldStages = (state: TraceState, stage: number): StageState[] =>
  state.stages.slice(0, stage - 1).filter(({ plan }) => plan.status !== 'failed' || plan.text.trim() !== '');

/** A forced answer continues after its own opening tag; we cut what precedes it to the window, if we know one. */
function forcedAnswer(state: TraceState, window: number | null): Context {
  const stage = state.stages.length + 1;
  const told = toldStages(state, stage);
  const stages = told.map((stage) => ({ stage: stage.stage, parts: stageParts(stage) }));
  const contextWith = (transcript: readonly ContextPart[]) =>
    layOut(sessionOf(state), { role: 'planner', transcript, opening: [answerOpening], stage });
  if (window === null) return contextWith(stages.flatMap(({ parts }) => parts));
  return contextWith(fitStages(stages, window, (parts) => sizeOf(contextWith(parts))));
}

const sizeOf = (context: Context): number => contextTokensAtMost(contextText(context));

/**
 * Tokens of prompt and reply together that a forced answer may use: the window that the endpoint is configured with, or
 * the one that earlier refusals revealed. Null if we know none.
 * @param attempt as for `contextFor`: only refusals before it count.
 */
export function forcedAnswerWindow(state: TraceState, attempt?: number): number | null {
  let window = sessionOf(state).models.planner.contextWindow ?? Number.POSITIVE_INFINITY;
  for (const { plan } of state.stages)
    if (plan.error?.type === 'context-too-long')
      window = windowAfterRefusal(window, plan.error, sizeOf(contextFor(state, plan.stream, plan.attempt)));
  for (const failed of state.answer?.failedAttempts ?? []) {
    if (failed.error.type !== 'context-too-long') continue;
    if (attempt !== undefined && failed.attempt >= attempt) break;
    const refused = forcedAnswer(state, Number.isFinite(window) ? window : null);
    window = windowAfterRefusal(window, failed.error, sizeOf(refused));
  }
  return Number.isFinite(window) ? window : null;
}

/**
 * Ended stages never change and keep their identity, so we cache their parts: a 12-stage session asks some 100 times.
 */
const keptParts = new WeakMap<StageState, ContextPart[]>();

function stageParts(stage: StageState): ContextPart[] {
  const kept = keptParts.get(stage);
  if (kept) return kept;
  const parts = [...planParts(stage), ...executionsParts(stage, (one) => failureNote(stage.stage, one))];
  if (stage.endedAt !== null) keptParts.set(stage, parts);
  return parts;
}

/** The current plan as an executor sees it, and the tags of its execution. */
function executorParts(
  state: TraceState,
  { stage, index }: { stage: number; index: number },
): { plan: ContextPart[]; opening: ContextPart[] } {
  const plan = state.stages[stage - 1]?.plan;
  const policy = sessionOf(state).settings.contextPolicy;
  const opening = (position: number) => [executionsOpening(stage), executionOpening(stage, position)];
  if (!plan) return { plan: [], opening: opening(index) };
  const whole = (parts: readonly ContextPart[]) => [
    planOpening(stage),
    ...parts,
    planClosing(stage, parts.length > 0),
  ];
  switch (policy) {
    case 'paper': {
      // An execution without a prompt (an untidy import) sees the whole plan.
      const parts = planTextParts(stage, plan, { through: index, closePrompts: true });
      return { plan: whole(parts), opening: opening(index) };
    }
    case 'authors':
      return { plan: whole(authorsPlanParts(stage, plan, index)), opening: opening(1) };
    default:
      return assertUnreachable(policy);
  }
}

/** Failed attempts of a stream; those of a withdrawn plan belong to the answer that it became, and vice versa. */
function failedAttempts(state: TraceState, place: StreamPlace): readonly FailedAttempt[] {
  switch (place.kind) {
    case 'plan': {
      const plan = state.stages[place.stage - 1]?.plan ?? state.withdrawn ?? null;
      return (plan ?? (state.answer?.forced ? null : state.answer))?.failedAttempts ?? [];
    }
    case 'answer':
      return (state.answer ?? state.withdrawn)?.failedAttempts ?? [];
    case 'execution':
      return state.stages[place.stage - 1]?.executions[place.index - 1]?.failedAttempts ?? [];
    case 'thought':
      return state.thought?.failedAttempts ?? [];
    default:
      return assertUnreachable(place);
  }
}

function withReminder(context: ChatContext, failed: FailedAttempt, reminder: string): Context {
  const reply = failed.text.trim();
  if (reply !== '')
    return {
      kind: 'chat',
      messages: [
        ...context.messages,
        { role: 'assistant', parts: [{ origin: 'reminder', text: reply }] },
        { role: 'user', parts: [{ origin: 'reminder', text: reminder }] },
      ],
    };
  // Chat templates want user and assistant to alternate: after an empty reply, the reminder joins the request.
  const messages = context.messages.map((message) =>
    message.role === 'user'
      ? { ...message, parts: [...message.parts, { origin: 'reminder' as const, text: `\n\n${reminder}` }] }
      : message,
  );
  return { kind: 'chat', messages };
}

type ChatContext = Extract<Context, { kind: 'chat' }>;

/** What we tell a model once, after a reply in which we found no tag. `nextStage`: of the plan an answer stands for. */
function reminderText(place: StreamPlace, nextStage: number): string {
  switch (place.kind) {
    case 'plan':
      return plannerReminder(place.stage);
    case 'answer':
      return plannerReminder(nextStage);
    case 'execution':
      return (
        'That reply could not be used. Carry out your prompt of the current plan and write nothing but its ' +
        `result, then end with </execution_${place.stage}.${place.index}>.`
      );
    case 'thought':
      return 'That reply could not be used. Think the question through and give the final answer in \\boxed{}.';
    default:
      return assertUnreachable(place);
  }
}

// The plan's opening tag comes last: a model, and any tool that reads the request, continues from the last tag.
const plannerReminder = (stage: number): string =>
  'That reply has none of the tags, so it cannot be read. Give the same content again in the required form and ' +
  'write nothing outside the tags: if the question is settled, <Final_answer> with the answer in \\boxed{}, ' +
  `then </Final_answer>; otherwise the plan of this round, closed with </Plan_${stage}>. Begin it with ` +
  `<Plan_${stage}>`;

export type CallRole = 'planner' | 'executor' | 'sequential' | 'answer';

/**
 * Stop strings that we send to an endpoint, at most four (OpenAI's limit). Without the number, since models misnumber.
 * The parser enforces the same, because many servers omit or ignore some.
 * @param reminded whether the planner's last reply held no tag: a plan without prompts that continues after the tag
 * at the end of the request contains only its closing tag, which the stop string would remove.
 */
export function stopStrings(role: CallRole, reminded = false): readonly string[] {
  switch (role) {
    case 'planner':
      return reminded ? ['<Execution_', '</Final_answer>'] : ['</Plan_', '<Execution_', '</Final_answer>'];
    case 'executor':
      return ['</execution_', '</Execution_', '<Plan_'];
    case 'answer':
      return ['</Final_answer>', '<Plan_', '<Execution_'];
    case 'sequential':
      return [];
    default:
      return assertUnreachable(role);
  }
}
