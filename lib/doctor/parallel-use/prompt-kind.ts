import { anyWord } from '#lib/text/word-lists.ts';

/**
 * What a prompt asks for. `verifying`: to confirm, check or repeat what exists already or what a sibling finds.
 * `alternative`: the same thing in another way. `new-part`: everything else.
 */
export type PromptKind = 'verifying' | 'alternative' | 'new-part';

interface PromptReading {
  readonly kind: PromptKind;
  /** Name of the rule that decided. */
  readonly rule: string;
}

/** We read only the beginning of a longer prompt. */
const LONGEST = 2_000;
/** Earlier prompts that we compare one with; a trace of thousands would take quadratic time. */
const MOST_EARLIER = 40;
/** From this share of common words on two goals are the same: derived from the labelled prompts. */
const SAME_GOAL = 0.6;
/** From this share on two ways are the same. */
const SAME_WAY = 0.75;

const WAY = '(?:ways?|methods?|approach(?:es)?|techniques?|strateg(?:y|ies)|routes?|proofs?|derivations?)';
const RESULT =
  '(?:results?|answers?|solutions?|values?|calculations?|computations?|work(?:ing)?|steps?|reasoning|conclusions?|sums?|totals?|derivations?|arithmetic|claims?|outputs?|findings?)';
/** Verbs for doing something again; "re-entrant" and "re-export" do not count. */
const REDONE =
  '(?:calculat|comput|evaluat|examin|assess|consider|confirm|verif|valid|deriv|count|test|trace|read|work|run|do\\b|check)';
const REDONE_WITH_HYPHEN =
  '(?:add|sum|subtract|multipl|divid|factor|simplif|expand|solve|list|analy[sz]|determin|prove|measur|inspect|estimat)';

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
}

/** We try each rule on the whole prompt; the first match decides. Stems, so that every form of a word counts. */
const VERIFYING: readonly Rule[] = [
  { name: 'confirms', pattern: /\b(?:verif(?:y|i)\w*|confirm\w*|validat\w*|reconcil\w*|corroborat\w*)\b/i },
  { name: 'checks again', pattern: /\b(?:(?:double|cross|re|sanity|spot)[- ]?check\w*|proof-?read\w*)\b/i },
  {
    name: 'does again',
    pattern: new RegExp(
      `\\b(?:re-?${REDONE}\\w*|re-${REDONE_WITH_HYPHEN}\\w*|revisit\\w*|review(?:ing)? (?:and|the|your|our|all|this|that|every|each)\\b)`,
      'i',
    ),
  },
  {
    name: 'checks a result',
    pattern: new RegExp(
      `\\b(?:check|test|compar|inspect|audit)\\w*\\b.{0,20}?\\b(?:(?:the|your|our|this|that|these|those|all|both|each|any|previous|earlier) (?:\\w+ ){0,3}?${RESULT}|for (?:errors?|mistakes?|slips?|accuracy|consistency|correctness))\\b`,
      'i',
    ),
  },
  { name: 'checks against', pattern: /\b(?:check|test|compar|hold|match)\w*\b.{1,160}?\bagainst\b/i },
  {
    name: 'asks whether it is right',
    pattern:
      /\bis (?:it|that|this|the|each|every|our)\b.{0,60}?\b(?:right|correct|wrong|true|valid|accurate)\b[^.]{0,40}\?/i,
  },
  {
    name: 'ensures',
    pattern: new RegExp(
      `\\b(?:ensur\\w*|mak(?:e|ing) sure)\\b.{0,60}?\\b(?:${RESULT}|errors?|mistakes?|accura\\w+|correct\\w*|consisten\\w+|nothing|no other)\\b`,
      'i',
    ),
  },
  { name: 'looks a last time', pattern: /\bfinal (?:check|look|pass|verification|confirmation)\b/i },
];

/** "Calculate the area and verify it": the work comes first, and it is new. "… to verify it" states a purpose. */
const WORKS_FIRST =
  /^\W*(?:(?:please|now|then|first|next|carefully) ){0,2}(?:find|calculat|comput|determin|identif|solve|deriv|simplif|count|prove|construct|write|implement)\w*\b/i;
const AND_THEN =
  /\b(?:and|then|,) (?:then |also |finally )?(?:verif|confirm|validat|check|ensur|double|make sure)/i;
const IN_ORDER_TO = /\bto (?:double-?|cross-?|re-?)?(?:verif|confirm|validat|check|ensur|make sure)/i;

const ALTERNATIVE: readonly Rule[] = [
  {
    name: 'names another way',
    pattern: new RegExp(`\\balternatively\\b|\\balternative (?:[\\w-]+ ){0,2}?(?:${WAY}|${RESULT})\\b`, 'i'),
  },
  {
    name: 'names another way',
    pattern: new RegExp(
      `\\b(?:another|different|other|second|third|new|separate|independent),? (?:[\\w-]+ ){0,2}?${WAY}\\b`,
      'i',
    ),
  },
  {
    name: 'starts over',
    pattern: /\b(?:start(?:ing)? (?:over|afresh|again)|from scratch|try again|once more)\b/i,
  },
];

/** A prompt prepared for comparison: its goal and its way. */
export interface PromptTask {
  readonly text: string;
  readonly goal: ReadonlyMap<string, number>;
  readonly way: ReadonlyMap<string, number>;
}

/** Splits "GOAL using WAY" and "use WAY to GOAL". */
export function promptTask(prompt: string): PromptTask {
  const text = prompt.slice(0, LONGEST);
  const used = USE_TO.exec(text);
  if (used) return { text, goal: weighedTokens(used[2] ?? ''), way: weighedTokens(used[1] ?? '') };
  const at = BY.exec(text)?.index ?? text.length;
  return { text, goal: weighedTokens(text.slice(0, at)), way: weighedTokens(text.slice(at)) };
}

/**
 * The kind of a prompt, by its wording and by the prompts before it (of its own stage and of earlier ones). A guess,
 * because wording can mislead. Time linear in the text.
 */
export function promptKind(task: PromptTask, before: readonly PromptTask[] = []): PromptReading {
  const { text } = task;
  const verifying = VERIFYING.find(({ pattern }) => pattern.test(text));
  const worksFirst = WORKS_FIRST.test(text) && AND_THEN.test(text) && !IN_ORDER_TO.test(text);
  if (verifying && !worksFirst) return { kind: 'verifying', rule: verifying.name };
  const alternative = ALTERNATIVE.find(({ pattern }) => pattern.test(text));
  if (alternative) return { kind: 'alternative', rule: alternative.name };
  if (task.way.size > 0 && before.slice(-MOST_EARLIER).some((other) => isAnotherWay(task, other)))
    return { kind: 'alternative', rule: 'same goal, another way' };
  return { kind: 'new-part', rule: worksFirst ? 'works before it checks' : 'nothing else' };
}

const BY = /\b(?:using|by|via|through|with the help of|by means of)\b/i;
const USE_TO =
  /^\W*(?:(?:try|consider|attempt) )?(?:use|using|apply|applying|employ|employing)\b(.{1,200}?)\bto\b(.+)$/is;

const isAnotherWay = (one: PromptTask, other: PromptTask): boolean =>
  one.goal.size > 0 &&
  repetition(one.goal, other.goal) >= SAME_GOAL &&
  repetition(one.way, other.way) < SAME_WAY;

/** We compare only the beginning of a longer text. */
const MOST_TOKENS = 400;
/** Numbers identify a text's subject better than its words do. */
const NUMBER_WEIGHT = 3;

/** Words that belong to the way of asking, not to the subject. */
const EMPTY = new RegExp(
  `^${anyWord(`
    # small words
    a an the of to in on by for and or is are as it its this that with at be if from each all let
    # how to ask
    use using try plan per above verify verifying confirm confirming check double re consider calculate calculating
    calculations? compute computing determine find analyze analyzing evaluate explore perform finalize recalculate
    reevaluate ensure whether
    # for what every task has
    result results solution`)}$`,
);

/** Words and numbers of a task with their weights, each once; a number keeps its minus. */
function weighedTokens(text: string): Map<string, number> {
  const tokens = new Map<string, number>();
  // NFKC maps ₅, ⁵ and 5 to one digit.
  const plain = text.slice(0, 8_000).normalize('NFKC').replace(/[−–]/g, '-').toLowerCase();
  for (const word of (plain.match(/-?\d+(?:\.\d+)?|[a-z]+\d*/g) ?? []).slice(0, MOST_TOKENS))
    if (!EMPTY.test(word)) tokens.set(word, /\d/.test(word) ? NUMBER_WEIGHT : 1);
  return tokens;
}

/**
 * The weight that both share, as a share of the weight that either has: 0 to 1. If each has something of its own, the
 * two ask the same about different things (`x = 2`, `x = -2`; pounds, euros), and the result is 0.
 */
function repetition(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let onlyA = 0;
  let onlyB = 0;
  for (const [token, weight] of a) {
    if (b.has(token)) shared += weight;
    else onlyA += weight;
  }
  for (const [token, weight] of b) if (!a.has(token)) onlyB += weight;
  if (onlyA > 0 && onlyB > 0) return 0;
  const all = shared + onlyA + onlyB;
  return all === 0 ? 0 : shared / all;
}
