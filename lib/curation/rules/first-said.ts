import type { Findings } from './findings.ts';

/** Of an earlier step: how many of the words and of the numbers and names that it brought in another step has. */
export interface Taken {
  readonly words: number;
  readonly signs: number;
}

/** So many numbers and names, or words, that a step brought in show that another takes it up. */
const LEAST_SIGNS = 1;
const LEAST_WORDS = 3;
export const takesUp = (taken: Taken | undefined): boolean =>
  taken !== undefined && (taken.signs >= LEAST_SIGNS || taken.words >= LEAST_WORDS);

/** Who brought in a number that only stands somewhere. */
const NOBODY = -1;
/** So many words of a step are looked at: the first ones say what it is about. */
const MOST_WORDS = 400;
/** As findings.ts: a longer text is read by its beginning. */
const LONGEST = 20_000;
/** Letters by which words are held to be one: "triangle" and "triangles". */
const STEM = 6;
const WORD = /\p{L}{4,}/gu;
/** A number, or a letter on its own; of `2x` both. */
const SIGN = /\d+(?:\.\d+)?|(?<![\p{L}])[\p{L}](?![\p{L}'’])/gu;
/** The article and the first person. */
const NO_NAME = /^[aAIeiπ]$/;

/** Words that open, join and judge: any two texts have them. */
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
 * Remembers which step brought a word, a number or a name in, and tells of each step from which earlier ones it draws.
 * Linear in the text.
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
    // What only stands in a step is nobody's; what it comes to or names is its own.
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
