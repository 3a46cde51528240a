import type { ImportProblemType } from '#lib/contract/imports.ts';
import { logFromParsed, parseTranscript } from '#lib/protocol/transcript-log.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { ImportError } from './import-error.ts';
import { type ImportLimits, importLimits } from './limits.ts';
import { questionIn } from './protocol-marks.ts';
import { readOwnLog } from './read-log.ts';
import { sizeText } from './sizes.ts';
import type { SourceTrace } from './source-trace.ts';
import { tooMuchIn } from './too-much.ts';

export { ImportError } from './import-error.ts';

export interface SourceLogOptions {
  readonly counter: TokenCounter;
  /** UTC, ISO 8601. A log keeps its own. */
  readonly startedAt: string;
  /** For a trace that has none. */
  readonly question?: string;
  /** Default `imported`. */
  readonly origin?: 'imported' | 'curated';
  /** Who or what brought it, shown as is. */
  readonly author?: string;
  readonly limits?: ImportLimits;
}

/**
 * The log of a trace: of a text the one that a session would have left that wrote it, timed by tokens; of a log itself,
 * checked, and closed as interrupted where it does not end.
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
      `The trace has ${sizeText(trace.text.length)} of text; at most ${sizeText(limits.maxTraceLength)} are read.`,
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
