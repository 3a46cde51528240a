import type { Decomposition, SourceLines } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { logFromParsedNow, parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { createPrefixCounterNow } from '#lib/tokens/prefix-counts.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Curated } from './curated.ts';
import { rejectionsOf } from './filter.ts';
import { finalAnswerOf } from './final-answer.ts';
import { findingsIn, leaksIn } from './leaks.ts';
import { none, numbersOf, type TokenNumbers } from './numbers.ts';
import { roundsOf } from './pack.ts';
import { isSelfContained } from './self-contained.ts';
import { coverage, textOf } from './source-text.ts';
import { write } from './write.ts';

export interface CurateInput {
  readonly source: SourceLines;
  readonly decomposition: Decomposition;
  readonly settings: CurationSettings;
  readonly question: string | null;
  readonly expected: string | null;
  /** The final answer in the source's words, separate from its thinking; null if it has none. */
  readonly answer: string | null;
  readonly countTokens: CountTokens;
  /** Added to the result of `countTokens`: how far its estimates were off where we know the exact numbers. */
  readonly correction?: TokenNumbers;
}

/**
 * Computes everything that follows from a decomposition. Pure; never throws, whatever the decomposition contains. The
 * cost depends on the text: 200 steps in 60 kB take some 20 ms without counting (bench/curate.ts), half of that for the
 * leak search.
 * @param options.leaks false leaves out that search and the doctor's
 */
export function curate(input: CurateInput, options: { leaks?: boolean } = {}): Curated {
  const { source, decomposition, settings, question, expected } = input;
  const { steps, stages } = roundsOf(decomposition, settings);
  const { text, answer } = finalAnswerOf(source, input.answer);
  const trajectory = write({
    source,
    steps: decomposition.steps,
    curated: { steps, stages },
    question,
    answer: text,
    settings,
  });
  const { state, count } = trajectoryState(trajectory, input.countTokens);
  const numbers = numbersOf({
    steps: steps.length,
    stages,
    settings,
    state,
    sourceTokens: count(source.text.trim()) + count(input.answer?.trim() ?? ''),
    sampleTokens: count(trajectory),
    correction: input.correction ?? none,
  });
  const leaks = options.leaks === false ? [] : leaksIn(state, steps);
  const findings = options.leaks === false ? [] : findingsIn(state);
  const isWholeText = !source.lines.some(({ missing }) => missing);
  const emptyPrompts = steps.flatMap(({ promptName }, index) => {
    const step = decomposition.steps[index];
    return promptName !== null && step && !isSelfContained(step, textOf(source, step.plan))
      ? [promptName]
      : [];
  });
  const reasons = rejectionsOf({
    ...{ settings, numbers, stages, emptyPrompts, leaks, findings, answer, isWholeText, expected },
  });
  return {
    steps,
    stages,
    numbers,
    trajectory,
    kept: reasons.length === 0,
    reasons,
    leaks,
    findings,
    coverage: coverage(source, decomposition.steps),
  };
}

/** Counts the tokens of a text, synchronously. */
type CountTokens = (text: string) => number;

/** So fast that a piece is one event: nobody watches this log. */
const TOKENS_PER_SECOND = 1_000_000_000;

/**
 * The state of a session that would have written this trajectory: folds the log that any import would write. `count`
 * counts any text as such a log does; it counts passages shared with the trajectory only once.
 */
function trajectoryState(
  trajectory: string,
  countTokens: CountTokens,
): { state: TraceState; count: CountTokens } {
  const prefixes = createPrefixCounterNow(countTokens);
  const events = logFromParsedNow(parseTranscript(trajectory), {
    prefixes,
    tagged: false,
    tokenizer: 'given',
    tokensPerSecond: TOKENS_PER_SECOND,
    strategy: 'sprint',
    startedAt: '1970-01-01T00:00:00.000Z',
    origin: { kind: 'imported' },
  });
  return { state: foldEvents(events), count: prefixes.count };
}
