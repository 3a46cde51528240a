import { memoised } from '#lib/base/memo.ts';
import { statementsOf } from '#lib/text/quantities.ts';
import type { PieceState } from '#lib/trace/state.ts';
import type { BranchView, StageView } from '../context-view.ts';
import type { Examined } from '../examined.ts';
import { firstMention } from './mentions.ts';

/** Keys under which a text may state an answer: `n = 4` and `4`; none if the answer is in words. */
export function keysOfAnswer(answer: string): string[] {
  const last = statementsOf(answer).at(-1);
  const side = last?.sides.at(-1);
  return side ? [side.key] : [];
}

/**
 * Whether the text that a prompt's executor is shown already states the answer of the trace, as a value or in its
 * words.
 */
export function answerIsKnown(trace: Examined, view: StageView, upTo: number): boolean {
  const { answer } = trace.answerLine();
  if (answer === null) return false;
  const { state, context } = trace;
  const { plan, stage } = view.stage;
  const keys = keysOfAnswer(answer);
  const inPlan = context.mathOf(plan).stated;
  if (keys.length > 0)
    return keys.some((key) => view.isStatedEarlier(key) || (inPlan.get(key)?.start ?? Infinity) < upTo);
  const mentioned = mentionsOf(trace);
  const isMentioned = (piece: PieceState) => mentioned.has(piece);
  return (
    (mentioned.get(plan) ?? Infinity) < upTo ||
    state.stages.some(
      (one) => one.stage < stage && (isMentioned(one.plan) || one.executions.some(isMentioned)),
    )
  );
}

/** Where each piece first states the answer in its words; we read each text once. */
const mentionsOf = memoised(({ state, pieces, answerLine }: Examined): Map<PieceState, number> => {
  const answer = answerLine().answer ?? '';
  const question = state.session?.question ?? '';
  const mentions = new Map<PieceState, number>();
  for (const piece of pieces) {
    const mention = firstMention(piece.text, answer, question);
    if (mention) mentions.set(piece, mention.offset);
  }
  return mentions;
});

/** Whether the text that this branch's executor was shown already states the value. */
export const isStatedBefore = (
  trace: Examined,
  view: StageView,
  branch: BranchView,
  key: string,
): boolean => {
  if (view.isStatedEarlier(key)) return true;
  const inPlan = trace.context.mathOf(view.stage.plan).stated.get(key);
  return inPlan !== undefined && inPlan.start < branch.seesPlanUntil;
};
