import { type JudgedAnswer, markOf, markReason, markSigns, markWords } from '#lib/answers/judged-answer.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import type { Finding, FindingKind } from '#lib/contract/findings.ts';
import { diagnose } from '#lib/doctor/diagnose.ts';
import { undismissed } from '#lib/doctor/dismissals.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { type Annotation, type AnnotationOf, foldAnnotations } from '#lib/trace/annotations.ts';
import type { EventOf, ModelInfo, Place } from '#lib/trace/events.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { sessionAnswer } from '../export/session-answer.ts';
import { numbersSection, parallelWorkSection, stagesTable, usageSection } from './markdown-numbers.ts';
import { answerSection, stageSection, thoughtSection } from './markdown-pieces.ts';
import { code, codeCell, fence, inline, table } from './markdown-text.ts';

export interface MarkdownOptions {
  readonly title?: string | null;
  /** Whether the answer is right. */
  readonly judged?: JudgedAnswer | null;
  /** The definition that the table of numbers lists first; default `authors`. */
  readonly definition?: SequentialDefinition;
  /** What its numbers in tokens count; default `decoded`. */
  readonly reading?: Reading;
  /** People's annotations. The report does not count findings that they dismissed. */
  readonly annotations?: readonly Annotation[];
}

const TITLE_LENGTH = 90;

/**
 * A session as a report to read or to store with a paper: answer, numbers with their formulas, every stage with its
 * texts, the doctor's findings, provenance. The model's text is always fenced or escaped (markdown-text.ts).
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

const titles: Readonly<Record<FindingKind, string>> = { fault: 'Faults', leak: 'Leaks', note: 'Notes' };

/** The doctor's findings, faults first, and how sure each is. */
function findingsSection(findings: readonly Finding[]): string {
  if (findings.length === 0) return '## Findings\n\nThe trace doctor found nothing.';
  const groups = (['fault', 'leak', 'note'] as const).flatMap((kind) => {
    const found = findings.filter((finding) => finding.kind === kind);
    return found.length === 0 ? [] : [`### ${titles[kind]}\n\n${found.map(item).join('\n')}`];
  });
  return [`## Findings\n\n${formatCount(findings.length, 'finding')} of the trace doctor.`, ...groups].join(
    '\n\n',
  );
}

function item({ code: name, severity, certainty, places, explanation }: Finding): string {
  const where = places.map(placeWords).filter(Boolean).join(', from ');
  const at = where === '' ? '' : ` in ${where}`;
  return `- **${severity}** ${code(name)}${at} (${certainty}): ${inline(explanation)}`;
}

function placeWords({ stream, stage, index, offset }: Place): string {
  const name = stream
    ? streamName(stream).toLowerCase()
    : stage === undefined
      ? ''
      : index === undefined
        ? `stage ${stage}`
        : `prompt ${stage}.${index}`;
  return name === '' || offset === undefined ? name : `${name} at character ${offset}`;
}

/** Findings that people dismissed, and why; empty where there are none. */
const dismissalsSection = (dismissals: readonly AnnotationOf<'dismissal'>[]): string =>
  section(
    'Dismissed findings',
    dismissals.map(
      ({ code: name, place, quote, reason }) => `${code(name)}${at(place)}${said(quote)}: ${inline(reason)}`,
    ),
  );

/** People's notes, in the order in which they wrote them. */
const notesSection = (notes: readonly AnnotationOf<'note'>[]): string =>
  section(
    'Notes',
    notes.map(({ place, quote, text, label }) => {
      const where = `${at(place)}${said(quote)}`.trim();
      const head = [label ? `**${inline(label)}**` : '', where].filter(Boolean).join(' ');
      return head === '' ? inline(text) : `${head}: ${inline(text)}`;
    }),
  );

const VERDICTS: Readonly<Record<AnnotationOf<'opinion'>['verdict'], string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  sound: 'sound',
  faulty: 'faulty',
  unsure: 'unsure',
};

/** The opinions of models that people asked: their own words, separate from the doctor's. */
const opinionsSection = (opinions: readonly AnnotationOf<'opinion'>[]): string =>
  section(
    'Second opinions',
    opinions.map(({ model, about, verdict, reason, quotes }) => {
      const what = about ? `${code(about.code)}${at(about.place)}` : 'the whole trace';
      const cited = quotes.map((one) => said(one.quote).trim()).join(', ');
      const from = cited === '' ? '' : ` Cites ${cited}.`;
      return `${inline(model.model)} (${inline(model.endpointName)}) on ${what}: **${VERDICTS[verdict]}**. ${inline(reason)}${from}`;
    }),
  );

const section = (title: string, items: readonly string[]): string =>
  items.length === 0 ? '' : `## ${title}\n\n${items.map((item) => `- ${item}`).join('\n')}`;

function at(place: AnnotationOf<'note'>['place']): string {
  const words = placeWords(place);
  return words === '' ? '' : ` in ${words}`;
}

const said = (quote: string): string => (quote === '' ? '' : ` “${inline(quote)}”`);

type Start = EventOf<'session-start'>;

/** Who wrote this, with what, and how reliable its clock is. */
function provenanceSection(session: Start): string {
  const { models, origin, settings } = session;
  const rows: [string, string][] = [
    ['Origin', `${originWords(origin.kind)}${origin.author ? `: ${inline(origin.author)}` : ''}`],
    ['Planner', modelWords(models.planner, session)],
    ['Executor', modelWords(models.executor, session)],
    ...extraRows(models),
    ['Started at', codeCell(session.startedAt)],
    [
      'Clock',
      session.clock === 'wall'
        ? 'measured while it ran'
        : 'imported text has no clock: times are tokens at 60 a second for each stream, not measurements',
    ],
    ['Tokenizer of every count', codeCell(session.tokenizer)],
    ['Context policy', `${settings.contextPolicy}, executors start at the end of their ${settings.forkAt}`],
    [
      'Settings',
      `temperature ${settings.temperature}, ${settings.parallelism} calls at once, at most ${settings.maxStages} stages, ${settings.maxAttempts} attempts a call`,
    ],
    ['Log version', String(session.logVersion)],
  ];
  return `## Provenance\n\n${table(['What', 'Value'], rows)}\n\nWritten by Sprintscope from the session’s event log.`;
}

/** What the endpoints' settings added to requests, where there is any. */
function extraRows({ planner, executor }: Start['models']): [string, string][] {
  return [['planner', planner] as const, ['executor', executor] as const].flatMap(
    ([role, { price, extraBody }]): [string, string][] => [
      ...(extraBody
        ? [[`Extra fields, ${role}`, codeCell(JSON.stringify(extraBody))] as [string, string]]
        : []),
      ...(price
        ? [
            [
              `Price, ${role}`,
              `${price.inputPerMillion} in, ${price.outputPerMillion} out, per million tokens`,
            ] as [string, string],
          ]
        : []),
    ],
  );
}

function originWords(kind: Start['origin']['kind']): string {
  switch (kind) {
    case 'live':
      return 'run here';
    case 'imported':
      return 'imported';
    case 'curated':
      return 'curated here from a sequential trace';
    case 'by-hand':
      return 'written by hand';
    case 'built-in':
      return 'built-in reasoner';
    default:
      return assertUnreachable(kind);
  }
}

function modelWords(model: ModelInfo, session: Start): string {
  if (session.origin.kind === 'by-hand') return 'none: written by a person';
  const place = model.baseUrl ? ` at ${codeCell(model.baseUrl)}` : '';
  const toy = model.ruleBased ? '; rule-based, not a language model: savings are those of a toy' : '';
  return `${codeCell(model.model)} of ${inline(model.endpointName)}${place}, ${model.mode}${toy}`;
}
