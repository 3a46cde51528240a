import type { CurationDiagnostic } from '#lib/contract/curation-record.ts';

interface Kind {
  readonly severity: CurationDiagnostic['severity'];
  /** What it means and what we assumed; docs/curation.md says the same. */
  readonly meaning: string;
}

const kind = (severity: Kind['severity'], meaning: string): Kind => ({ severity, meaning });

/** Every remark on a proposal. Records store the codes, so a code never gets a new meaning. */
const curationDiagnostics = {
  // Who made the proposal.
  'built-in-means-rules': kind(
    'info',
    'The built-in reasoner plays Countdown and cannot read a trace: the rules took it apart.',
  ),
  'asked-by-completion': kind(
    'info',
    'The endpoint’s mode is “native”: it was asked through text completions. A chat model follows instructions better.',
  ),
  'asked-in-parts': kind(
    'info',
    'The trace did not fit into one request or one answer: it was sent in parts, each beginning with the step that the one before may have cut.',
  ),
  'asked-again': kind(
    'info',
    'The first answer had faults; they were sent back once, and the better of the two answers was taken.',
  ),
  'endpoint-notice': kind(
    'info',
    'About the endpoint: a parameter that it rejects was left out or renamed, or a limit was lowered.',
  ),
  'prompt-cut': kind(
    'warning',
    'The endpoint read far less than was sent: it probably dropped the beginning, and the answer is about what was left.',
  ),
  'steps-by-rules': kind(
    'error',
    'No usable step in the model’s answers: the rules found the steps, and the proposal is labelled so.',
  ),
  'part-by-rules': kind(
    'error',
    'No usable step in the answers about one part of the trace: the rules found the steps there.',
  ),
  'dependencies-by-rules': kind(
    'error',
    'No usable answer about dependencies: the rules found them, and the proposal is labelled so.',
  ),
  'excerpts-shortened': kind(
    'info',
    'The steps did not fit into one request about dependencies: less of their text was shown.',
  ),

  // The answer as a whole.
  'answer-empty': kind('warning', 'The model wrote nothing.'),
  'answer-not-in-format': kind('warning', 'The answer holds nothing of the form that was asked for.'),
  'answer-cut': kind(
    'warning',
    'The answer broke off at its token limit. Whole steps of it are kept; the rest was asked for apart.',
  ),
  'answer-unfinished': kind(
    'warning',
    'The answer ended ten lines or more before the trace does: the rest was asked for apart.',
  ),
  'answer-in-reasoning': kind('info', 'The answer stood in the model’s reasoning and was taken from there.'),
  'more-faults': kind('warning', 'The answer had more faults than are listed; they were mended likewise.'),

  // Steps.
  'bad-range': kind('warning', 'A range that ends before it begins: it was turned round.'),
  'lines-out-of-range': kind('warning', 'Lines that the trace does not have: they were left out.'),
  'lines-twice': kind('warning', 'Lines that belong to two steps or parts: they stay with the first.'),
  'lines-skipped': kind('warning', 'Lines that belong to no step: they join the neighbouring step and part.'),
  'steps-out-of-order': kind(
    'warning',
    'A step begins before the one that it follows: the steps were put into the order of the lines.',
  ),
  'step-without-lines': kind('warning', 'A step without lines: it was left out.'),
  'description-missing': kind(
    'warning',
    'A step without description: it has the beginning of its first line.',
  ),
  'prompt-missing': kind('warning', 'A step with an execution and no prompt: its description is the prompt.'),

  // The authors' files.
  'inline-missing': kind('info', 'Without component_inline a record has line numbers and no text.'),
  'inline-text-missing': kind(
    'warning',
    'component_inline has no text for lines that a step names: they are missing.',
  ),
  'inline-text-unplaced': kind(
    'warning',
    'component_inline has text for a part that names no lines: it was left out.',
  ),
  'inline-lines-differ': kind(
    'info',
    'A part’s text falls into more or fewer sentences than it has lines: the last line has the rest, or is missing.',
  ),

  // Dependencies.
  'unknown-step': kind('error', 'Dependencies of a step that does not exist: they were left out.'),
  'unknown-parent': kind('error', 'A dependency on a step that does not exist: it was left out.'),
  'later-parent': kind('error', 'A dependency on a later step, which could close a cycle: it was left out.'),
  'self-parent': kind('error', 'A dependency of a step on itself: it was left out.'),
  'parents-missing': kind(
    'warning',
    'Nothing is said about a step: of a model’s answer the rules found its dependencies, of created_dag it has none.',
  ),
} as const satisfies Record<string, Kind>;

export type CurationDiagnosticCode = keyof typeof curationDiagnostics;

/** A remark with the severity of its code. `message` names the place and what we assumed. */
export function diagnosticOf(
  code: CurationDiagnosticCode,
  message: string,
  step?: number,
): CurationDiagnostic & { readonly code: CurationDiagnosticCode } {
  const { severity } = curationDiagnostics[code];
  return { code, severity, message, ...(step !== undefined && { step }) };
}

/** Every remark as a Markdown table, for docs/curation.md. */
export function diagnosticsMarkdown(): string {
  const rows = Object.entries(curationDiagnostics).map(
    ([code, { severity, meaning }]) => `| \`${code}\` | ${severity} | ${meaning} |`,
  );
  return ['| Code | Severity | Meaning, and what was assumed |', '| --- | --- | --- |', ...rows].join('\n');
}
