import { memoised } from '#lib/base/memo.ts';
import type { Quantity, Statement } from '#lib/text/quantities.ts';
import type { Sentence } from '#lib/text/sentences.ts';
import type { PlanState } from '#lib/trace/state.ts';
import { keysOfAnswer } from '../answer/stated-values.ts';
import { equationKey, type StageView } from '../context-view.ts';
import { isVerifying } from '../cues.ts';
import type { Examined } from '../examined.ts';
import { clausesOf, isNameToken, tokensOf } from '../tasks/task-words.ts';
import { branchResults } from './branch-knowledge.ts';

/**
 * A result that a plan states although nobody was shown it before: after it has handed out a prompt, or before, if an
 * execution is meant to find the same.
 */
export interface PlanConclusion {
  readonly value: Quantity;
  /** From the first to the last sentence that states something new. */
  readonly start: number;
  readonly end: number;
  /** It comes before the first prompt: the plan has solved what it is about to ask for. */
  readonly isBefore: boolean;
  /** Index of the earlier prompt that is about the same; null if there is none. */
  readonly prompt: number | null;
  /** The plan states it as the overall result: "therefore", "the answer is", "we found". */
  readonly isConcluded: boolean;
}

const LEAST_WEIGHT = 2;
/** A smaller answer occurs among the values that a plan tries. */
const ANSWER_WEIGHT = 3;
const EXPRESSION_WEIGHT = 5;
/** Statements at the end of an execution that can be its result. */
const LAST = 4;
/** Prompts before a sentence that we compare it with. */
const MOST_PROMPTS = 20;
/** A number, also with π or a root, but not an expression with names. */
const IS_VALUE = /^(?=.*\d)[\d.,/π√%()*+^-]+$/u;
const LONGEST = 600;

/** A plan does not state what it tries, wishes for, asks or denies. */
const OPEN =
  /\b(?:if|suppose\w*|assum\w+|say|maybe|perhaps|might|could|may|let['’]?s|let us|let me|try\w*|check\w*|consider\w*|imagine|example|instance|e\.g|whether|unless|not|isn['’]t|doesn['’]t|cannot|can['’]t|wait|hmm|need|want|should be able|verify|confirm|test)\b|\?$/i;
const FINALLY =
  /\b(?:therefore|thus|hence|we(?:['’]ve| have)? found|(?:final )?answer (?:is|should be|must be|comes to))\b/i;
/** "Therefore" alone may end a calculation of the plan's own. */
const FOUND = /\b(?:we(?:['’]ve| have)? found|(?:final )?answer (?:is|should be|must be|comes to))\b/i;
const IS_ANSWER = /\banswer (?:is|should be|must be|comes to)\b/i;
const SO = /\bso\b/i;
/** In the order of the text, one for each stretch between two prompts. Time linear in the plan's text. */
export function planConclusions(trace: Examined, view: StageView): PlanConclusion[] {
  const { plan } = view.stage;
  const firstEnd = plan.prompts[0]?.end;
  if (!firstEnd) return [];
  const { statements, stated, sentences } = trace.context.mathOf(plan);
  const located = inSentences(statements, sentences);
  const results = resultsOf(view);
  /** The answer of the trace: a plan that verifies it ("let me check 2220") must know it. */
  const answers = new Set(keysOfAnswer(trace.answerLine().answer ?? ''));
  const found: PlanConclusion[] = [];
  const told = new Set<string>();
  let handedOut = 0;
  let stretch = -1;
  for (const one of located) {
    const { sentence, value } = one;
    while ((plan.prompts[handedOut]?.end ?? Infinity) <= value.start) handedOut++;
    const isInPrompt = (plan.prompts[handedOut]?.start ?? Infinity) <= value.start;
    const key = isInPrompt && !isAnswer(value) ? null : handedOut > 0 ? keyAfter(one) : keyBefore(one);
    if (key === null || told.has(key) || view.isStatedEarlier(key)) continue;
    // An equation gives a small value its name.
    if (!key.includes('=') && view.isEarlier(value.key)) continue;
    told.add(key);
    const isConcluded = FOUND.test(textOf(sentence));
    const prompt = promptOf(view, sentence, handedOut);
    const last = found.at(-1);
    if (last && stretch === handedOut)
      found[found.length - 1] = {
        ...last,
        value: isConcluded ? value : last.value,
        isConcluded: last.isConcluded || isConcluded,
        end: sentence.end,
        prompt: last.prompt ?? prompt,
      };
    else {
      const { start, end } = sentence;
      found.push({ value, start, end, prompt, isConcluded, isBefore: handedOut === 0 });
    }
    stretch = handedOut;
  }
  return found;

  function isAnswer({ key, weight }: Quantity): boolean {
    return weight >= ANSWER_WEIGHT && answers.has(key);
  }

  /** After a prompt: a value stated as found; for the answer, every mention. */
  function keyAfter({ statement, sentence, value }: Located): string | null {
    const text = textOf(sentence);
    const key = keyOf(statement, value.weight >= LEAST_WEIGHT || IS_ANSWER.test(text));
    if (key === null || (stated.get(key)?.start ?? 0) < (firstEnd ?? 0)) return null;
    if (isAnswer(value)) return key;
    if (OPEN.test(text)) return null;
    return FINALLY.test(text) ? key : null;
  }

  /** Before the first prompt: a value that an execution of this stage finds. */
  function keyBefore({ statement, sentence, value }: Located): string | null {
    const text = textOf(sentence);
    if (OPEN.test(text)) return null;
    if (!answers.has(value.key)) return null;
    const isSaid = FINALLY.test(text) || SO.test(text);
    const isWeighty = value.weight >= LEAST_WEIGHT || IS_ANSWER.test(text);
    const key = keyOf(statement, isWeighty);
    if (key !== null && isWorkedOut(statement) && results.named.has(key)) return key;
    if (!isSaid || !results.values.has(value.key)) return null;
    // An expression with names counts if it is what the prompt asks for.
    return key ?? (value.weight >= EXPRESSION_WEIGHT ? value.key : null);
  }
}

const textOf = ({ text }: Sentence): string => text.slice(0, LONGEST);

const isWorkedOut = ({ sides, isEquation }: Statement): boolean =>
  isEquation && sides.slice(0, -1).some(({ isComputation }) => isComputation);

/** The results of a stage's executions: values, and last equations of a name (`y=6`) if the prompt asks for it. */
function resultsOf({ branches }: StageView) {
  const values = new Set(branches.flatMap((branch) => branchResults(branch).map(({ key }) => key)));
  const named = new Set<string>();
  for (const { math, prompt } of branches) {
    const asked = prompt && !isVerifying(prompt.text) ? tokensOf(clausesOf(prompt.text)) : new Set<string>();
    for (const { sides, isEquation } of math.statements.slice(-LAST)) {
      const [name] = sides;
      const value = sides.at(-1);
      if (isEquation && name && value && sides.length > 1 && asked.has(`=${name.key}`))
        named.add(equationKey(name, value));
    }
  }
  return { values, named };
}

interface Located {
  readonly statement: Statement;
  readonly sentence: Sentence;
  readonly value: Quantity;
}

/** Both lists are in the order of the text. */
function inSentences(statements: readonly Statement[], sentences: readonly Sentence[]): Located[] {
  let at = 0;
  return statements.flatMap((statement) => {
    const value = statement.sides.at(-1);
    while (value && at < sentences.length - 1 && (sentences[at]?.end ?? 0) <= value.start) at++;
    const sentence = sentences[at];
    return value && sentence ? [{ statement, sentence, value }] : [];
  });
}

/** The value, or the equation that gives a name a small one; null if it has too little weight, or is not a number. */
function keyOf({ sides, isEquation }: Statement, mayBeSmall: boolean): string | null {
  const [name] = sides;
  const value = sides.at(-1);
  if (
    !name ||
    !value ||
    !IS_VALUE.test(value.key) ||
    (sides.length === 1 && /[+*]|\d\.\d*\/|\/\d*\.\d/.test(value.key))
  )
    return null;
  if (isEquation && sides.length > 1 && /^\p{L}/u.test(name.key) && !name.isComputation)
    return equationKey(name, value);
  return mayBeSmall || value.weight >= LEAST_WEIGHT ? value.key : null;
}

/** The last earlier prompt that shares a word with the sentence. */
function promptOf({ stage: { plan } }: StageView, sentence: Sentence, handedOut: number): number | null {
  const words = tokensOf(clausesOf(sentence.text));
  const prompts = promptWords(plan).slice(Math.max(0, handedOut - MOST_PROMPTS), handedOut);
  const found = prompts.findLast(({ tokens }) =>
    tokens.some((token) => !isNameToken(token) && words.has(token)),
  );
  return found?.index ?? null;
}

const promptWords = memoised(({ prompts, text }: PlanState) =>
  prompts.map(({ index, start, end }) => ({
    index,
    tokens: [...tokensOf(clausesOf(text.slice(start, end ?? text.length)))],
  })),
);
