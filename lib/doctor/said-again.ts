import type { Sentence } from '#lib/text/sentences.ts';
import type { BranchView, StageView } from './context-view.ts';
import type { Examined } from './examined.ts';

/** "So again, three numbers": a count in words, which no formula holds. */
const AGAIN =
  /(?:^|[,;] |\b(?:so|and|but|then|thus|yes|hence),? )again,? (?:we (?:get|got|have|find|see)|it is|it's|that is|that's|this gives|there are|giving)? ?((?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|both|all)(?: [a-z-]+){1,4})[.,!]?$/i;
const LONGEST = 200;

/** Each is looked for in everything shown: more would cost a hostile text its square. */
const MOST_LOOKED_FOR = 3;
/** Characters shown; no trace that a person reads has as many. */
const MOST_SHOWN = 300_000;

export interface SaidAgain {
  readonly sentence: Sentence;
  readonly words: string;
  readonly sibling: BranchView;
  /** Where the sibling says it. */
  readonly at: number;
}

/** What an execution says "again" in words that only a sibling said before. */
export function saidAgain(
  { state }: Examined,
  { stage, branches }: StageView,
  branch: BranchView,
  sentences: readonly Sentence[],
): SaidAgain[] {
  const said = sentences.flatMap((sentence) => {
    const words = AGAIN.exec(sentence.text.slice(0, LONGEST))?.[1]?.toLowerCase();
    return words ? [{ sentence, words }] : [];
  });
  return said.slice(0, MOST_LOOKED_FOR).flatMap(({ sentence, words }) => {
    const shown = [
      state.session?.question ?? '',
      branch.execution.text.slice(0, sentence.start),
      stage.plan.text.slice(0, branch.seesPlanUntil),
      ...state.stages
        .filter((earlier) => earlier.stage < stage.stage)
        .flatMap(({ plan, executions }) => [plan.text, ...executions.map(({ text }) => text)]),
    ];
    if (shown.reduce((sum, text) => sum + text.length, 0) > MOST_SHOWN) return [];
    if (shown.some((text) => text.toLowerCase().includes(words))) return [];
    for (const sibling of branches) {
      const at = sibling === branch ? -1 : sibling.execution.text.toLowerCase().indexOf(words);
      if (at >= 0) return [{ sentence, words, sibling, at }];
    }
    return [];
  });
}
