import { annotationSchema } from './annotation-schema.ts';
import { annotationKinds } from './annotations.ts';
import { type TraceEvent, traceEventSchema } from './events.ts';
import { type LineCheck, LogError, type LogVersions, ours, readLines } from './log-lines.ts';

export { LogError } from './log-lines.ts';

export type ParsedLog =
  | { readonly ok: true; readonly events: TraceEvent[] }
  | { readonly ok: false; readonly error: LogError };

/** One event per line, each line terminated: logs can be appended to and concatenated. */
export function writeLog(events: Iterable<TraceEvent>): string {
  let text = '';
  for (const event of events) text += `${JSON.stringify(event)}\n`;
  return text;
}

/**
 * Reads the output of `writeLog`, of this version or an older one; accepts blank lines, CRLF and a byte order mark. The
 * schema checks an event but we keep it as written, so that writing it again gives the same bytes. Does not check the
 * order and completeness of the events: see validate-log.ts. Skips annotations: annotation-lines.ts.
 */
export function parseLog(text: string, versions: LogVersions = ours): ParsedLog {
  try {
    return { ok: true, events: [...readLogEvents(text, versions)] };
  } catch (error) {
    if (error instanceof LogError) return { ok: false, error };
    throw error;
  }
}

/** The same, one event at a time, for a page that must stay responsive. Throws LogError. */
export function* readLogEvents(text: string, versions: LogVersions = ours): Generator<TraceEvent> {
  for (const { event } of readLogLines(text, versions)) yield event;
}

/** The same, with each event's line number, from 1. Throws LogError. */
export const readLogLines = (
  text: string,
  versions: LogVersions = ours,
): Generator<{ readonly line: number; readonly event: TraceEvent }> => readLines(text, bySchema, versions);

const knownKinds = new Set<string>(annotationKinds);

/** Kinds of annotations of a newer version are taken, and left out: what people said must not keep a log from being read. */
const bySchema: LineCheck = (line, kind) => {
  const checked = (kind === 'event' ? traceEventSchema : annotationSchema).safeParse(line);
  if (checked.success) return null;
  if (kind === 'annotation' && typeof line.kind === 'string' && !knownKinds.has(line.kind)) return null;
  return explain(checked.error.issues);
};

function explain(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const issue = issues[0];
  if (!issue) return 'this is no event of a log.';
  const path = issue.path.map(String).join('.');
  return `${path === '' ? 'this event' : `“${path}”`} is not as a log has it (${issue.message}).`;
}
