import { annotationSchema } from './annotation-schema.ts';
import { annotationKinds } from './annotations.ts';
import { type TraceEvent, traceEventSchema } from './events.ts';
import { type LineCheck, LogError, type LogVersions, ours, readLines } from './log-lines.ts';

export { LogError } from './log-lines.ts';

export type ParsedLog =
  | { readonly ok: true; readonly events: TraceEvent[] }
  | { readonly ok: false; readonly error: LogError };

/** One event a line, each line ended: logs can be appended to and concatenated. */
export function writeLog(events: Iterable<TraceEvent>): string {
  let text = '';
  for (const event of events) text += `${JSON.stringify(event)}\n`;
  return text;
}

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
