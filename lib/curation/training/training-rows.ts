import type { ContextPolicy, RowShape, TrainingUnit } from '#lib/contract/training-export.ts';
import { type Context, partsText } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import { logFromParsed, parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { planTextParts } from '#lib/protocol/writer-parts.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { Mode } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { executionStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import type { TrainingSample } from './training-sample.ts';

/** A row before formatting for a trainer. */
export interface TrainingRow {
  readonly kind: 'trajectory' | 'plan' | 'execution' | 'answer';
  /** Instructions; null where there are none. */
  readonly system: string | null;
  /** The user's message. */
  readonly user: string;
  /** The beginning of the reply, before the part that is learned; empty in a chat. */
  readonly begun: string;
  /** The text that the model learns. */
  readonly completion: string;
}

export interface RowOptions {
  readonly unit: TrainingUnit;
  readonly shape: RowShape;
  readonly policy: ContextPolicy;
}

const THINK = '<think>\n';

/** The rows of a trajectory; none if it has no question, because a row needs one. */
export async function trainingRows(sample: TrainingSample, options: RowOptions): Promise<TrainingRow[]> {
  if (sample.question.trim() === '') return [];
  return options.unit === 'trajectory' ? [wholeRow(sample, options.shape)] : callRows(sample, options);
}

function wholeRow({ trajectory }: TrainingSample, shape: RowShape): TrainingRow {
  const end = trajectory.indexOf('</Question>') + '</Question>'.length;
  const user = trajectory.slice(0, end).trim();
  const body = trajectory.slice(end).replace(/^\s*(?:<think>\s*)?/, '');
  const isThinking = /^\s*<think>/.test(trajectory.slice(end));
  const row = { kind: 'trajectory' as const, system: null, user };
  // A chat's reply is the whole message; a completion continues after what the chat template opens.
  return shape === 'messages'
    ? { ...row, begun: '', completion: (isThinking ? THINK : '') + body }
    : { ...row, begun: THINK, completion: body };
}

/** One row a call, each with the context that the session's call has (lib/protocol/contexts/contexts.ts). */
async function callRows(sample: TrainingSample, { shape, policy }: RowOptions): Promise<TrainingRow[]> {
  const state = await stateOf(sample, shape === 'messages' ? 'prompted' : 'native', policy);
  const rows: TrainingRow[] = [];
  const add = (kind: TrainingRow['kind'], stream: StreamId, reply: (asked: string) => string) => {
    const asked = askedOf(contextFor(state, stream));
    rows.push({ kind, ...asked, completion: reply(asked.user + asked.begun) });
  };
  for (const { stage, plan, executions } of state.stages) {
    const text = partsText(planTextParts(stage, plan, { closePrompts: true }));
    add('plan', planStream(stage), () => `<Plan_${stage}>\n${text}\n</Plan_${stage}>`);
    for (const execution of executions)
      add(
        'execution',
        executionStream(stage, execution.index),
        (asked) => `${execution.text}\n${closing(asked)}`,
      );
  }
  const { answer } = state;
  if (answer) add('answer', 'answer', () => `<Final_answer>\n${answer.text}\n</Final_answer>\n`);
  return rows;
}

/** Closes the tag that the context ends with: under policy `authors` an executor's own number is 1. */
function closing(asked: string): string {
  const opening = /<(execution_[\d.]+)>\s*$/.exec(asked);
  return `</${opening?.[1] ?? 'execution'}>`;
}

function askedOf(context: Context): Pick<TrainingRow, 'system' | 'user' | 'begun'> {
  if (context.kind === 'chat') {
    const text = (role: string) =>
      context.messages
        .filter((message) => message.role === role)
        .map(({ parts }) => partsText(parts))
        .join('\n\n');
    return { system: text('system') || null, user: text('user'), begun: '' };
  }
  const text = partsText(context.parts);
  const at = text.indexOf(THINK, text.indexOf('</Question>'));
  return { system: null, user: text.slice(0, at).trim(), begun: text.slice(at) };
}

/**
 * The trajectory as a session. Token counts do not matter in a context, with one exception: they time a log, and an
 * answer requested at the same moment as a plan would count as that plan's.
 */
async function stateOf(
  { trajectory, question }: TrainingSample,
  mode: Mode,
  policy: ContextPolicy,
): Promise<TraceState> {
  const model = { endpointName: '', model: '', ruleBased: false, mode };
  const [start, ...events] = await logFromParsed(parseTranscript(trajectory), {
    counter: { name: 'characters', count: async (text) => text.length },
    question,
    origin: { kind: 'imported' },
    strategy: 'sprint',
    startedAt: '1970-01-01T00:00:00.000Z',
    models: { planner: model, executor: model },
    settings: { ...defaultSettings, contextPolicy: policy },
  });
  const none = { planner: '', executor: '', sequential: '' };
  // A completion starts with the question: this training decides which instructions a tuned model knows.
  const first =
    start?.type === 'session-start' && mode === 'native' ? { ...start, instructions: none } : start;
  return foldEvents(first ? [first, ...events] : events);
}
