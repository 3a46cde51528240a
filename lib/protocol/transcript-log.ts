import type { TokenCounter } from '#lib/tokens/counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type {
  EndStatus,
  EventOf,
  ModelInfo,
  SessionSettings,
  Strategy,
  TraceEvent,
  UnstampedEvent,
} from '#lib/trace/events.ts';
import { LOG_VERSION } from '#lib/trace/events.ts';
import { executionStream, parseStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import { defaultInstructions } from './instructions/default-instructions.ts';
import { createParser } from './parser.ts';
import { countPiece, countPlanPrefix } from './piece-tokens.ts';
import { type Mark, pieceBeats } from './transcript-log-batches.ts';
import {
  createPieceCollector,
  type ParsedDiagnostic,
  type ParsedPiece,
  type ParsedPlan,
  type ParsedStage,
  type ParsedTranscript,
} from './transcript-log-pieces.ts';

export interface TranscriptLogOptions {
  counter: TokenCounter;
  /** For a text without `<Question>`; the text's own goes first. */
  question?: string;
  origin: EventOf<'session-start'>['origin'];
  /** Default: `sequential` for a text without any tag. */
  strategy?: Strategy;
  /** UTC, ISO 8601. */
  startedAt: string;
  /** Of each stream. */
  tokensPerSecond?: number;
  models?: { planner: ModelInfo; executor: ModelInfo };
  settings?: SessionSettings;
}

/** Longest time between two deltas of a stream, ms: two screen updates at 60 Hz, as in a live run. */
const BATCH_MS = 33;

const unknownModel: ModelInfo = {
  endpointName: 'Unknown',
  model: 'unknown',
  ruleBased: false,
  mode: 'native',
};

/** Nothing limited an import; the policy is the paper's, which contexts are reconstructed with. */
const importSettings: SessionSettings = { ...defaultSettings, maxAttempts: 1 };

/** An event with its time, not yet in its place in the log. */
type Timed = UnstampedEvent & { at: number };

/**
 * The log that a session would have left that wrote this text: each stream at `tokensPerSecond`, executors starting
 * where their prompt closes, the next plan at the join. So the session's length in tokens is its `authors` sequential
 * tokens, and whatever thinking stands on that path. A piece in which the text ends is `truncated`. Never throws for what the text holds.
 */
export function logFromTranscript(text: string, options: TranscriptLogOptions): Promise<TraceEvent[]> {
  return logFromParsed(parseTranscript(text), options);
}

/** The pieces of a whole text. `thought`: a sequential trace, in which no tag means anything but `<think>`. */
export function parseTranscript(
  text: string,
  start: { at: 'document' } | { at: 'thought' } = { at: 'document' },
): ParsedTranscript {
  const collector = createPieceCollector();
  const parser = createParser(start, collector.take);
  parser.feed(text);
  collector.ending();
  parser.end('complete');
  return collector.transcript;
}

/** `logFromTranscript` of a text that was parsed before, for a caller that looks at it first. */
export async function logFromParsed(
  transcript: ParsedTranscript,
  options: TranscriptLogOptions,
): Promise<TraceEvent[]> {
  const scribe = createScribe(options, transcript.diagnostics);
  const start = sessionStart(transcript, options);
  scribe.add(0, start);
  let at = 0;
  for (const stage of transcript.stages) at = await scribe.stage(stage, at);
  let last: ParsedPiece | null = lastPiece(transcript.stages);
  for (const stream of ['thought', 'answer'] as const) {
    const piece = transcript[stream];
    if (!piece) continue;
    at = await scribe.piece(stream, piece, at);
    last = piece;
  }
  scribe.leftovers(at);
  const ended = last !== null && !last.cut && (transcript.answer !== null || transcript.thought !== null);
  scribe.add(at, { type: 'session-end', status: ended ? 'done' : 'truncated' });
  return scribe.log();
}

function sessionStart(transcript: ParsedTranscript, options: TranscriptLogOptions): UnstampedEvent {
  const models = options.models ?? { planner: unknownModel, executor: unknownModel };
  const untagged =
    transcript.stages.length === 0 && transcript.answer === null && transcript.thought !== null;
  return {
    type: 'session-start',
    logVersion: LOG_VERSION,
    question: transcript.question ?? options.question ?? '',
    strategy: options.strategy ?? (untagged ? 'sequential' : 'sprint'),
    mode: models.planner.mode,
    models,
    instructions: {
      ...defaultInstructions(models.planner.mode),
      executor: defaultInstructions(models.executor.mode).executor,
    },
    settings: options.settings ?? importSettings,
    tokenizer: options.counter.name,
    startedAt: options.startedAt,
    origin: options.origin,
    clock: 'tokens',
  };
}

/** The piece in which the text ends, as far as it is a plan's or an execution's. */
function lastPiece(stages: readonly ParsedStage[]): ParsedPiece | null {
  const stage = stages.at(-1);
  if (!stage) return null;
  return [...stage.executions.values()].at(-1) ?? stage.plan;
}

const statusOf = ({ cut }: ParsedPiece): EndStatus => (cut ? 'truncated' : 'done');

/** Writes pieces as events, each from a given time on; the log is put in order at the end. */
function createScribe(options: TranscriptLogOptions, diagnostics: readonly ParsedDiagnostic[]) {
  const { counter, tokensPerSecond = 60 } = options;
  const msPerToken = 1000 / tokensPerSecond;
  const events: Timed[] = [];
  const open = new Set(diagnostics);

  function add(at: number, event: UnstampedEvent) {
    events.push({ ...event, at });
  }

  /** Findings are told where what they speak of ends. */
  function tell(at: number, concerns: (place: ParsedDiagnostic['place']) => boolean) {
    for (const diagnostic of open) {
      if (!concerns(diagnostic.place)) continue;
      open.delete(diagnostic);
      add(at, diagnostic);
    }
  }

  /** One piece and what happens in its text; returns when it ends, in ms. */
  async function piece(
    stream: StreamId,
    parsed: ParsedPiece,
    startsAt: number,
    marks: readonly Mark<UnstampedEvent>[] = [],
  ): Promise<number> {
    const place = parseStream(stream);
    if (!place) return startsAt;
    const prompts = 'prompts' in parsed ? (parsed as ParsedPlan).prompts : [];
    const tokens = await countPiece(counter, place, { ...parsed, prompts });
    const closed = marks.flatMap(({ offset, what }) =>
      what.type === 'prompt-end' ? [{ offset, tokens: what.tokens }] : [],
    );
    const anchors = ascending([
      { offset: 0, tokens: 0 },
      ...closed,
      { offset: parsed.text.length, tokens: tokens.text },
    ]);
    const counts = { thinkingTokens: tokens.thinking, anchors, batchTokens: BATCH_MS / msPerToken };
    const kind = place.kind;
    const attempt = 1;
    const endsAt = startsAt + (tokens.thinking + tokens.text) * msPerToken;
    add(startsAt, {
      type: `${kind}-start`,
      stream,
      attempt,
      requestedAt: rounded(startsAt),
    } as UnstampedEvent);
    for (const beat of pieceBeats(parsed, marks, counts)) {
      const at = Math.min(endsAt, startsAt + beat.tokens * msPerToken);
      if ('mark' in beat) add(at, beat.mark);
      else
        add(at, {
          type: `${kind}-delta`,
          stream,
          attempt,
          channel: beat.channel,
          text: beat.text,
        } as UnstampedEvent);
    }
    tell(endsAt, (one) => one.stream === stream);
    const status = statusOf(parsed);
    add(endsAt, { type: `${kind}-end`, stream, attempt, status, tokens } as UnstampedEvent);
    return endsAt;
  }

  async function planMarks({ stage, plan }: ParsedStage): Promise<Mark<UnstampedEvent>[]> {
    const marks: Mark<UnstampedEvent>[] = [];
    for (const { index, start, end, written } of plan.prompts) {
      marks.push({ offset: start, what: { type: 'prompt-start', stage, index, offset: start, written } });
      if (end === null) continue;
      const counted = await countPlanPrefix(counter, stage, plan.text, plan.prompts, end);
      marks.push({ offset: end, what: { type: 'prompt-end', stage, index, offset: end, ...counted } });
    }
    for (const { from, offset } of plan.dependencies)
      marks.push({ offset, what: { type: 'dependency', from, to: planStream(stage), offset } });
    return marks.sort((a, b) => a.offset - b.offset);
  }

  return {
    add,
    piece,
    /** A plan and its executions; returns the time of the join. */
    async stage(parsed: ParsedStage, startsAt: number): Promise<number> {
      const { stage, plan, executions } = parsed;
      add(startsAt, { type: 'stage-start', stage });
      const marks = await planMarks(parsed);
      const planEnds = await piece(planStream(stage), plan, startsAt, marks);
      const forks = new Map(
        events.flatMap((event) =>
          event.type === 'prompt-end' && event.stage === stage ? [[event.index, event.at]] : [],
        ),
      );
      const ends = await Promise.all(
        [...executions].map(([index, execution]) =>
          piece(executionStream(stage, index), execution, forks.get(index) ?? planEnds),
        ),
      );
      const joinsAt = Math.max(planEnds, ...ends);
      tell(joinsAt, (place) => place.stage === stage);
      const cut = plan.cut || [...executions.values()].some((execution) => execution.cut);
      add(joinsAt, { type: 'stage-end', stage, status: cut ? 'truncated' : 'done' });
      return joinsAt;
    },
    /** Findings about the text as a whole. */
    leftovers(at: number) {
      tell(at, () => true);
    },
    /** In order of time; what is simultaneous stays in the order it was written: cause before effect. */
    log(): TraceEvent[] {
      return events
        .map((event) => ({ ...event, at: rounded(event.at) }))
        .sort((a, b) => a.at - b.at)
        .map((event, seq) => ({ ...event, seq }) as TraceEvent);
    },
  };
}

/** Counts that never go down with the offset: merging across a prompt's end can save a token. */
function ascending(anchors: readonly { offset: number; tokens: number }[]) {
  let most = 0;
  return anchors.map(({ offset, tokens }) => {
    most = Math.max(most, tokens);
    return { offset, tokens: most };
  });
}

const rounded = (ms: number): number => Math.round(ms * 10) / 10;
