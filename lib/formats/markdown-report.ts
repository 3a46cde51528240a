import { type JudgedAnswer, markOf, markReason, markSigns, markWords } from '#lib/answers/judged-answer.ts';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import { diagnose } from '#lib/doctor/diagnose.ts';
import { undismissed } from '#lib/doctor/dismissals.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { type Annotation, foldAnnotations } from '#lib/trace/annotations.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { dismissalsSection, notesSection, opinionsSection } from './markdown-annotations.ts';
import { findingsSection } from './markdown-findings.ts';
import { numbersSection, parallelWorkSection, stagesTable, usageSection } from './markdown-numbers.ts';
import { answerSection, stageSection, thoughtSection } from './markdown-pieces.ts';
import { provenanceSection } from './markdown-provenance.ts';
import { codeCell, fence, inline } from './markdown-text.ts';
import { sessionAnswer } from './session-answer.ts';

export interface MarkdownOptions {
  readonly title?: string | null;
  /** Whether the answer is right. */
  readonly judged?: JudgedAnswer | null;
  /** Named first in the table of numbers; `authors` unless given. */
  readonly definition?: SequentialDefinition;
  /** What its numbers in tokens count; `decoded` unless given. */
  readonly reading?: Reading;
  /** What people said of it. Findings that they dismissed are not counted. */
  readonly annotations?: readonly Annotation[];
}

const TITLE_LENGTH = 90;

/**
 * A session as a report to read or to keep with a paper: answer, numbers with their formulas, every stage with its
 * texts, findings of the doctor, provenance. Whatever the model wrote stands fenced or escaped (markdown-text.ts).
 */
export function writeMarkdownReport(state: TraceState, options: MarkdownOptions = {}): string {
  const { session } = state;
  if (!session) return '# Empty session\n';
  const metrics = sessionMetrics(state, options.reading);
  const findings = diagnose(state);
  const { dismissals, notes, opinions } = foldAnnotations(options.annotations ?? []);
  const title =
    options.title?.trim() || plainHead(session.question, TITLE_LENGTH) || 'Session without a question';
  const sections = [
    `# ${inline(title)}`,
    summary(state, metrics.stages, metrics.prompts),
    `## Question\n\n${fence(session.question)}`,
    answerLine(state, options.judged ?? null),
    numbersSection(state, metrics, options.definition ?? 'authors'),
    parallelWorkSection(state, metrics),
    usageSection(state),
    stagesTable(state, metrics),
    ...state.stages.map((stage) => stageSection(state, stage)),
    state.thought ? thoughtSection(state.thought, state) : '',
    state.answer ? answerSection(state.answer, state) : '',
    findingsSection(undismissed(state, findings, dismissals)),
    dismissalsSection(dismissals),
    notesSection(notes),
    opinionsSection(opinions),
    provenanceSection(session),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function summary(state: TraceState, stages: number, prompts: number): string {
  const shape =
    state.session?.strategy === 'sequential'
      ? 'one sequential thought'
      : `${formatCount(stages, 'stage')} with ${formatCount(prompts, 'prompt')}`;
  const running =
    state.status === 'running' ? `, exported at event ${formatInteger(state.lastSeq)} while it ran` : '';
  const events = `${formatCount(state.lastSeq + 1, 'event')} in its log`;
  return `Strategy **${state.session?.strategy}**, ${shape}, status **${state.status}**${running}; ${events}.`;
}

function answerLine(state: TraceState, judged: JudgedAnswer | null): string {
  const { answer, answerIsInferred } = sessionAnswer(state);
  const mark = judged && markLine(judged);
  if (answer === null) return ['## Answer', 'None that could be read.', mark].filter(Boolean).join('\n\n');
  const how = answerIsInferred
    ? 'Inferred from what its last lines state: no box holds it.'
    : 'From the last `\\boxed{}`.';
  return ['## Answer', codeCell(answer), how, mark].filter(Boolean).join('\n\n');
}

function markLine(judged: JudgedAnswer): string | null {
  const mark = markOf(judged);
  if (!mark) return null;
  const against = judged.expected === null ? '' : ` Right answer: ${codeCell(judged.expected)}.`;
  return `**${markSigns[mark]} ${markWords[mark]}**: ${inline(markReason(judged))}.${against}`;
}
