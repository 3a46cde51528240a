import type { Findings } from './findings.ts';

/** How many words, and how many numbers and names, introduced by an earlier step occur in another step. */
export interface Taken {
  readonly words: number;
  readonly signs: number;
}

/** This many numbers and names, or words, of an earlier step show that another step takes it up. */
const LEAST_SIGNS = 1;
const LEAST_WORDS = 3;
export const takesUp = (taken: Taken | undefined): boolean =>
  taken !== undefined && (taken.signs >= LEAST_SIGNS || taken.words >= LEAST_WORDS);

/** Marks a number that steps only mention, so that no step introduced it. */
const NOBODY = -1;
/** Most words of a step that we look at: the first ones say what it is about. */
const MOST_WORDS = 400;
/** As in findings.ts: we read only the beginning of a longer text. */
const LONGEST = 20_000;
/** Letters that two words must share to count as one: "triangle" and "triangles". */
const STEM = 6;
const WORD = /\p{L}{4,}/gu;
/** A number, or a letter on its own; both parts of `2x`. */
const SIGN = /\d+(?:\.\d+)?|(?<![\p{L}])[\p{L}](?![\p{L}'’])/gu;
/** The article and the first person. */
const NO_NAME = /^[aAIeiπ]$/;

/** Words that open, join and judge: any two texts share them. */
const COMMON = new Set(
  (
    'also about above actually after again alternatively another answer approach because been before being both check compute correct could ' +
    'consider does done each equal even every exactly find first follow from gets give given gives going have having hence here however into ' +
    'just know last lets like look make many maybe mean means might more most must need next number only okay once other over part perhaps problem ' +
    'question really remember result right same seem should since solution solve some step still such sure take than that their them then there ' +
    'therefore these they thing think this those thus time total true verify very wait want well were what when where whether which while will with work would write yeah your'
  )
    .split(' ')
    .map((word) => word.slice(0, STEM)),
);

/**
 * Records which step introduced a word, a number or a name, and returns for each step the earlier ones that it draws
 * on. Linear in the text.
 */
export function createFirstSaid() {
  const words = new Map<string, number>();
  const signs = new Map<string, number>();

  return (index: number, whole: string, { results, defined }: Findings): ReadonlyMap<number, Taken> => {
    const text = whole.slice(0, LONGEST);
    const taken = new Map<number, { words: number; signs: number }>();
    const note = (first: Map<string, number>, said: ReadonlySet<string>, kind: keyof Taken) => {
      for (const one of said) {
        const step = first.get(one);
        if (step === undefined) {
          first.set(one, index);
          continue;
        }
        const so = taken.get(step) ?? { words: 0, signs: 0 };
        so[kind]++;
        taken.set(step, so);
      }
    };
    note(words, wordsOf(text), 'words');
    const said = signsOf(text);
    note(signs, said, 'signs');
    // A sign that a step only mentions belongs to no step; one that it calculates or defines belongs to it.
    for (const one of said)
      if (signs.get(one) === index && !results.has(one) && !defined.has(one)) signs.set(one, NOBODY);
    taken.delete(NOBODY);
    return taken;
  };
}

function wordsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const [word] of text.matchAll(WORD)) {
    const stem = word.toLowerCase().slice(0, STEM);
    if (!COMMON.has(stem)) found.add(stem);
    if (found.size >= MOST_WORDS) break;
  }
  return found;
}

const signsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(SIGN)].flatMap(([sign]) => (NO_NAME.test(sign) ? [] : [sign])));
