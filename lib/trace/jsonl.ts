import { isAnnotationLine } from './annotation-lines.ts';
import { annotationKinds, annotationSchema } from './annotations.ts';
import { LOG_VERSION, type TraceEvent, traceEventSchema } from './events.ts';
import { type LogMigration, logMigrations, migrateEvent } from './log-migrations.ts';

export type LogErrorType =
  /** No event in it at all. */
  | 'empty'
  /** A line is not JSON. */
  | 'not-json'
  /** A line is JSON, but no event that we know. */
  | 'not-an-event'
  /** The first event is not `session-start`: nothing says what version this is. */
  | 'no-session-start'
  /** Written by a newer version of the product. */
  | 'unsupported-version';

/** Why a text is no log; `line` counts from 1. */
export class LogError extends Error {
  readonly type: LogErrorType;
  readonly line: number;

  constructor(type: LogErrorType, line: number, detail: string) {
    super(`Line ${line}: ${detail}`);
    this.name = 'LogError';
    this.type = type;
    this.line = line;
  }
}

export type ParsedLog =
  | { readonly ok: true; readonly events: TraceEvent[] }
  | { readonly ok: false; readonly error: LogError };

/** One event a line, each line ended: logs can be appended to and concatenated. */
export function writeLog(events: Iterable<TraceEvent>): string {
  let text = '';
  for (const event of events) text += `${JSON.stringify(event)}\n`;
  return text;
}

export interface LogVersions {
  readonly current: number;
  readonly migrations: readonly LogMigration[];
}

const ours: LogVersions = { current: LOG_VERSION, migrations: logMigrations };

/**
 * Reads what `writeLog` wrote, of this version or an older one; blank lines, CRLF and a byte order mark are taken. An
 * event is checked by the schema and kept as it was written, so that writing it again gives the same bytes. Order and
 * completeness of the events are not looked at: see validate-log.ts. Annotations are passed over: annotation-lines.ts.
 */
export function parseLog(text: string, versions: LogVersions = ours): ParsedLog {
  try {
    return { ok: true, events: [...readLogEvents(text, versions)] };
  } catch (error) {
    if (error instanceof LogError) return { ok: false, error };
    throw error;
  }
}

/** The same one event at a time, for a page that must not stand still meanwhile. Throws LogError. */
export function* readLogEvents(text: string, versions: LogVersions = ours): Generator<TraceEvent> {
  for (const { event } of readLogLines(text, versions)) yield event;
}

/** The same with the line that each event stands in, from 1. Throws LogError. */
export function* readLogLines(
  text: string,
  versions: LogVersions = ours,
): Generator<{ readonly line: number; readonly event: TraceEvent }> {
  let from: number | null = null;
  let lineNumber = 0;
  for (const line of linesOf(text)) {
    lineNumber++;
    if (line.trim() === '') continue;
    const raw = parseJson(line);
    if (raw === undefined)
      throw new LogError('not-json', lineNumber, 'this is not JSON; was the file cut off?');
    if (!isRecord(raw)) throw new LogError('not-an-event', lineNumber, 'an event is a JSON object.');
    from ??= versionOf(raw, lineNumber, versions);
    if (isAnnotationLine(raw)) {
      checkAnnotation(raw, lineNumber);
      continue;
    }
    const event = from === versions.current ? raw : migrateEvent(raw, from, versions.migrations);
    const checked = traceEventSchema.safeParse(event);
    if (!checked.success) throw new LogError('not-an-event', lineNumber, explain(checked.error.issues));
    yield { line: lineNumber, event: event as TraceEvent };
  }
  if (from === null) throw new LogError('empty', Math.max(lineNumber, 1), 'there is no event in this text.');
}

const knownKinds = new Set<string>(annotationKinds);

/** Kinds of a newer version are taken, and left out: what people said must not keep a log from being read. */
function checkAnnotation(raw: Record<string, unknown>, line: number): void {
  const checked = annotationSchema.safeParse(raw);
  if (!checked.success && (typeof raw.kind !== 'string' || knownKinds.has(raw.kind)))
    throw new LogError('not-an-event', line, explain(checked.error.issues));
}

/** The log's version, which its first event says. */
function versionOf(raw: Record<string, unknown>, line: number, versions: LogVersions): number {
  if (raw.type !== 'session-start')
    throw new LogError('no-session-start', line, 'a log begins with its session-start event.');
  if (isVersion(raw.logVersion) && raw.logVersion <= versions.current) return raw.logVersion;
  throw new LogError(
    'unsupported-version',
    line,
    `log version ${JSON.stringify(raw.logVersion)} is not among 1 to ${versions.current}; a newer Sprintscope may read it.`,
  );
}

/** Lines one at a time: splitting a log of 100 MB would hold it twice. */
function* linesOf(text: string): Generator<string> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield end < 0 ? text.slice(start) : text.slice(start, end);
    if (end < 0) return;
    start = end + 1;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isVersion = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1;

function explain(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const issue = issues[0];
  if (!issue) return 'this is no event of a log.';
  const path = issue.path.map(String).join('.');
  return `${path === '' ? 'this event' : `“${path}”`} is not as a log has it (${issue.message}).`;
}
