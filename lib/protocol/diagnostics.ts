import type { Severity } from '#lib/trace/events.ts';

/*
 * Every code that a log of ours may carry, once: what the parser finds, and what a run has to say. The doctor's checks of logs, their
 * docs and the tests take codes and severities from here. A log of a later version may hold others.
 */

/**
 * Every finding of the parser: how serious it is and what we assumed. Logs store the codes, so we never rename or reuse
 * one; the rules that produce them are in SPEC.md.
 */
export const diagnosticTable = {
  unnumbered: { severity: 'note', assumed: 'The tag carries no number and was numbered by its position.' },
  misnumbered: {
    severity: 'note',
    assumed: 'Position decides what a tag stands for; the written number was kept beside it.',
  },
  'close-number-differs': {
    severity: 'note',
    assumed: 'The closing tag carries another number; it was taken to close what is open.',
  },
  'missing-close': {
    severity: 'warning',
    assumed: 'The closing tag is missing; the piece was taken to end here.',
  },
  'missing-opening': {
    severity: 'warning',
    assumed: 'The opening tag around this is missing; it was taken to stand here.',
  },
  'repeated-opening': { severity: 'note', assumed: 'The opening tag is repeated; the piece goes on.' },
  'late-opening': {
    severity: 'note',
    assumed: 'Text came before the opening tag; it was taken as part of the plan.',
  },
  'unclosed-prompt': {
    severity: 'warning',
    assumed: 'The prompt has no closing tag; it was taken to end here.',
  },
  'prompt-close-without-opening': {
    severity: 'warning',
    assumed: 'A prompt is closed that was never opened; the tag was left out and nothing is executed for it.',
  },
  'close-without-opening': {
    severity: 'note',
    assumed: 'A closing tag has no opening; the tag was left out.',
  },
  'empty-prompt': { severity: 'warning', assumed: 'The prompt has no text.' },
  'empty-plan': { severity: 'warning', assumed: 'The planner stopped before it wrote anything.' },
  'many-prompts': {
    severity: 'note',
    assumed: 'The plan has more than ten prompts; numbers such as 1.10 follow 1.9.',
  },
  'prompts-without-execution': {
    severity: 'warning',
    assumed: 'Prompts of this stage have no execution; the stage counts with what is there.',
  },
  'execution-without-prompt': {
    severity: 'warning',
    assumed: 'The stage has no prompt at this position; the execution was kept.',
  },
  'execution-without-plan': {
    severity: 'warning',
    assumed: 'Executions come without a plan of their own; an empty plan was put before them.',
  },
  'reference-not-earlier': {
    severity: 'warning',
    assumed: 'The plan names an execution that no earlier stage has; no dependency was drawn.',
  },
  'prompt-in-execution': {
    severity: 'warning',
    assumed: 'Prompts mean nothing outside a plan; the tag was kept as text and nothing is executed for it.',
  },
  'tag-as-text': { severity: 'note', assumed: 'The tag means nothing here and was kept as text.' },
  'malformed-tag': {
    severity: 'note',
    assumed: 'This looks like a tag of the protocol but is none; it was kept as text.',
  },
  'stray-code-tag': { severity: 'note', assumed: 'No <code> is open; the tag was kept as text.' },
  'stray-text': { severity: 'warning', assumed: 'Text outside any tag belongs to no piece.' },
  'text-before-tags': {
    severity: 'note',
    assumed: 'Text before the first tag was kept as a thought of its own.',
  },
  'text-after-answer': {
    severity: 'note',
    assumed: 'A run ends with its final answer; what follows was left out.',
  },
  'repeated-head': {
    severity: 'note',
    assumed: 'The question is known already; its repetition was left out.',
  },
  'early-answer': { severity: 'note', assumed: 'A boxed answer stands here, before the final answer.' },
  'unclosed-think': {
    severity: 'warning',
    assumed: '<think> was never closed; everything after it was taken as thinking.',
  },
  'stray-think-close': {
    severity: 'note',
    assumed: '</think> closes nothing here; the text before it was kept and the tag left out.',
  },
  'cut-at-limit': {
    severity: 'warning',
    assumed:
      'The text was cut at the token limit; what was open ends here, and an open prompt is not executed.',
  },
  'possibly-cut': {
    severity: 'warning',
    assumed: 'The piece may have been cut; it counts with what is there.',
  },
  'more-diagnostics': { severity: 'note', assumed: 'Further findings of the same kind were counted only.' },
} as const satisfies Record<string, { severity: Severity; assumed: string }>;

export type DiagnosticCode = keyof typeof diagnosticTable;

/** What the orchestrator and a model's endpoint tell of a live run, where it happens; the texts stand there too. */
const runSeverities = {
  'no-tags': 'warning',
  'tags-in-reasoning': 'warning',
  'plan-broken-off': 'warning',
  'plan-resumed': 'note',
  'content-filter': 'warning',
  'lines-skipped': 'warning',
  'over-limit': 'warning',
  'prompt-cut-by-server': 'warning',
  'tokens-estimated': 'warning',
  'branches-one-by-one': 'warning',
  'forced-answer': 'note',
  'context-shortened': 'note',
  'stop-not-honoured': 'note',
  'max-tokens-lowered': 'note',
  'parameter-renamed': 'note',
  'parameter-dropped': 'note',
  'parameter-limited': 'note',
  'system-role-refused': 'note',
  'stop-left-out': 'note',
  'thinking-opened-by-template': 'note',
  'thinking-not-opened': 'note',
} as const satisfies Record<string, Severity>;

/** A code of the log, whoever wrote it. */
export type LoggedCode = DiagnosticCode | keyof typeof runSeverities;

const severities: Readonly<Record<string, Severity>> = {
  ...runSeverities,
  ...Object.fromEntries(Object.entries(diagnosticTable).map(([code, { severity }]) => [code, severity])),
};

/** How serious a remark in a log is. */
export const severityOf = (code: LoggedCode): Severity => severities[code] ?? 'note';
