/** How many of how many, and the tokens spent on each. */
export interface PartOf {
  readonly count: number;
  readonly of: number;
  readonly tokens: number;
  readonly ofTokens: number;
}

export const useNames = ['repeated', 'verifying', 'alternative', 'onePrompt'] as const;
export type UseName = (typeof useNames)[number];

/** What parallel work was for; definitions in words: parallel-use-words.ts. Only stages that have ended count. */
export interface UseCounts extends Readonly<Record<UseName, PartOf>> {
  /** Parallel executions of which nobody can say whether a sibling ends alike; part of `repeated.of`, not of its count. */
  readonly undecided: number;
}

/** The counts of many traces added up; one of none is all zeros. */
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

/** Without the pieces: what is stored, and printed. */
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
