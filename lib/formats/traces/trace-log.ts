import { formatBytes } from '#lib/base/format.ts';
import type { ImportProblem, ImportProblemType } from '#lib/contract/imports.ts';
import { countPiece } from '#lib/protocol/piece-tokens.ts';
import type { ParsedTranscript } from '#lib/protocol/transcript-log/pieces.ts';
import { logFromParsed, parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { annotationsIn } from '#lib/trace/annotation-lines.ts';
import { MOST_ANNOTATION_CHARACTERS, MOST_ANNOTATIONS } from '#lib/trace/annotations.ts';
import type { TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { LogError, readLogLines } from '#lib/trace/jsonl.ts';
import { allPieces, isOpen } from '#lib/trace/pieces.ts';
import type { PlanState, TraceState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { type FindingCode, validateLog } from '#lib/trace/validate-log.ts';
import { type ImportLimits, importLimits } from '../limits.ts';
import { isTooDeep, linesOf } from '../rows/json-text.ts';
import { questionIn } from './protocol-tags.ts';
import type { SourceTrace } from './source-trace.ts';

export interface SourceLogOptions {
  readonly counter: TokenCounter;
  /** UTC, ISO 8601. A log keeps its own. */
  readonly startedAt: string;
  /** For a trace that has none. */
  readonly question?: string;
  /** Default `imported`. */
  readonly origin?: 'imported' | 'curated';
  /** Who or what supplied it, shown unchanged. */
  readonly author?: string;
  readonly limits?: ImportLimits;
}

/**
 * The log of a trace. For a text: the log that a session writing it would have left, timed by tokens. For a log: the
 * checked log, closed as interrupted where it does not end.
 * @throws ImportError with where, why and what to do
 * @throws TokenCounterError where the tokenizer cannot count
 */
export async function logFromSource(trace: SourceTrace, options: SourceLogOptions): Promise<TraceEvent[]> {
  const { counter, startedAt, author, origin = 'imported', limits = importLimits } = options;
  const { kind, place } = trace;
  const refuse = (type: ImportProblemType, message: string, remedy: string) =>
    new ImportError({ place, type, message, remedy });
  if (kind === 'log') return readOwnLog(trace, counter, limits);
  if (trace.text.length > limits.maxTraceLength)
    throw refuse(
      'too-large',
      `The trace has ${formatBytes(trace.text.length)} of text; at most ${formatBytes(limits.maxTraceLength)} are read.`,
      'Cut it into several traces.',
    );
  const own = kind === 'sequential' ? questionIn(trace.text) : null;
  const text = own ? trace.text.slice(own.bodyAt) : trace.text;
  const transcript = parseTranscript(text, kind === 'sequential' ? { at: 'thought' } : { at: 'document' });
  if (transcript.stages.length === 0 && !transcript.answer && !transcript.thought)
    throw refuse(
      'no-trajectory',
      'There is no plan, no answer and no thought in this text.',
      'Check that the whole trace was given.',
    );
  const tooMuch = tooMuchIn(transcript, limits);
  if (tooMuch) throw refuse('too-large', tooMuch, 'Check that this is one trace; cut it into several.');
  return logFromParsed(transcript, {
    counter,
    startedAt,
    origin: { kind: origin, ...(author !== undefined && { author }) },
    strategy: trace.strategy,
    question: own?.question ?? trace.question ?? options.question ?? '',
  });
}

/** What is missing in a log that was exported while its session ran, or whose file was cut at a line. */
const UNFINISHED: ReadonlySet<FindingCode> = new Set(['no-session-end', 'unended-stage', 'unended-piece']);

/**
 * Reads one of our logs, keeping every event; migrates older versions. Closes an unfinished one as interrupted, since
 * nothing continues it.
 * @throws ImportError `invalid-log` with the line
 */
async function readOwnLog(
  { text, place }: SourceTrace,
  counter: TokenCounter,
  limits: ImportLimits,
): Promise<TraceEvent[]> {
  const refuse = (line: number | null, message: string) =>
    new ImportError({
      place: { ...place, ...(line !== null && { line }) },
      type: 'invalid-log',
      message,
      remedy: 'Export the log again; a log that was changed by hand must keep its order and its numbers.',
    });
  for (const { number, line } of linesOf(text))
    if (isTooDeep(line, limits.maxJsonDepth)) throw refuse(number, `Line ${number} is nested too deep.`);
  const lineNumbers: number[] = [];
  const events: TraceEvent[] = [];
  try {
    for (const { line, event } of readLogLines(text)) {
      lineNumbers.push(line);
      events.push(event);
    }
  } catch (error) {
    if (error instanceof LogError) throw refuse(error.line, error.message);
    throw error;
  }
  const annotations = annotationsIn(text);
  if (
    annotations.length > MOST_ANNOTATIONS ||
    JSON.stringify(annotations).length > MOST_ANNOTATION_CHARACTERS
  )
    throw new ImportError({
      place,
      type: 'too-large',
      message: `The log holds ${annotations.length} annotations; a trace keeps ${MOST_ANNOTATIONS} of them, and ${MOST_ANNOTATION_CHARACTERS} characters.`,
      remedy: 'Remove lines of annotations from its end.',
    });
  const lineOf = (position: number) => lineNumbers[position] ?? null;
  const [start] = events;
  if (start?.type !== 'session-start' || !isDate(start.startedAt))
    throw refuse(lineOf(0), 'The log does not say when its session started (“startedAt”).');
  const impossible = impossibleEvent(events, limits);
  if (impossible) {
    const line = lineOf(impossible.position);
    throw refuse(line, `Line ${line}: ${impossible.why}`);
  }
  const [fault] = validateLog(events).filter(({ code }) => !UNFINISHED.has(code));
  if (fault) throw refuse(lineOf(fault.position), `Line ${lineOf(fault.position)}: ${fault.explanation}`);
  const state = foldEvents(events);
  return state.endedAt === null ? [...events, ...(await closing(state, counter))] : events;
}

const isDate = (text: string): boolean => {
  const ms = Date.parse(text);
  return ms >= 0 && ms < 8e14;
};

async function closing(state: TraceState, counter: TokenCounter): Promise<TraceEvent[]> {
  const status = 'interrupted' as const;
  const events: UnstampedEvent[] = [];
  for (const piece of allPieces(state)) {
    const place = parseStream(piece.stream);
    if (!place || !isOpen(piece)) continue;
    const { stream, attempt, text, thinking } = piece;
    const prompts = 'prompts' in piece ? (piece as PlanState).prompts : [];
    const tokens = await countPiece(counter, place, { text, thinking, prompts });
    events.push({ type: `${place.kind}-end`, stream, attempt, status, tokens } as UnstampedEvent);
  }
  for (const { stage, endedAt } of state.stages)
    if (endedAt === null) events.push({ type: 'stage-end', stage, status });
  events.push({ type: 'session-end', status });
  return events.map(
    (event, index) => ({ seq: state.lastSeq + 1 + index, at: state.at, ...event }) as TraceEvent,
  );
}

const number = (count: number): string => count.toLocaleString('en');

/**
 * What a trace has more of than any session could; as a sentence, or null. Some of it the fold keeps in lists that it
 * copies.
 */
function tooMuchIn({ stages }: ParsedTranscript, limits: ImportLimits): string | null {
  const { maxStages, maxBranches, maxPieces, maxListed } = limits;
  if (stages.length > maxStages)
    return `The trace has ${number(stages.length)} stages; at most ${number(maxStages)} are read.`;
  let pieces = 0;
  let dependencies = 0;
  for (const { stage, plan, executions } of stages) {
    const widest = Math.max(plan.prompts.length, executions.size);
    if (widest > maxBranches)
      return `Stage ${stage} has ${number(widest)} prompts or executions; at most ${number(maxBranches)} are read.`;
    pieces += 1 + plan.prompts.length + executions.size;
    dependencies += plan.dependencies.length;
  }
  if (pieces > maxPieces)
    return `The trace has ${number(pieces)} plans, prompts and executions; at most ${number(maxPieces)} are read.`;
  if (dependencies > maxListed)
    return `The plans refer to earlier executions ${number(dependencies)} times; at most ${number(maxListed)} are read.`;
  return null;
}

/** Three years, as ms: no session has a later time, and not far beyond, dates cannot be represented. */
const LATEST_MS = 1e11;

const MOST_TOKENS = 1e9;

/** The first event of a log that states something impossible, with the reason; null when there is none. */
function impossibleEvent(
  events: readonly TraceEvent[],
  limits: ImportLimits,
): { position: number; why: string } | null {
  const counts = new Map<TraceEvent['type'], number>();
  for (const [position, event] of events.entries()) {
    const count = (counts.get(event.type) ?? 0) + 1;
    counts.set(event.type, count);
    const most = mostOf(event.type, limits);
    if (count > most) return { position, why: `There are more than ${number(most)} “${event.type}” events.` };
    const times = [
      event.at,
      'requestedAt' in event ? event.requestedAt : 0,
      'retryInMs' in event ? (event.retryInMs ?? 0) : 0,
    ];
    if (times.some((ms) => Math.abs(ms) > LATEST_MS))
      return { position, why: 'Its time is none that a session can have.' };
    if ('tokens' in event && event.tokens !== undefined) {
      const tokens = typeof event.tokens === 'number' ? [event.tokens] : Object.values(event.tokens);
      if (tokens.some((one) => one > MOST_TOKENS))
        return { position, why: 'Its tokens are more than a session can have.' };
    }
  }
  return null;
}

function mostOf(type: TraceEvent['type'], { maxStages, maxPieces, maxListed }: ImportLimits): number {
  if (type === 'stage-start') return maxStages;
  if (type === 'diagnostic' || type === 'dependency' || type === 'attempt-failed') return maxListed;
  return type.endsWith('-delta') ? Number.POSITIVE_INFINITY : maxPieces;
}

/** A trace that cannot be imported; `problem` says where, why and what to do. */
export class ImportError extends Error {
  readonly type: ImportProblemType;
  readonly problem: ImportProblem;

  constructor(problem: ImportProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'ImportError';
    this.type = problem.type;
    this.problem = problem;
  }
}
