import type { TraceEvent } from './events.ts';
import { LOG_VERSION, type LogMigration, logMigrations, migrateEvent } from './log-migrations.ts';

export type LogErrorType =
  /** No event at all. */
  | 'empty'
  /** A line is not JSON. */
  | 'not-json'
  /** A line is JSON, but not an event that we know. */
  | 'not-an-event'
  /** The first event is not `session-start`, so we do not know the version. */
  | 'no-session-start'
  /** A newer version of the product wrote it. */
  | 'unsupported-version';

/** Why a text is not a log; `line` counts from 1. */
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

export interface LogVersions {
  readonly current: number;
  readonly migrations: readonly LogMigration[];
}

/** What this version reads. */
export const ours: LogVersions = { current: LOG_VERSION, migrations: logMigrations };

/** Looks at a line that is an event, or words of people; gives what is wrong with it, null where nothing is. */
export type LineCheck = (
  line: Readonly<Record<string, unknown>>,
  kind: 'event' | 'annotation',
) => string | null;

/** The events of a log's text, each with the line that it stands in, from 1, as far as `check` lets them pass. Throws LogError. */
export function* readLines(
  text: string,
  check: LineCheck,
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
    const kind = raw.type === 'annotation' ? 'annotation' : 'event';
    const checked =
      kind === 'annotation' || from === versions.current ? raw : migrateEvent(raw, from, versions.migrations);
    const problem = check(checked, kind);
    if (problem !== null) throw new LogError('not-an-event', lineNumber, problem);
    if (kind === 'event') yield { line: lineNumber, event: checked as unknown as TraceEvent };
  }
  if (from === null) throw new LogError('empty', Math.max(lineNumber, 1), 'there is no event in this text.');
}

const eventTypes: Readonly<Record<TraceEvent['type'], true>> = {
  'session-start': true,
  'stage-start': true,
  'stage-end': true,
  'plan-start': true,
  'plan-delta': true,
  'plan-end': true,
  'prompt-start': true,
  'prompt-end': true,
  'execution-start': true,
  'execution-delta': true,
  'execution-end': true,
  'answer-start': true,
  'answer-delta': true,
  'answer-end': true,
  'thought-start': true,
  'thought-delta': true,
  'thought-end': true,
  dependency: true,
  'attempt-failed': true,
  diagnostic: true,
  'session-end': true,
};

/**
 * Whether an event that our own server sends is of a kind that this page knows: the server checked it by the schema before
 * (lib/server/sessions/stored-events.ts), and only a page that is older than its server meets another.
 */
export const isKnownEvent = (event: unknown): event is TraceEvent =>
  isRecord(event) &&
  typeof event.type === 'string' &&
  Object.hasOwn(eventTypes, event.type) &&
  Number.isInteger(event.seq);

/** The log's version, from its first event. */
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

/** Yields lines one at a time: splitting a log of 100 MB would hold it twice. */
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
