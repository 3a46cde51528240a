import type { ImportProblem } from '#lib/contract/imports.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { traceEventSchema } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import type { OpenedFile } from '../files/open-files.ts';
import { readTraces } from '../traces/read-traces.ts';
import { ImportError, logFromSource } from '../traces/trace-log.ts';

export interface CheckedFile {
  readonly traces: number;
  readonly logs: number;
  readonly events: number;
  readonly problems: readonly ImportProblem[];
}

/**
 * Reads a file and turns its traces into logs, as an import does. Throws where a promise is broken: a problem that does
 * not say where, why and what to do; an invalid log; any error other than ImportError.
 */
export async function checkFile(
  file: OpenedFile,
  counter: TokenCounter,
  mostLogs = 20,
): Promise<CheckedFile> {
  const { traces, problems, why } = readTraces(file);
  const all = [...problems];
  if (why === '') throw new Error('Nothing says why the format was chosen.');
  if (traces.length === 0 && problems.length === 0) throw new Error('Neither a trace nor a problem.');
  let logs = 0;
  let count = 0;
  for (const trace of traces.slice(0, mostLogs)) {
    try {
      const events = await logFromSource(trace, { counter, startedAt: '2026-01-01T00:00:00.000Z' });
      const [finding] = validateLog(events);
      if (finding) throw new Error(`The log does not hold: ${finding.code}, ${finding.explanation}`);
      for (const event of events) traceEventSchema.parse(event);
      JSON.stringify(events);
      const { sequentialTokens } = sessionMetrics(foldEvents(events));
      if (!Object.values(sequentialTokens).every(Number.isFinite)) throw new Error('A metric is no number.');
      logs++;
      count += events.length;
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      all.push(error.problem);
    }
  }
  for (const { place, message, remedy } of all)
    if (place.path === '' || message === '' || remedy === '')
      throw new Error('A problem does not say enough.');
  return { traces: traces.length, logs, events: count, problems: all };
}
