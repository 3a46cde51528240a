import type { Check, ComputedCheck } from './check.ts';
import {
  answerContradicts,
  answerThenRounds,
  differentAnswers,
  noFinalAnswer,
  unboxedAnswer,
  unreadableAnswer,
} from './faults/answers.ts';
import { pieceFailed, planInExecution, possiblyCut, truncatedPiece } from './faults/pieces.ts';
import { siblingsDisagree } from './faults/siblings-disagree.ts';
import { overreach } from './leaks/overreach.ts';
import { planStatesResult } from './leaks/plan-states-result.ts';
import { promptNeedsSibling } from './leaks/prompt-needs-sibling.ts';
import { promptRepeats } from './leaks/prompt-repeats.ts';
import { promptRefers, siblingReference } from './leaks/references.ts';
import { siblingResult } from './leaks/sibling-result.ts';
import { unsupportedSameResult } from './leaks/unsupported-same-result.ts';
import { loggedChecks } from './logged/checks.ts';
import { redundantExecution } from './notes/redundant-execution.ts';
import {
  literalNone,
  longSample,
  lowRatio,
  manyPrompts,
  onePromptStages,
  plannerSolved,
  planOnlyStages,
  tokensAfterAnswer,
} from './notes/rounds.ts';

export type { Check } from './check.ts';

/** The checks that we compute from the folded trace; the others are remarks in its log. */
export const computedChecks: readonly ComputedCheck[] = [
  noFinalAnswer,
  unboxedAnswer,
  unreadableAnswer,
  differentAnswers,
  answerContradicts,
  siblingsDisagree,
  answerThenRounds,
  truncatedPiece,
  possiblyCut,
  pieceFailed,
  planInExecution,
  siblingResult,
  siblingReference,
  unsupportedSameResult,
  planStatesResult,
  promptRefers,
  promptNeedsSibling,
  promptRepeats,
  overreach,
  redundantExecution,
  literalNone,
  onePromptStages,
  planOnlyStages,
  manyPrompts,
  lowRatio,
  tokensAfterAnswer,
  plannerSolved,
  longSample,
];

const kindOrder = { fault: 0, leak: 1, note: 2 } as const;

/** Every check: faults, leaks, notes. Each has an entry in docs/doctor.md, and its code can switch it off. */
export const checks: readonly Check[] = [...computedChecks, ...loggedChecks].sort(
  (a, b) => kindOrder[a.kind] - kindOrder[b.kind],
);

const titles = new Map(checks.map(({ code, title }) => [code, title]));

/** The title of a check; the code itself if it is from another version. */
export const checkTitle = (code: string): string => titles.get(code) ?? code;

const headings = { fault: 'Faults', leak: 'Leaks', note: 'Notes' } as const;

/** The part of docs/doctor.md that lists every check; `node bin/write-doctor-docs.ts` puts it there. */
export function checksMarkdown(): string {
  return (['fault', 'leak', 'note'] as const)
    .map((kind) =>
      [`## ${headings[kind]}`, ...checks.filter((check) => check.kind === kind).map(entry)].join('\n\n'),
    )
    .join('\n\n');
}

const entry = ({ code, title, severity, certainty, description, example }: Check): string =>
  [
    `### ${escaped(title)}`,
    `\`${code}\` · ${severity} · ${certainty}`,
    escaped(description),
    `Example: ${quoted(example)}`,
  ].join('\n\n');

/** Markdown would take tags outside code for HTML. */
const escaped = (text: string): string =>
  text.replace(/`[^`]*`|[<>\\]/g, (part) => (part.startsWith('`') ? part : `\\${part}`));

const quoted = (example: string): string => `\`${example.replaceAll('`', "'")}\``;
