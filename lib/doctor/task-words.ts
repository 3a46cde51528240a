/** A task, or one clause of it, as the words that say what it is about. */
export interface TaskClause {
  /** Stems, numbers and names of what is asked for. */
  readonly object: ReadonlySet<string>;
  /** The same of how ("by …", "using …"). */
  readonly manner: ReadonlySet<string>;
  /** Both, in the order in which they stand. */
  readonly sequence: readonly string[];
  /** Numbers and names of both, in the order in which they stand. */
  readonly names: readonly string[];
}

/** A longer prompt is read by its beginning. */
const LONGEST = 2_000;
const MOST_CLAUSES = 6;

/** Words that say that something is asked, or ask for it to be found or confirmed; not what. */
const ASKING = new Set(
  `a an the of to in on at by for from and or nor is are was were be being been as it its this that these those with into
  per via above below plan if whether then so such any all each every both either which what how when where who whose there their
  use using given based considering do does did has have had can could may might must shall should will would not no
  verify confirm check double cross consider calculate compute determine find figure obtain get work out analyze analyse
  evaluate assess explore perform finalize finalise try attempt ensure make sure examine inspect review validate
  recall identify reconfirm reverify reevaluate reassess reexamine reconsider recheck recalculate recompute recap redo revisit
  re again once more also further finally final overall carefully correctly correct correctness accuracy accurate
  consistent consistency validity valid value result results solution answer problem question statement conclusion
  calculation computation evaluation verification determination confirmation step steps approach method process way
  alternative alternate another other different additional specific detailed detail manually directly properly
  between let us we i our my your you me need want please following provided obtained found corresponding respective`.split(
    /\s+/,
  ),
);

/** Stems that mean one thing in a task. */
const SAME: Readonly<Record<string, string>> = {
  factoris: 'factor',
  factoriz: 'factor',
  multiplic: 'multipl',
  plug: 'substitut',
  greatest: 'largest',
  biggest: 'largest',
  least: 'smallest',
};

const WORD = /[-−–]?\d+(?:[.,]\d+)*|\\[a-z]+|[\p{L}]+(?:[_]?\{?\d+\}?)?(?:['’]s?)?/giu;
const COUNT =
  /^(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|last|odd|even|left|right|horizontal|vertical)$/;
/** Where the manner begins. */
const MANNER =
  /^(?:by|using|with|via|through|considering|applying|based|from|given|under|without|starting)$/i;

/** Verbs that begin a second task: "… and confirm the difference". */
const VERBS =
  'verif|confirm|check|calculat|comput|evaluat|determin|find|ensur|assess|examin|validat|clarif|identif|conclu|finali|explain|compare|state|list|sum\\b|add\\b|see\\b|correct(?=\\s+the\\b)';
/** Between two clauses: marks, "and the …", "to" or "and" before a verb. */
const BETWEEN = new RegExp(
  [
    '[;\\n]',
    '[.?!](?=\\s|$)',
    ',?\\s+and\\s+(?=(?:the|its|their|whether|if|that)\\b)',
    `,?\\s+(?:and|then|to)\\s+(?=(?:then\\s+|also\\s+)?(?:re-?|double-?|cross-?)?(?:${VERBS})\\w*)`,
  ].join('|'),
  'i',
);

/** Clauses of a task: "Verify the area and confirm the difference" has two. Linear in the text, which is cut. */
export function clausesOf(prompt: string): TaskClause[] {
  // NFKC makes one digit of ₅, ⁵ and 5.
  const text = prompt.slice(0, LONGEST).normalize('NFKC').replace(/[−–]/g, '-');
  const parts = text.split(BETWEEN).slice(0, MOST_CLAUSES);
  return parts.map(clauseOf).filter(({ object, manner }) => object.size + manner.size > 0);
}

function clauseOf(text: string): TaskClause {
  const object = new Set<string>();
  const manner = new Set<string>();
  const sequence: string[] = [];
  let isManner = false;
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    if (MANNER.test(word)) isManner = true;
    const isNegative =
      /^-\d/.test(word) && !/[\w)]\s*$/.test(text.slice(Math.max(0, match.index - 3), match.index));
    const token = tokenOf(isNegative ? word : word.replace(/^-/, ''), text, match.index);
    if (!token) continue;
    (isManner ? manner : object).add(token);
    sequence.push(token);
  }
  return { object, manner, sequence, names: sequence.filter(isNameToken) };
}

/** Every stem and name of a task. */
export const tokensOf = (clauses: readonly TaskClause[]): Set<string> =>
  new Set(clauses.flatMap(({ sequence }) => sequence));

/** Numbers, letters that stand for something, proper names: what tells two tasks of one wording apart. */
export const isNameToken = (token: string): boolean => /^(?:-?\d|=)/.test(token) || /^[A-Z]/.test(token);

/** null for a word that says nothing of what is asked. A name begins with a capital or `=`. */
function tokenOf(word: string, text: string, at: number): string | null {
  if (/^-?\d/.test(word)) return word.replace(/,(?=\d{3})/g, '');
  if (word.startsWith('\\')) return null;
  const plain = word.replace(/['’]s?$/, '');
  if (/\d/.test(plain)) return `=${plain.replace(/[_{}]/g, '')}`;
  if (plain.length === 1)
    return /^[aAI]$/.test(plain) && /^\s+[a-z]{2}/i.test(text.slice(at + 1)) ? null : `=${plain}`;
  const isCapital = /^\p{Lu}/u.test(plain) && /[^.?!:\s]\s*$/.test(text.slice(0, at));
  const lower = plain.toLowerCase();
  if (COUNT.test(lower)) return `=${lower}`;
  if (ASKING.has(lower)) return null;
  if (isCapital || /^\p{Lu}{2,}$/u.test(plain)) return plain;
  const stem = stemOf(lower);
  return ASKING_STEMS.has(stem) ? null : stem;
}

const ASKING_STEMS = new Set([...ASKING].filter((word) => word.length > 4).map(stemOf));

/** Crude: "methods", "multiplying" and "multiplication" lose their ends; "numerator" and "denominator" stay two. */
function stemOf(word: string): string {
  const bare = word
    .replace(/(?:ies)$/, 'y')
    .replace(/(?:ss)$/, 'ß')
    .replace(/(?:ification|ifying|ified|ifies|ify)s?$/, 'if')
    .replace(/(?:ations?|itions?|ions?|ating|ated|ates?|izing|ized|ize|ising|ised|ise|ings?|ed|ly|es|s)$/, '')
    .replace(/(?:e|y)$/, '')
    .replace('ß', 'ss');
  const stem = bare.length >= 3 ? bare : word;
  return Object.hasOwn(SAME, stem) ? (SAME[stem] ?? stem) : stem;
}
