import type { Check, ComputedCheck } from './check.ts';
import { answerContradicts } from './fault-answer-contradicts.ts';
import { answerThenRounds } from './fault-answer-then-rounds.ts';
import { differentAnswers } from './fault-different-answers.ts';
import { noFinalAnswer } from './fault-no-final-answer.ts';
import { pieceFailed } from './fault-piece-failed.ts';
import { planInExecution } from './fault-plan-in-execution.ts';
import { possiblyCut } from './fault-possibly-cut.ts';
import { siblingsDisagree } from './fault-siblings-disagree.ts';
import { truncatedPiece } from './fault-truncated-piece.ts';
import { unboxedAnswer } from './fault-unboxed-answer.ts';
import { unreadableAnswer } from './fault-unreadable-answer.ts';
import { overreach } from './leak-overreach.ts';
import { planStatesResult } from './leak-plan-states-result.ts';
import { promptNeedsSibling } from './leak-prompt-needs-sibling.ts';
import { promptRefers } from './leak-prompt-refers.ts';
import { promptRepeats } from './leak-prompt-repeats.ts';
import { siblingReference } from './leak-sibling-reference.ts';
import { siblingResult } from './leak-sibling-result.ts';
import { unsupportedSameResult } from './leak-unsupported-same-result.ts';
import { loggedChecks } from './logged-checks.ts';
import { literalNone } from './note-literal-none.ts';
import { longSample } from './note-long-sample.ts';
import { lowRatio } from './note-low-ratio.ts';
import { manyPrompts } from './note-many-prompts.ts';
import { onePromptStages } from './note-one-prompt-stages.ts';
import { planOnlyStages } from './note-plan-only-stages.ts';
import { plannerSolved } from './note-planner-solved.ts';
import { redundantExecution } from './note-redundant-execution.ts';
import { tokensAfterAnswer } from './note-tokens-after-answer.ts';

export type { Check } from './check.ts';

/** The checks that are computed from the folded trace; the others are remarks that its log holds. */
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

/** Every check: faults, leaks, notes. Each has an entry in docs/doctor.md and can be switched off by its code. */
export const checks: readonly Check[] = [...computedChecks, ...loggedChecks].sort(
  (a, b) => kindOrder[a.kind] - kindOrder[b.kind],
);

const titles = new Map(checks.map(({ code, title }) => [code, title]));

/** What a check is called; the code itself for one of another version. */
export const checkTitle = (code: string): string => titles.get(code) ?? code;
