import { formatInteger, formatShare } from '#lib/base/format.ts';

/** A count out of a total, and the tokens spent on each. */
interface PartOf {
  readonly count: number;
  readonly of: number;
  readonly tokens: number;
  readonly ofTokens: number;
}

export const useNames = ['repeated', 'verifying', 'alternative', 'onePrompt'] as const;
export type UseName = (typeof useNames)[number];

/** What parallel work was for; definitions in words: `parallelUseWords`. Only stages that have ended count. */
export interface UseCounts extends Readonly<Record<UseName, PartOf>> {
  /**
   * Parallel executions for which nobody can say whether a sibling ends alike; part of `repeated.of`, not of its count.
   */
  readonly undecided: number;
}

/** The sum of the counts of many traces; all zeros for none. */
export function sumOfUses(uses: readonly UseCounts[]): UseCounts {
  const sum = (name: UseName): PartOf => {
    const part = nothing();
    for (const use of uses) {
      part.count += use[name].count;
      part.of += use[name].of;
      part.tokens += use[name].tokens;
      part.ofTokens += use[name].ofTokens;
    }
    return part;
  };
  return {
    repeated: sum('repeated'),
    verifying: sum('verifying'),
    alternative: sum('alternative'),
    onePrompt: sum('onePrompt'),
    undecided: uses.reduce((count, use) => count + use.undecided, 0),
  };
}

/** The counts without the pieces, for storing and printing. */
export function countsOfUse({
  repeated,
  verifying,
  alternative,
  onePrompt,
  undecided,
}: UseCounts): UseCounts {
  return { repeated, verifying, alternative, onePrompt, undecided };
}

export type Sum = { -readonly [K in keyof PartOf]: PartOf[K] };

export const nothing = (): Sum => ({ count: 0, of: 0, tokens: 0, ofTokens: 0 });

interface UseWords {
  readonly label: string;
  /** What `of` counts, for people. */
  readonly of: string;
  /** The definition, for people. */
  readonly definition: string;
  /** Wording decides: a reader would now and then disagree (docs/parallel-use.md states how often). */
  readonly isGuess: boolean;
}

const ENDED = 'In brackets their share of the tokens of all. Only stages that have ended count.';

export const parallelUseWords: Readonly<Record<UseName, UseWords>> = {
  repeated: {
    label: 'Same end as a sibling',
    of: 'parallel executions',
    definition: `Executions of stages with two or more whose end value a sibling has too: the last box, else the last value stated in the last sentences; values are compared as answers are. The one that was there first counts too, and that siblings agree may be wanted, as a check. Tokens: of these executions. ${ENDED}`,
    isGuess: true,
  },
  verifying: {
    label: 'Prompts that verify',
    of: 'prompts',
    definition: `Prompts that ask to confirm, check or do again what stands already or what a sibling is finding. Told by stems such as verif-, confirm-, re-; work that is only then checked (“calculate … and verify”) does not count. Tokens: of their executions. ${ENDED}`,
    isGuess: true,
  },
  alternative: {
    label: 'Prompts for another way',
    of: 'prompts',
    definition: `Prompts that ask for the same thing in another way without asking to confirm it: they say so (“another method”), or give the goal of an earlier prompt and another way to it (“… using …”). Tokens: of their executions. ${ENDED}`,
    isGuess: true,
  },
  onePrompt: {
    label: 'Stages with one prompt',
    of: 'stages',
    definition: `A stage with one prompt runs nothing in parallel: it costs a hand-over and saves nothing. Tokens: plan and execution of these stages. ${ENDED}`,
    isGuess: false,
  },
};

/** A count as a share of its total; null if the total is 0. */
export const shareOf = ({ count, of }: Pick<PartOf, 'count' | 'of'>): number | null =>
  of === 0 ? null : count / of;

/** The same for tokens. */
export const tokenShareOf = ({ tokens, ofTokens }: Pick<PartOf, 'tokens' | 'ofTokens'>): number | null =>
  ofTokens === 0 ? null : tokens / ofTokens;

/** One number for a page, a report or a terminal. */
export interface UseRow extends UseWords {
  readonly name: UseName;
  readonly share: number;
  /** "12 of 24 parallel executions", with the number of undecided ones. */
  readonly counted: string;
  /** "1,234 tokens (49 %)", as a share of the tokens of everything in `counted`; marked if they are estimates. */
  readonly tokens: string;
}

/** One row for each number that has something to count. */
export function rowsOfUse(use: UseCounts, isEstimate: boolean): UseRow[] {
  return useNames.flatMap((name) => {
    const part = use[name];
    const share = shareOf(part);
    if (share === null) return [];
    const words = parallelUseWords[name];
    const undecided =
      name === 'repeated' && use.undecided > 0 ? `, ${formatInteger(use.undecided)} undecided` : '';
    const tokenShare = tokenShareOf(part);
    const inBrackets = tokenShare === null ? '' : ` (${formatShare(tokenShare)})`;
    return [
      {
        ...words,
        name,
        share,
        counted: `${formatInteger(part.count)} of ${formatInteger(part.of)} ${words.of}${undecided}`,
        tokens: `${isEstimate ? '≈' : ''}${formatInteger(part.tokens)} tokens${inBrackets}`,
      },
    ];
  });
}

/** Shown next to a number that wording decides. */
export const GUESS = 'A guess: wording decides.';
