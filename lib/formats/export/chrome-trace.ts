import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import type { PieceState, PlanState, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import { type PlacedSlice, placeSlices, type Slice } from './chrome-slices.ts';
import { type Call, callsOf } from './export-calls.ts';
import { answerFacts } from './session-answer.ts';

/** A session is one process; its streams are threads in the order of the transcript. */
const PROCESS = 1;
const STAGES_TRACK = 1;
/** Longest text in a slice's arguments: enough to recognise it in the viewer's side panel. */
const TEXT_LENGTH = 2000;

type ChromeEvent = Readonly<Record<string, unknown>>;

/**
 * The session as a Chrome trace (the Trace Event Format), which ui.perfetto.dev opens: microseconds, one track for each
 * stream, requests as slices with the wait for the first token, the thinking, the writing and the prompts inside, forks
 * and joins as arrows. Token counts are ours and include thinking.
 */
export function writeChromeTrace(
  state: TraceState,
  options: { title?: string | null; judged?: JudgedAnswer | null } = {},
): string {
  const title = options.title?.trim() || plainHead(state.session?.question ?? '', 110) || 'Session';
  const metrics = sessionMetrics(state);
  const critical = new Set(criticalPath(state).pieces.map(({ stream }) => stream));
  const tracks = tracksOf(state, critical);
  const slices = tracks.flatMap((track) => track.slices.map((slice) => sliceEvent(track.tid, slice)));
  const events = [
    metadata('process_name', 0, { name: title }),
    metadata('process_labels', 0, { labels: clockWords(state) }),
    ...tracks.flatMap(({ tid, name }) => [
      metadata('thread_name', tid, { name }),
      metadata('thread_sort_index', tid, { sort_index: tid }),
    ]),
    ...[...slices, ...flows(state, tracks)].sort(inTime),
  ];
  const head = {
    displayTimeUnit: 'ms',
    otherData: {
      product: 'Sprintscope',
      question: state.session?.question ?? '',
      strategy: state.session?.strategy ?? null,
      tokenizer: state.session?.tokenizer ?? null,
      startedAt: state.session?.startedAt ?? null,
      status: state.status,
      ...answerFacts(state, options.judged ?? null, ''),
      clock: clockWords(state),
      reading: metrics.reading,
      isEstimate: metrics.isEstimate,
      totalTokens: metrics.totalTokens,
      sequentialTokens: metrics.sequentialTokens,
      thinkingTokens: metrics.thinkingTokens,
      discardedTokens: metrics.discardedTokens,
    },
  };
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"traceEvents":[\n${lines}\n]}\n`;
}

interface Track {
  readonly tid: number;
  readonly name: string;
  readonly stream: StreamId | null;
  readonly slices: readonly PlacedSlice[];
}

function tracksOf(state: TraceState, critical: ReadonlySet<StreamId>): Track[] {
  const tracks: Track[] = [];
  if (state.stages.length > 0)
    tracks.push({
      tid: STAGES_TRACK,
      name: 'Stages',
      stream: null,
      slices: placeSlices(state.stages.map((stage) => stageSlice(stage, state.at))),
    });
  const pieces = allPieces(state);
  for (const [at, piece] of [...pieces, ...state.discarded].entries()) {
    const isDiscarded = at >= pieces.length;
    const onPath = !isDiscarded && critical.has(piece.stream);
    const slices = placeSlices(pieceSlices(piece, state, { onPath, isDiscarded }));
    // A branch that never started has nothing to show.
    if (slices.length > 0)
      tracks.push({
        tid: STAGES_TRACK + 1 + at,
        name: `${streamName(piece.stream)}${isDiscarded ? ', discarded' : ''}`,
        stream: isDiscarded ? null : piece.stream,
        slices,
      });
  }
  return tracks;
}

const stageSlice = (stage: StageState, nowMs: number): Slice => ({
  name: `Stage ${stage.stage}`,
  fromMs: stage.startedAt,
  toMs: stage.endedAt ?? nowMs,
  args: { status: stage.status, prompts: stage.plan.prompts.length },
});

interface Standing {
  readonly onPath: boolean;
  /** Part of a plan that turned out to be thinking: only the discarded tokens count it. */
  readonly isDiscarded: boolean;
}

function pieceSlices(piece: PieceState, state: TraceState, { onPath, isDiscarded }: Standing): Slice[] {
  const name = streamName(piece.stream);
  const calls = callsOf(piece, state.at);
  const slices = calls.map((call, at): Slice => {
    const isLast = at === calls.length - 1;
    const label = call.failed ? `${name}, attempt ${call.attempt} failed` : name;
    const prompts = isLast && !call.failed && 'prompts' in piece ? (piece as PlanState).prompts : [];
    return {
      name: label,
      fromMs: call.fromMs,
      toMs: call.toMs,
      args: {
        ...argumentsOf(call),
        ...(onPath && isLast && { onCriticalPath: true }),
        ...(isDiscarded && { discarded: true }),
      },
      children: call.firstTokenMs === null ? [] : written(call, call.firstTokenMs, prompts, piece.stream),
    };
  });
  const join = isDiscarded ? null : joinOf(piece, state);
  if (join !== null && piece.endedAt !== null && calls.length > 0 && join > piece.endedAt)
    slices.push({ name: 'Waiting at the join', fromMs: piece.endedAt, toMs: join });
  return slices;
}

function written(call: Call, firstTokenMs: number, prompts: PlanState['prompts'], stream: StreamId): Slice[] {
  const stage = stream.replace('plan:', '');
  // An import has no request to wait for.
  const waited = firstTokenMs > call.fromMs;
  const slices: Slice[] = waited
    ? [{ name: 'Awaiting the first token', fromMs: call.fromMs, toMs: firstTokenMs }]
    : [];
  // Later thinking lies within the text: the log stores how much there was, but not when. So the slices add up to the
  // call.
  const writesFrom = call.firstTextMs ?? (call.thinking === '' ? firstTokenMs : call.toMs);
  if (writesFrom > firstTokenMs || (call.tokens?.thinking ?? 0) > 0)
    slices.push({
      name: 'Thinking',
      fromMs: firstTokenMs,
      toMs: writesFrom,
      args: call.tokens ? { tokens: call.tokens.thinking } : {},
    });
  if (call.firstTextMs === null && call.thinking !== '') return slices;
  slices.push({
    name: 'Writing',
    fromMs: writesFrom,
    toMs: call.toMs,
    args: call.tokens ? { tokens: call.tokens.text } : {},
    children: prompts.map((prompt) => ({
      name: `Prompt ${stage}.${prompt.index}`,
      fromMs: prompt.startedAt,
      toMs: prompt.endedAt ?? call.toMs,
    })),
  });
  return slices;
}

function argumentsOf(call: Call): Record<string, unknown> {
  return {
    status: call.status,
    attempt: call.attempt,
    ...(call.tokens && { tokens: call.tokens }),
    ...(call.usage && { usage: call.usage }),
    ...(call.finishReason !== null && { finishReason: call.finishReason }),
    ...(call.error && { error: call.error.type, message: call.error.message }),
    ...(call.text !== '' && { text: cut(call.text) }),
    ...(call.thinking !== '' && { thinking: cut(call.thinking) }),
  };
}

const cut = (text: string): string => (text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}…` : text);

/** Time of the join of an execution's stage; null for a piece that joins nothing. */
function joinOf(piece: PieceState, state: TraceState): number | null {
  const place = parseStream(piece.stream);
  return place?.kind === 'execution' ? (state.stages[place.stage - 1]?.endedAt ?? null) : null;
}

const metadata = (name: string, tid: number, args: ChromeEvent): ChromeEvent => ({
  ph: 'M',
  pid: PROCESS,
  tid,
  name,
  args,
});

const sliceEvent = (tid: number, { name, from, to, args, depth }: PlacedSlice): Timed => ({
  ph: 'X',
  pid: PROCESS,
  tid,
  ts: from,
  dur: to - from,
  name,
  cat: depth === 0 ? 'piece' : 'part',
  args,
});

type Timed = ChromeEvent & { readonly ph: string; readonly ts: number; readonly dur?: number };

/**
 * Orders by time; at the same moment the longer slice first (it contains the others), and arrows after the slices they
 * bind to.
 */
function inTime(left: Timed, right: Timed): number {
  const rank = (event: Timed) => (event.ph === 'X' ? 0 : 1);
  return left.ts - right.ts || rank(left) - rank(right) || (right.dur ?? 0) - (left.dur ?? 0);
}

/** Fork: from where a prompt closes to its execution. Join: from an execution to what the planner writes next. */
function flows(state: TraceState, tracks: readonly Track[]): Timed[] {
  const events: Timed[] = [];
  const byStream = new Map(tracks.map((track) => [track.stream, track]));
  const roots = (stream: StreamId) => (byStream.get(stream)?.slices ?? []).filter(({ depth }) => depth === 0);
  const arrow = (name: 'fork' | 'join', source: Point, target: Point) => {
    // Some viewers would drop an arrow back in time (a broken import), others would draw it wrongly.
    if (source.ts > target.ts) return;
    const common = { pid: PROCESS, name, cat: 'flow', id: events.length / 2 + 1 };
    events.push({ ph: 's', ...common, ...source }, { ph: 'f', bp: 'e', ...common, ...target });
  };
  const startOf = (stream: StreamId): Point | null => {
    const [first] = roots(stream);
    const tid = byStream.get(stream)?.tid;
    return first && tid !== undefined ? { tid, ts: first.from } : null;
  };

  for (const [at, stage] of state.stages.entries()) {
    const plan = roots(stage.plan.stream).at(-1);
    const planTrack = byStream.get(stage.plan.stream)?.tid;
    const next = state.stages[at + 1]?.plan.stream ?? 'answer';
    for (const execution of stage.executions) {
      const target = startOf(execution.stream);
      const closed = stage.plan.prompts[execution.index - 1]?.endedAt ?? null;
      if (plan && planTrack !== undefined && target && closed !== null) {
        // Inside the plan's slice, and not after the start of the execution: rounding may put the two a microsecond
        // apart.
        const ts = Math.max(plan.from, Math.min(Math.round(closed * 1000), plan.to - 1, target.ts));
        arrow('fork', { tid: planTrack, ts }, target);
      }
      const last = roots(execution.stream).findLast(({ name }) => name !== 'Waiting at the join');
      const joined = startOf(next);
      if (last && joined && target && stage.endedAt !== null)
        arrow('join', { tid: target.tid, ts: last.to - 1 }, joined);
    }
  }
  return events;
}

interface Point {
  readonly tid: number;
  readonly ts: number;
}

const clockWords = (state: TraceState): string =>
  state.session?.clock === 'tokens'
    ? 'no clock: timed by tokens, 60 a second for each stream'
    : 'measured while it ran';
