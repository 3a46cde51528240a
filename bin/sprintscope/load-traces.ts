import { type AnswerKeyEntry, createAnswerKey } from '#lib/answers/answer-key.ts';
import type { FileFormat, ImportProblem, SourcePlace } from '#lib/contract/imports.ts';
import { openFiles } from '#lib/formats/files/open-files.ts';
import { withKeyAnswer } from '#lib/formats/traces/answer-keys.ts';
import { type PairedTrace, pairTraces } from '#lib/formats/traces/pairs.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { ImportError, logFromSource } from '#lib/formats/traces/trace-log.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { annotationsIn } from '#lib/trace/annotation-lines.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { sourceFiles } from './source-files.ts';
import type { Terminal } from './terminal.ts';

export interface FoundTraces {
  readonly traces: readonly PairedTrace[];
  /** Files and records that could not be read. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Finds everything in the given files and folders, matches partners and joins answer keys. @throws CommandError
 * `not-found`
 */
export async function findTraces(
  terminal: Terminal,
  paths: readonly string[],
  format?: FileFormat,
): Promise<FoundTraces> {
  const traces: SourceTrace[] = [];
  const answers: AnswerKeyEntry[] = [];
  const problems: ImportProblem[] = [];
  for await (const opened of openFiles(sourceFiles(paths, terminal.cwd))) {
    if ('type' in opened) {
      problems.push(opened);
      continue;
    }
    const read = readTraces(opened, { format });
    traces.push(...read.traces);
    answers.push(...read.answers);
    problems.push(...read.problems);
  }
  const key = createAnswerKey(answers);
  const paired = pairTraces(traces).map((one) => ({ ...one, trace: withKeyAnswer(one.trace, key) }));
  return { traces: paired, problems };
}

export interface LoadedTrace {
  readonly events: readonly TraceEvent[];
  readonly state: TraceState;
  /** What people said of it. */
  readonly annotations: readonly Annotation[];
}

/** The log of a found trace, and its fold; a problem where it is no log after all. */
export async function loadTrace(
  terminal: Terminal,
  trace: SourceTrace,
  counter: TokenCounter,
): Promise<LoadedTrace | ImportProblem> {
  try {
    const events = await logFromSource(trace, {
      counter,
      startedAt: terminal.clock.date().toISOString(),
    });
    const annotations = trace.kind === 'log' ? annotationsIn(trace.text) : [];
    return { events, state: foldEvents(events), annotations };
  } catch (error) {
    if (error instanceof ImportError) return error.problem;
    throw error;
  }
}

export const isProblem = (value: LoadedTrace | ImportProblem): value is ImportProblem => 'type' in value;

/** A place on one line: `folder/file.csv`, `folder/file.csv#12` for a record of many. */
export const placeWords = ({ path, record }: SourcePlace): string =>
  record === undefined ? path : `${path}#${record}`;

export const problemWords = ({ place, message, remedy }: ImportProblem): string =>
  `${placeWords(place)}${place.line === undefined ? '' : `, line ${place.line}`}: ${message} ${remedy}`;
