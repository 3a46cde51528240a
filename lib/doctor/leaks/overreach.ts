import { boxedAnswers } from '#lib/answers/extract-answer.ts';
import { type AskedSubject, askedSubject, stem } from '../answer/asked-subject.ts';
import { statedResults } from '../answer/stated-results.ts';
import { answerIsKnown, keysOfAnswer } from '../answer/stated-values.ts';
import type { ComputedCheck, Found } from '../check.ts';
import { type BranchView, mathTextOf, type StageView } from '../context-view.ts';
import { isVerifying } from '../cues.ts';
import type { Examined } from '../examined.ts';
import { doneForOthers } from '../notes/redundant-execution.ts';
import { numericValue } from '../values/numeric-value.ts';
import { capitalised, counted, listed, pieceName, quoted } from '../words.ts';
import { branchResults } from './branch-knowledge.ts';
import { beyondTheGiven, type Excess, othersTasks, pastSeparator } from './other-tasks.ts';

/** In characters; a shorter execution is never "far more". */
const LEAST_LENGTH = 700;
const TIMES_SIBLINGS = 2.5;
const TIMES_PROMPT = 15;
/** So much longer that the length alone is enough. */
const VERY_LONG = 5_000;
const TIMES_VERY_LONG = 15;
const RESULT_WEIGHT = 3;

export const overreach: ComputedCheck = {
  code: 'overreach',
  kind: 'leak',
  severity: 'warning',
  certainty: 'possible',
  title: 'Execution does far more than asked',
  description: `An execution of at least ${LEAST_LENGTH} characters, ${TIMES_SIBLINGS} times as long as its siblings (an only one: ${TIMES_PROMPT} times as long as its prompt), goes on to what was not asked of it: it states the final answer, or works out what its siblings were to bring. Of any length: it states a quantity that only a sibling’s prompt names (x₅₃₁ where x₇₅₃ was asked for), answers the whole question beside executions that are still at its parts, works on where only the given was to be written down or a statement to be restated, does the steps of a sibling that was asked for something else, or goes on past a plan’s separator. Prompts that ask to conclude are left alone, and of those that ask to verify the length.`,
  example:
    '<prompt_1.2> Calculate x₇₅₃. </prompt_1.2> … <execution_1.2> x₇₅₃ = 420. Then x₅₃₁ = 211 and x₉₇₅ = 267, so the sum is 898, and the answer is 898. </execution_1.2>',
  find(trace) {
    const subject = askedSubject(trace.state.session?.question ?? '');
    return trace.context
      .stageViews()
      .flatMap((view) => view.branches.flatMap((branch) => findIn(trace, view, branch, subject)));
  },
};

function findIn(trace: Examined, view: StageView, branch: BranchView, subject: AskedSubject): Found[] {
  const { text, stream } = branch.execution;
  if (!branch.prompt) return [];
  const times = text.length / typicalLength(view, branch);
  const isLong = text.length >= LEAST_LENGTH && times >= TIMES_SIBLINGS;
  const asksForAll = isVerifying(branch.prompt.text) || CONCLUDES.test(branch.prompt.text);
  const answered = CONCLUDES.test(branch.prompt.text)
    ? []
    : answersTheQuestion(trace, view, branch, subject, isLong);
  const beyond: Excess[] = [
    ...othersTasks(view, branch),
    ...beyondTheGiven(branch),
    ...answered,
    ...(isLong ? beyondRestating(branch) : []),
    ...(asksForAll || !isLong || answered.length > 0 ? [] : statedAnswer(branch)),
    ...(asksForAll || !isLong ? [] : coveredSiblings(view, branch)),
    ...siblingsWork(view, branch),
    ...pastSeparator(branch),
  ];
  // Verifying or concluding may be laborious.
  const isTooLong = isLong && (beyond.length > 0 || !asksForAll);
  const reasons = isTooLong ? [...beyond, ...veryLong(branch, times)] : beyond;
  const [first] = reasons;
  if (!first) return [];
  const { sibling } = reasons.find((reason) => reason.sibling) ?? {};
  const { plan, stage } = view.stage;
  const { start, end } = branch.prompt;
  return [
    {
      places: [
        { stream, offset: first.start, end: first.end },
        sibling
          ? { stream: sibling.execution.stream }
          : { stream: plan.stream, stage, index: branch.index, offset: start, end },
      ],
      explanation: `${capitalised(pieceName(stream))} (${counted(text.length, 'character')}) does more than its prompt asks: ${listed(reasons.map(({ what }) => what))}.`,
      certainty: reasons.length > 1 || first.isSure ? 'likely' : 'possible',
    },
  ];
}

const CONCLUDES = /\b(?:answer|solve|solution|conclu\w+|final\w*|everything|solve the problem)\b/i;
const ANSWER_IS = /\b(?:the|our) (?:final )?answer (?:is|should be|would be|must be|comes to) [^\n]{1,60}/i;

function statedAnswer({ execution: { text } }: BranchView): Excess[] {
  const box = boxedAnswers(text).at(-1);
  if (box) return [{ what: `it boxes ${quoted(box.answer)}`, start: box.start, end: box.end }];
  const said = ANSWER_IS.exec(text);
  if (!said) return [];
  const end = said.index + said[0].length;
  return [{ what: `it says ${quoted(said[0])}`, start: said.index, end }];
}

const RESTATES =
  /^\W*(?:please |first |now )?(?:(?:carefully )?(?:read|understand)\w*\b[^.]{0,60}\b)?(?:restate|rephrase|write (?:down|out)|list|recall|note|state|read|understand|define)\b/i;

/** The prompt asks to restate what is given, and the execution is far longer than that takes. */
function beyondRestating({ prompt, execution: { text } }: BranchView): Excess[] {
  if (!prompt || !RESTATES.test(prompt.text) || FINDS.test(prompt.text)) return [];
  return [
    {
      what: 'it was to restate, and goes on',
      start: Math.min(text.length, 400),
      end: Math.min(text.length, 600),
    },
  ];
}

const FINDS =
  /\b(?:find|solve|determine|comput\w*|calculat\w*|verif\w*|confirm\w*|check\w*|terms|factors|step)\b/i;

/** The execution shares nearly all of a sibling's steps, although the prompts ask for different things. */
function siblingsWork(view: StageView, branch: BranchView): Excess[] {
  const done = doneForOthers(view).get(branch);
  if (!done) return [];
  const name = pieceName(done.sibling.execution.stream);
  const what = `it does the work of ${name}: ${Math.round(done.share * 100)} % of the shorter one’s steps stand in both`;
  return [{ what, start: 0, end: Math.min(branch.execution.text.length, 200), sibling: done.sibling }];
}

/** Siblings all of whose weighty results this execution reaches as well, after its own. */
function coveredSiblings({ branches, isEarlier }: StageView, branch: BranchView): Excess[] {
  const covered = branches.flatMap((sibling) => {
    if (sibling === branch) return [];
    const results = branchResults(sibling).filter(
      ({ key, weight }) => weight >= RESULT_WEIGHT && !isEarlier(key),
    );
    const own = results.flatMap(({ key }) => branch.math.first.get(key) ?? []);
    const [first] = own;
    return first && own.length === results.length ? [{ sibling, first }] : [];
  });
  const [found] = covered;
  if (!found) return [];
  const names = listed(covered.map(({ sibling }) => pieceName(sibling.execution.stream)));
  const { start, end } = found.first;
  return [{ what: `it works out what ${names} brings`, start, end, sibling: found.sibling }];
}

function veryLong({ execution: { text } }: BranchView, times: number): Excess[] {
  if (text.length < VERY_LONG || times < TIMES_VERY_LONG) return [];
  return [
    {
      what: `it is ${Math.round(times)} times as long as what was asked beside it`,
      start: 0,
      end: Math.min(text.length, 200),
    },
  ];
}

/** The median length of the siblings; for a lone execution, derived from the length of its prompt. */
function typicalLength({ branches }: StageView, branch: BranchView): number {
  const lengths = branches.filter((other) => other !== branch).map(({ execution }) => execution.text.length);
  if (lengths.length === 0) return ((branch.prompt?.text.length ?? 0) * TIMES_PROMPT) / TIMES_SIBLINGS || 1;
  lengths.sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] || 1;
}

const LONGEST_PROMPT = 2_000;
/** A prompt to confirm the result may state it. */
const CONFIRMS = /\b(?:confirm|verify|check)\b[^.]{0,60}\b(?:results?|answers?|solutions?)\b/i;

/**
 * Reports an execution among parallel ones that answers the whole question, although its own prompt does not ask for
 * that and no earlier text contains the answer. A lone execution may go on to the answer if that takes it no longer
 * than its task: nothing runs in parallel.
 */
function answersTheQuestion(
  trace: Examined,
  view: StageView,
  branch: BranchView,
  subject: AskedSubject,
  isLong: boolean,
): Excess[] {
  const { prompt, math } = branch;
  const { answer } = trace.answerLine();
  if (
    !prompt ||
    CONFIRMS.test(prompt.text) ||
    answer === null ||
    (view.branches.length < 2 && !isLong) ||
    asksFor(prompt.text, subject)
  )
    return [];
  const keys = keysOfAnswer(answer);
  const said = statedResults(math, subject).find(
    ({ cue, quantity }) =>
      cue !== 'conclusion' &&
      (keys.includes(quantity.key) || (isLong && numericValue(quantity.key) !== null)),
  );
  if (!said || answerIsKnown(trace, view, branch.seesPlanUntil)) return [];
  return [
    { what: `it answers the whole question with ${quoted(said.answer)}`, start: said.offset, end: said.end },
  ];
}

function asksFor(given: string, { symbols, nouns }: AskedSubject): boolean {
  const prompt = given.slice(0, LONGEST_PROMPT);
  const named = mathTextOf(prompt).first;
  const words = new Set((prompt.toLowerCase().match(/[a-z-]{3,}/g) ?? []).map(stem));
  return [...symbols].some((symbol) => named.has(symbol)) || nouns.some((noun) => words.has(stem(noun)));
}
