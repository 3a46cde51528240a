import { countPiece } from '#lib/protocol/piece-tokens.ts';
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
import { ImportError } from './import-error.ts';
import { isTooDeep, linesOf } from './json-text.ts';
import type { ImportLimits } from './limits.ts';
import type { SourceTrace } from './source-trace.ts';
import { impossibleEvent } from './too-much.ts';

/** What a log lacks that was exported while its session ran, or whose file was cut at a line. */
const UNFINISHED: ReadonlySet<FindingCode> = new Set(['no-session-end', 'unended-stage', 'unended-piece']);
/**
 * A log of ours, event for event as it is written; older versions are migrated. One that does not end is closed as
 * interrupted, since nobody goes on with it.
 * @throws ImportError `invalid-log` with the line
 */
export async function readOwnLog(
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
