import { formatDuration, formatInteger, formatShare } from '#lib/base/format.ts';
import { GUESS, rowsOfUse } from '#lib/doctor/parallel-use/counts.ts';
import { parallelUse } from '#lib/doctor/parallel-use/parallel-use.ts';
import { metricFormulas, readingWords, sequentialFormulas } from '#lib/trace/metric-formulas.ts';
import type { SessionMetrics, StageMetrics } from '#lib/trace/metrics.ts';
import {
  isStageEstimated,
  type SequentialDefinition,
  sequentialDefinitions,
} from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { thinkingAndText } from '#lib/trace/token-words.ts';
import { sessionUsage } from '#lib/trace/usage.ts';
import { callsWords, usageRows } from '#lib/trace/usage-rows.ts';
import { codeCell, table } from './markdown-text.ts';

type Row = readonly [name: string, value: string, formula: string];

/** Every number with its formula, naming definition and tokenizer; never one merged figure. */
export function numbersSection(
  state: TraceState,
  metrics: SessionMetrics,
  definition: SequentialDefinition,
): string {
  const sequential = state.session?.strategy === 'sequential';
  const ordered = [definition, ...sequentialDefinitions.filter((other) => other !== definition)];
  const rows: Row[] = [
    ...ordered.map((name): Row => {
      const { label, formula } = sequentialFormulas[name];
      return [`${label} (\`${name}\`)`, tokens(metrics, metrics.sequentialTokens[name]), formula];
    }),
    [
      metricFormulas.totalTokens.label,
      `${tokens(metrics, metrics.totalTokens)}${partsOf(metrics)}`,
      metricFormulas.totalTokens.formula,
    ],
    [
      metricFormulas.totalTokensWithTags.label,
      tokens(metrics, metrics.totalTokensWithTags),
      metricFormulas.totalTokensWithTags.formula,
    ],
    [
      `${metricFormulas.savedWithinTrace.label} (\`${definition}\`)`,
      share(metrics, metrics.savedWithinTrace[definition]),
      metricFormulas.savedWithinTrace.formula,
    ],
    [
      metricFormulas.wallClockMs.label,
      metrics.wallClockMs === null ? 'no clock' : formatDuration(metrics.wallClockMs),
      metricFormulas.wallClockMs.formula,
    ],
  ];
  if (!sequential) {
    const { parallelizationRatio, waitedAtJoinsMs, waitedAtJoinsTokens } = metrics;
    rows.push(
      [
        metricFormulas.parallelizationRatio.label,
        parallelizationRatio === null ? '–' : parallelizationRatio.toFixed(2),
        `${metricFormulas.parallelizationRatio.formula} ${metrics.prompts} ÷ ${metrics.stages}.`,
      ],
      [
        metricFormulas.waitedAtJoins.label,
        waitedAtJoinsMs === null ? tokens(metrics, waitedAtJoinsTokens) : formatDuration(waitedAtJoinsMs),
        metricFormulas.waitedAtJoins.formula,
      ],
    );
  }
  for (const name of ['discardedTokens', 'thinkingTokens'] as const)
    if (metrics[name] > 0)
      rows.push([metricFormulas[name].label, tokens(metrics, metrics[name]), metricFormulas[name].formula]);
  const { label, formula } = readingWords[metrics.reading];
  const counted = `Counted with the tokenizer ${codeCell(metrics.tokenizer ?? '')}. Where one definition is meant, it is \`${definition}\`. Reading: ${label}. ${formula}`;
  const estimate = metrics.isEstimate
    ? ' Numbers with ≈ are estimates: a piece was still being written, or the log does not say when its planner thought.'
    : '';
  return `## Numbers\n\n${table(['Number', 'Value', 'Formula'], rows)}\n\n${counted}${estimate}`;
}

/** What the parallel work was used for; nothing for a trace without stages. */
export function parallelWorkSection(state: TraceState, metrics: SessionMetrics): string {
  const rows = rowsOfUse(parallelUse(state, metrics.reading), metrics.isEstimate).map(
    ({ label, share, counted, tokens, definition, isGuess }) => [
      label,
      formatShare(share),
      counted,
      tokens,
      isGuess ? `${definition} ${GUESS}` : definition,
    ],
  );
  if (rows.length === 0) return '';
  return `## Parallel work\n\n${table(['Number', 'Share', 'Counted', 'Tokens', 'Definition'], rows)}`;
}

/** The requests to the endpoints and their cost; nothing for a trace without calls. */
export function usageSection(state: TraceState): string {
  const usage = sessionUsage(state);
  if (!usage) return '';
  const rows = usageRows(usage).map(({ label, reported, coverage, counted, formula }) => [
    label,
    reported === null ? '–' : `${reported}${coverage ? ` (${coverage})` : ''}`,
    counted ?? '–',
    formula,
  ]);
  return `## Usage\n\nOver ${callsWords(usage)}.\n\n${table(['Number', 'Reported', 'Our count', 'Formula'], rows)}`;
}

/** One row a stage. */
export function stagesTable(state: TraceState, metrics: SessionMetrics): string {
  if (metrics.perStage.length === 0) return '';
  const timed = state.session?.clock !== 'tokens';
  const head = [
    'Stage',
    'Prompts',
    'Executions',
    'Total tokens',
    ...sequentialDefinitions.map(named),
    'Critical',
  ];
  const aboutStage = (at: number) => {
    const stage = state.stages[at];
    return stage && isStageEstimated(stage, metrics.reading) ? '≈' : '';
  };
  const rows = metrics.perStage.map((stage, at) => [
    String(stage.stage),
    formatInteger(stage.prompts),
    formatInteger(stage.executions),
    ...[stage.totalTokens, ...sequentialDefinitions.map((name) => stage.sequentialTokens[name])].map(
      (count) => `${aboutStage(at)}${formatInteger(count)}`,
    ),
    criticalWay(stage),
    ...(timed ? [formatDuration(stage.durationMs)] : []),
  ]);
  const outside = metrics.onCriticalPath.answerTokens;
  const note =
    outside > 0 ? `\n\nThe final answer adds ${formatInteger(outside)} tokens to each, its tags apart.` : '';
  return `## Stages\n\nThe columns in \`code\` are sequential tokens under that definition, ${readingWords[metrics.reading].label}.\n\n${table([...head, ...(timed ? ['Time'] : [])], rows)}${note}`;
}

const named = (definition: SequentialDefinition): string => `\`${definition}\``;

const criticalWay = ({ stage, criticalIndex }: StageMetrics): string =>
  criticalIndex === null ? 'the plan' : `through ${stage}.${criticalIndex}`;

const about = (metrics: SessionMetrics): string => (metrics.isEstimate ? '≈' : '');

const tokens = (metrics: SessionMetrics, count: number): string =>
  `${about(metrics)}${formatInteger(count)} tokens`;

/** How much of the total was thinking; empty where nothing thought, or where the reading does not count it. */
function partsOf({ reading, totalTokens, thinkingTokens, isEstimate }: SessionMetrics): string {
  if (reading === 'visible') return '';
  const parts = thinkingAndText({
    thinking: thinkingTokens,
    text: totalTokens - thinkingTokens,
    isEstimate,
  });
  return parts ? ` (${parts})` : '';
}

const share = (metrics: SessionMetrics, saved: number | null): string =>
  saved === null ? '–' : `${about(metrics)}${formatShare(saved)}`;
