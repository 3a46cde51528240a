/** What a question says about how to compare its answers. */
export interface Asked {
  /** The order of a list counts. */
  readonly ordered: boolean;
  /** The question asks for a pair or a triple, so a list without brackets is one. */
  readonly tuple: boolean;
  /** The question asks for a base, so a number without one is in that base. */
  readonly base: boolean;
  /** Choices by their letter: `(A) 12`. */
  readonly choices: ReadonlyMap<string, string>;
}

const ORDER =
  /\b(?:in|into)\s+(?:(?:numerical|alphabetical|chronological|increasing|ascending|decreasing|descending|strictly|correct|that|this|the\s+same)\s+)+order\b|\bin\s+order\b|\brespectively\b|\bfrom\s+(?:the\s+)?(?:least|smallest|lowest|shortest|greatest|largest|highest|longest|left)\b[^.?!]{0,20}\s+to\b|\border(?:ed)?\s+(?:the|them|these)\b/i;
const TUPLE = /\bordered\s+(?:pair|triple|triplet|quadruple|tuple|list)|\bcoordinates?\b|\bthe\s+point\b/i;
const BASE = /\bbase\b|_\{?\d+\}?|\bbinary\b|\bhexadecimal\b|\boctal\b/i;
/** Questions are long; their choices come at the end. */
const LONGEST_CHOICES = 3_000;
const CHOICE =
  /(?:^|[\s({$~,;])(?:\\(?:text|textbf|textrm|mathrm|mathbf|bf)\s*\{\s*)?\(?([A-J])\s*(?:\)|\.(?=\s)|:)(?:\s*\})?\)?/g;

/** Consecutive choices from A on, each with the text up to the next choice or the end of the line. */
function choicesIn(text: string): ReadonlyMap<string, string> {
  const tail = text.slice(-LONGEST_CHOICES);
  const choices: RegExpExecArray[] = [];
  for (const choice of tail.matchAll(CHOICE)) {
    const expected = String.fromCharCode(65 + choices.length);
    if (choice[1] === 'A') choices.length = 0;
    if (choice[1] === 'A' || choice[1] === expected) choices.push(choice);
  }
  if (choices.length < 2) return new Map();
  return new Map(
    choices.map((choice, at) => {
      const rest = tail.slice(choice.index + choice[0].length, choices[at + 1]?.index);
      const line = rest.trimStart().split('\n')[0] ?? '';
      const content = line.replace(/^[\s$~]+/, '').replace(/(?:\\q?quad|\\[,;! ]|[\s$&,;~]|\\\\)+$/, '');
      return [choice[1] ?? '', content];
    }),
  );
}

export function asked(question: string | undefined): Asked {
  const text = question ?? '';
  return {
    ordered: ORDER.test(text),
    tuple: TUPLE.test(text),
    base: BASE.test(text),
    choices: choicesIn(text),
  };
}
