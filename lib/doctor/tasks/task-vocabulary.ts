/**
 * Word lists for tasks: words that say nothing about what a task asks, words that mean the same, words that exclude
 * each other. School mathematics and the verbs of tasks; a word in no list counts as itself. We compare words by stems
 * (task-words.ts).
 */

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Verbs that ask to find, confirm or tell something, without saying what. In every form: "verification", "calculated".
 */
export const ASKING_VERBS: readonly string[] =
  list(`verify confirm check double consider calculate compute determine find figure
  obtain analyze analyse evaluate assess explore perform finalize finalise attempt ensure examine inspect review validate
  investigate recall identify reconfirm reverify reevaluate reassess reexamine reconsider recheck recalculate recompute recap
  revisit prove explain clarify execute utilize employ apply provide follow satisfy try test`);

/** Words that say nothing about what a task asks. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(
  list(`a an the of to in on at by for from and or nor is are was were be being been as it its this that these those with into
  per via above below plan if whether then so such any all each every both either which what how when where who whose there their
  they them use uses used using given based do does did done has have had can could may might must shall should will would not no
  get work works working out make makes making made sure look looks looking see show shows state give gives note carry redo exist
  exists re again back once more also further finally overall carefully correctly correct correctness accuracy accurate accurately
  consistent consistency validity valid right hold holds true proper properly indeed really actually way manner final one
  taken taking remaining aspects alternative alternate another other others different additional specific detailed detail
  between let us we i our my your you me need needed want please following found corresponding respective
  possible possibility entire whole through about just only still already yet few several some many various`),
);

/** Words that any task may contain, by meaning: they distinguish two tasks only if these name nothing else. */
export const COMMON_OBJECTS: Readonly<Record<string, string>> = {
  solution: 'result',
  answer: 'result',
  result: 'result',
  value: 'result',
  conclusion: 'result',
  finding: 'result',
  problem: 'problem',
  question: 'problem',
  statement: 'problem',
  requirement: 'problem',
  step: 'steps',
  calculation: 'steps',
  computation: 'steps',
  arithmetic: 'steps',
  process: 'steps',
  error: 'steps',
  mistake: 'steps',
  method: 'method',
  approach: 'method',
  procedure: 'method',
  technique: 'method',
  strategy: 'method',
  logic: 'method',
  reasoning: 'method',
  number: 'count',
  count: 'count',
  understanding: 'problem',
  understood: 'problem',
  wording: 'problem',
};

/** Kinds of tools: "Heron's formula" and "the shoelace formula" share only this word, which does not count. */
export const KINDS_OF_TOOL: ReadonlySet<string> = new Set(
  list('formula theorem principle property rule law inequality definition identity'),
);

/** Operations on numbers: a written-out calculation implies them. */
export const OPERATIONS: ReadonlySet<string> = new Set(
  list('addition subtraction multiplication division sum product difference quotient square expression case'),
);

/** Phrases for one thing, which we replace before we read single words. */
export const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:greatest|highest) common (?:divisor|factor)\b|\b(?:gcd|gcf|hcf)\b/gi, 'gcd'],
  [/\b(?:least|lowest|smallest) common multiple\b|\blcm\b/gi, 'lcm'],
  [/\bhow many\b|\bnumber of (?:all |different |possible )?(?:ways|choices) (?:to|of)\b/gi, 'number of'],
  [/\bset(?:ting)?[ -]up\b|\bwrit(?:e|ing) down\b/gi, 'formulate'],
  [/\b(?:modulo|mod)\b/gi, 'remainder'],
  [/\breflect(?:ing)? (?:on|upon)\b/gi, ''],
  [/\bcross-?(?=check|verif|valid)/gi, ''],
  [/\bmultipl(?:y|ying) out\b/gi, 'expand'],
  [/\bplug(?:ging|ged)?\b/gi, 'substitute'],
  [/\bbreak(?:ing)? down\b/gi, 'simplify'],
  [/\bmeters? per second\b/gi, 'm/s'],
];

/** Words with the same meaning in a task: the first of each row replaces the others. */
export const SAME_MEANING: readonly (readonly string[])[] = `
factor factorise factorize
multiply multiplication
largest greatest biggest maximum maximal maximize highest
smallest least minimum minimal minimize lowest fewest
convert conversion
divide division divisible
subtract subtraction
probability chance likelihood
speed velocity
slope gradient
intersect meet met
draw graph plot sketch visualize diagram picture
formulate write represent draft
below less under smaller
above greater more larger exceed bigger
start open introduce introduction begin beginning
end close closing
equation system
case casework scenario outcome example instance
order ordering rank
remainder modular
trip travel journey
list enumerate
term element entry
derivative differentiate
integrate integral
prime primes
behavior behaviour
simplify reduce reduction
combine combination
final last
major main predominant
number amount quantity
`
  .trim()
  .split('\n')
  .map(list);

/** A task takes one word of a row: two tasks that take different ones are different. */
export const ALTERNATIVES: readonly (readonly string[])[] = `
numerator denominator
left right
upper lower
initial final
pass avoid
include exclude
horizontal vertical
row column
domain range
area perimeter volume circumference
sum product difference quotient
addition subtraction multiplication division
radius diameter
mean median mode variance
sine cosine tangent
sin cos tan cot sec csc
before after
inner outer
positive negative
rational irrational
largest smallest
increasing decreasing
permutation combination
prime composite
gcd lcm
mass charge
energy wavelength frequency momentum
position speed acceleration
oxidation reduction
cation anion
push pop
insert delete
client server
start end
slope intercept
parallel perpendicular
dot cross
magnitude direction
squares cubes
win lose
buy sell
above below
`
  .trim()
  .split('\n')
  .map(list);

/** Marks what one of two tasks excludes and the other does not: "without restrictions", "neither card". */
export const EXCLUDES: ReadonlySet<string> = new Set(list('without except neither unless against excluding'));
