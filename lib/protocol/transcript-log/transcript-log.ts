import { assert } from '#lib/base/assert.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type {
  EventOf,
  ModelInfo,
  SessionSettings,
  Strategy,
  TraceEvent,
  UnstampedEvent,
} from '#lib/trace/events.ts';
import { LOG_VERSION } from '#lib/trace/events.ts';
import { executionStream, parseStream, planStream, type StreamId } from '#lib/trace/streams.ts';
import { CONTEXT_LAYOUT } from '../contexts/layout.ts';
import { instructionsFor } from '../instructions/default-instructions.ts';
import { createParser } from '../parser/parser.ts';
import { createLogWriter, type PieceCounts } from './log-writer.ts';
import {
  createPieceCollector,
  type ParsedPiece,
  type ParsedPlan,
  type ParsedStage,
  type ParsedTranscript,
} from './pieces.ts';
import { type CountedPiece, type CountNow, countWholePiece, countWholePieceNow } from './token-counts.ts';

export interface TranscriptLogOptions {
  counter: TokenCounter;
  /** For a text without `<Question>`; the text's own takes precedence. */
  question?: string;
  origin: EventOf<'session-start'>['origin'];
  /** Default: `sequential` for a text without any tag. */
  strategy?: Strategy;
  /** UTC, ISO 8601. */
  startedAt: string;
  /** Rate of each stream. */
  tokensPerSecond?: number;
  models?: { planner: ModelInfo; executor: ModelInfo };
  settings?: SessionSettings;
}

const unknownModel: ModelInfo = {
  endpointName: 'Unknown',
  model: 'unknown',
  ruleBased: false,
  mode: 'native',
};

/** An import has no limits; we reconstruct contexts with the paper's policy. */
const importSettings: SessionSettings = { ...defaultSettings, maxAttempts: 1 };

/**
 * The log of a session that would have written this text: each stream at `tokensPerSecond`, executors starting where
 * their prompt closes, the next plan at the join. So the session's length in tokens is its `authors` sequential tokens,
 * including any thinking on that path. A piece in which the text ends is `truncated`. Never throws, whatever the text
 * contains.
 */
export function logFromTranscript(text: string, options: TranscriptLogOptions): Promise<TraceEvent[]> {
  return logFromParsed(parseTranscript(text), options);
}

/** The pieces of a whole text. `thought`: a sequential trace, in which `<think>` is the only tag with a meaning. */
export function parseTranscript(
  text: string,
  start: { at: 'document' } | { at: 'thought' } = { at: 'document' },
): ParsedTranscript {
  const collector = createPieceCollector();
  const parser = createParser(
    // A recording of a sequential trace may lack the `<think>` that a chat template had opened.
    start.at === 'thought' ? { at: 'thought', thinkOpened: 'perhaps' } : start,
    collector.take,
  );
  parser.feed(text);
  collector.ending();
  parser.end('complete');
  return collector.transcript;
}

/** `logFromTranscript` for a text that the caller has already parsed, to look at it first. */
export async function logFromParsed(
  transcript: ParsedTranscript,
  options: TranscriptLogOptions,
): Promise<TraceEvent[]> {
  const counts = new Map<ParsedPiece, CountedPiece>();
  for (const pieces of piecesInGroups(transcript))
    await Promise.all(
      pieces.map(async ({ stream, piece }) =>
        counts.set(piece, await countWholePiece(options.counter, placeOf(stream), piece, promptsOf(piece))),
      ),
    );
  return writeLog(transcript, { ...options, tokenizer: options.counter.name }, (_, piece) =>
    counted(counts, piece),
  );
}

/**
 * `logFromParsed` on the calling thread, for a counter that answers at once: a caller that recomputes at every change
 * of a text cannot wait.
 */
export function logFromParsedNow(transcript: ParsedTranscript, options: LogOptions & CountNow): TraceEvent[] {
  return writeLog(transcript, options, (stream, piece) =>
    countWholePieceNow(options, placeOf(stream), piece, promptsOf(piece)),
  );
}

type LogOptions = Omit<TranscriptLogOptions, 'counter'> & { tokenizer: string };

function writeLog(transcript: ParsedTranscript, options: LogOptions, counts: PieceCounts): TraceEvent[] {
  const writer = createLogWriter(counts, options.tokensPerSecond ?? 60, transcript.diagnostics);
  writer.add(0, sessionStart(transcript, options));
  let at = 0;
  for (const stage of transcript.stages) at = writer.stage(stage, at);
  let last: ParsedPiece | null = lastPiece(transcript.stages);
  for (const stream of ['thought', 'answer'] as const) {
    const piece = transcript[stream];
    if (!piece) continue;
    at = writer.piece(stream, piece, at);
    last = piece;
  }
  writer.leftovers(at);
  const ended = last !== null && !last.cut && (transcript.answer !== null || transcript.thought !== null);
  writer.add(at, { type: 'session-end', status: ended ? 'done' : 'truncated' });
  return writer.log();
}

/** We count a stage's pieces concurrently, but one stage after the other: a long trace has thousands. */
function* piecesInGroups({ stages, thought, answer }: ParsedTranscript) {
  for (const { stage, plan, executions } of stages)
    yield [
      { stream: planStream(stage), piece: plan as ParsedPiece },
      ...[...executions].map(([index, piece]) => ({ stream: executionStream(stage, index), piece })),
    ];
  if (thought) yield [{ stream: 'thought' as const, piece: thought }];
  if (answer) yield [{ stream: 'answer' as const, piece: answer }];
}

const placeOf = (stream: StreamId) => parseStream(stream) ?? { kind: 'thought' as const };
const promptsOf = (piece: ParsedPiece) => ('prompts' in piece ? (piece as ParsedPlan).prompts : []);

function counted(counts: ReadonlyMap<ParsedPiece, CountedPiece>, piece: ParsedPiece): CountedPiece {
  const found = counts.get(piece);
  assert(found, 'every piece was counted');
  return found;
}

function sessionStart(transcript: ParsedTranscript, options: LogOptions): UnstampedEvent {
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
    instructions: instructionsFor({ planner: models.planner.mode, executor: models.executor.mode }),
    settings: options.settings ?? importSettings,
    tokenizer: options.tokenizer,
    startedAt: options.startedAt,
    origin: options.origin,
    clock: 'tokens',
    contextLayout: CONTEXT_LAYOUT,
  };
}

/** The piece in which the text ends, if that is a plan or an execution. */
function lastPiece(stages: readonly ParsedStage[]): ParsedPiece | null {
  const stage = stages.at(-1);
  if (!stage) return null;
  return [...stage.executions.values()].at(-1) ?? stage.plan;
}
