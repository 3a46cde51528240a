import { branchResults } from './branch-results.ts';
import { equationKey, type StageView } from './context-view.ts';
import type { Examined } from './examined.ts';
import type { Quantity, Statement } from './quantities.ts';
import { type Sentence, sentencesOf } from './sentences.ts';
import { keysOfAnswer } from './stated-values.ts';
import { clausesOf, isNameToken, tokensOf } from './task-words.ts';

/**
 * What a plan states as found though nobody was shown it before: after it has handed out a prompt, or before, where an
 * execution is to come to the same.
 */
export interface PlanConclusion {
  readonly value: Quantity;
  /** From the first to the last sentence that states something new. */
  readonly start: number;
  readonly end: number;
  /** It stands before the first prompt: the plan has solved what it is about to ask for. */
  readonly isBefore: boolean;
  /** Index of the prompt, of those handed out before, that speaks of the same; null where none does. */
  readonly prompt: number | null;
  /** It is said as what everything comes to: "therefore", "the answer is", "we found". */
  readonly isConcluded: boolean;
}

const LEAST_WEIGHT = 2;
/** A smaller answer is among the values that a plan tries. */
const ANSWER_WEIGHT = 3;
/** A number, also with π or a root; no expression with names. */
const IS_VALUE = /^(?=.*\d)[\d.,/π√%()*+^-]+$/u;
const LONGEST = 600;

/** What is tried, wished for, asked or denied is not stated. */
const OPEN =
  /\b(?:if|suppose\w*|assum\w+|say|maybe|perhaps|might|could|may|let['’]?s|let us|let me|try\w*|check\w*|consider\w*|imagine|example|instance|e\.g|whether|unless|not|isn['’]t|doesn['’]t|cannot|can['’]t|wait|hmm|need|want|should be able|verify|confirm|test)\b|\?$/i;
const FINALLY =
  /\b(?:therefore|thus|hence|we(?:['’]ve| have)? found|(?:final )?answer (?:is|should be|must be|comes to))\b/i;
const IS_ANSWER = /\banswer (?:is|should be|must be|comes to)\b/i;
const SO = /\bso\b/i;
const CONCLUDES =
  /\b(?:therefore|thus|hence|consequently|so|in total|altogether|we (?:get|got|find|found|have|obtain)|which (?:is|gives|means|makes)|that (?:is|gives|means|makes))\b|\b(?:is|are|equals?)\s+[\s$\\(]*[-−]?[\d(]/i;

/** In the order of the text, one for each stretch between two prompts. Time linear in the plan's text. */
export function planConclusions(trace: Examined, view: StageView): PlanConclusion[] {
  const { plan } = view.stage;
  const [first] = plan.prompts;
  if (!first?.end) return [];
  const firstEnd = first.end;
  const { statements, stated } = trace.context.mathOf(plan);
  const located = inSentences(statements, sentencesOf(plan.text));
  /** Sentences about a value that was known before: what they add is said of that. */
  const recalling = new Set(
    located.flatMap(({ statement: { sides }, sentence }) => (sides.some(isKnown) ? [sentence] : [])),
  );
  /** What the executions of this stage come to. */
  const results = new Set(view.branches.flatMap((branch) => branchResults(branch).map(({ key }) => key)));
  /** The answer of the trace: to verify it ("let me check 2220"), the plan must know it. */
  const answers = new Set(keysOfAnswer(trace.answerLine().answer ?? ''));
  const found: PlanConclusion[] = [];
  let told = -1;
  const toldKeys = new Set<string>();
  let handedOut = 0;
  for (const { statement, sentence, value } of located) {
    while ((plan.prompts[handedOut]?.end ?? Infinity) <= value.start) handedOut++;
    const isInPrompt = (plan.prompts[handedOut]?.start ?? Infinity) <= value.start;
    const isAnswer = handedOut > 0 && answers.has(value.key) && value.weight >= ANSWER_WEIGHT;
    if (isInPrompt && !isAnswer) continue;
    const text = sentence.text.slice(0, LONGEST);
    const isWeighty = value.weight >= LEAST_WEIGHT || IS_ANSWER.test(text);
    if (handedOut === 0 && !(results.has(value.key) && isWeighty)) continue;
    const key = keyOf(statement, isWeighty);
    if (key === null || toldKeys.has(key) || view.isStatedEarlier(key) || (!isAnswer && OPEN.test(text)))
      continue;
    // An equation gives a small value its name.
    if (!key.includes('=') && view.isEarlier(value.key)) continue;
    if (handedOut > 0 && (stated.get(key)?.start ?? 0) < firstEnd) continue;
    const isConcluded = isAnswer || FINALLY.test(text);
    const isWorkedOut =
      statement.isEquation && statement.sides.slice(0, -1).some(({ isComputation }) => isComputation);
    if (handedOut === 0 && !isConcluded && !SO.test(text)) continue;
    if (!isConcluded && !isWorkedOut && (!CONCLUDES.test(text) || recalling.has(sentence))) continue;
    toldKeys.add(key);
    const last = found.at(-1);
    if (last && told === handedOut) {
      found[found.length - 1] = {
        ...last,
        value: isConcluded ? value : last.value,
        isConcluded: last.isConcluded || isConcluded,
        end: sentence.end,
        prompt: last.prompt ?? promptOf(view, sentence, handedOut),
      };
    } else
      found.push({
        value,
        start: sentence.start,
        end: sentence.end,
        prompt: promptOf(view, sentence, handedOut),
        isConcluded,
        isBefore: handedOut === 0,
      });
    told = handedOut;
  }
  return found;

  function isKnown({ key, weight }: Quantity): boolean {
    return weight >= LEAST_WEIGHT && IS_VALUE.test(key) && view.isStatedEarlier(key);
  }
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

/** The value, or the equation of a name with a small one; null where it says too little, or no number. */
function keyOf({ sides, isEquation }: Statement, mayBeSmall: boolean): string | null {
  const [name] = sides;
  const value = sides.at(-1);
  if (!name || !value || !IS_VALUE.test(value.key) || (sides.length === 1 && /[+*]/.test(value.key)))
    return null;
  if (isEquation && sides.length > 1 && /^\p{L}/u.test(name.key) && !name.isComputation)
    return equationKey(name, value);
  return mayBeSmall || value.weight >= LEAST_WEIGHT ? value.key : null;
}

function promptOf({ stage: { plan } }: StageView, sentence: Sentence, handedOut: number): number | null {
  const words = tokensOf(clausesOf(sentence.text));
  for (const { index, start, end } of plan.prompts.slice(Math.max(0, handedOut - 20), handedOut).reverse()) {
    const tokens = tokensOf(clausesOf(plan.text.slice(start, end ?? plan.text.length)));
    if ([...tokens].some((token) => !isNameToken(token) && words.has(token))) return index;
  }
  return null;
}
