import type { Quantity } from '#lib/text/quantities.ts';
import type { BranchView, MathText, StageView } from '../context-view.ts';
import type { Examined } from '../examined.ts';
import { clausesOf, tokensOf } from '../tasks/task-words.ts';
import { type Claim, claimsOf } from '../values/claims.ts';
import { numbersFromNowhere, numbersOf } from '../values/from-nowhere.ts';
import { differ, lastSaid } from '../values/said-values.ts';
import { pieceName, quoted } from '../words.ts';
import { branchResults } from './branch-knowledge.ts';

/** A passage of a plan, after a prompt, that contains what only the prompt's execution finds out. */
export interface TakenResult {
  readonly start: number;
  readonly end: number;
  /** What the plan does: "calculates with “26”, which is what execution 2.1 finds out". */
  readonly what: string;
  readonly branch: BranchView;
  /** Where the execution states it; null if the plan looks back in words. */
  readonly source: Quantity | null;
}

const LEAST_WEIGHT = 2;
/** Most sides of a plan that we look at; a plan of thousands repeats itself. */
const MOST_LOOKED_AT = 2_000;

/**
 * A trace that was cut from one train of thought continues after a prompt with the result of the prompt's execution. We
 * look for five signs: an execution's result in a calculation, the same claim about the same thing, a number that
 * follows from nothing, a look back ("the expression simplified nicely"), and a "So" right after the prompt. Linear in
 * the plan's text.
 */
export function takenResults(trace: Examined, view: StageView): TakenResult[] {
  const { plan } = view.stage;
  const from = plan.prompts[0]?.end;
  if (!from) return [];
  const found = [
    ...resultsUsed(trace, view),
    ...saidAlike(trace, view),
    ...numbersLifted(trace, view, from),
    ...looksBack(trace.context.mathOf(view.stage.plan), view, from),
    ...goesOn(trace, view),
  ];
  const told = new Set<string>();
  return found
    .sort((a, b) => a.start - b.start)
    .filter(({ start, source }) => {
      // One for each stretch between two prompts and each finding.
      const key = `${plan.prompts.filter(({ end }) => (end ?? Infinity) <= start).length} ${source?.key ?? ''}`;
      if (told.has(key)) return false;
      told.add(key);
      return true;
    });
}

/** Whether an offset is in a prompt: the executor gets what a task names. */
const isInPrompt = ({ stage: { plan } }: StageView, at: number): boolean =>
  plan.prompts.some(({ start, end }) => start <= at && at < (end ?? plan.text.length));

const handedOut = (view: StageView, at: number): BranchView[] =>
  view.branches.filter(({ prompt }) => prompt && prompt.end <= at);

/**
 * A number that an execution ends with and nobody had before, if the plan states it or calculates with it after its
 * prompt.
 */
function resultsUsed(trace: Examined, view: StageView): TakenResult[] {
  const results = new Map<string, { branch: BranchView; source: Quantity }>();
  for (const branch of view.branches)
    for (const source of branchResults(branch))
      if (source.weight >= LEAST_WEIGHT && /^-?[\d.]+$/.test(source.key) && !view.isEarlier(source.key))
        results.set(source.key, { branch, source });
  return trace.context
    .mathOf(view.stage.plan)
    .statements.slice(0, MOST_LOOKED_AT)
    .flatMap(({ sides }) => sides.flatMap((side) => [side, ...side.parts]))
    .flatMap(({ key, start, end }) => {
      const result = results.get(key);
      if (!result || (result.branch.prompt?.end ?? Infinity) > start || isInPrompt(view, start)) return [];
      const what = `has ${quoted(key)}, which is what ${pieceName(result.branch.execution.stream)} finds out`;
      return [{ start, end, what, ...result }];
    });
}

/** The same number for the same thing, if nobody stated it before. */
function saidAlike(trace: Examined, view: StageView): TakenResult[] {
  const { plan } = view.stage;
  const math = trace.context.mathOf(plan);
  return claimsOf(math).flatMap((claim) => {
    if (claim.kind === 'calculation' || claim.stance === 'open' || isInPrompt(view, claim.from)) return [];
    if (wasSaid(trace, view, claim)) return [];
    const { quantity, from: start } = claim;
    const branch = handedOut(view, start).find((one) => saysSame(one, claim));
    if (!branch) return [];
    const what = `says ${quoted(plan.text.slice(start, quantity.end))}, which is what ${pieceName(branch.execution.stream)} finds out`;
    return [{ start, end: quantity.end, what, branch, source: branch.math.first.get(quantity.key) ?? null }];
  });
}

const saidOf = ({ answer, start, end }: { answer: string; start: number; end: number }, value: number) => ({
  value,
  answer,
  start,
  end,
});

function saysSame({ math }: BranchView, { kind, subject, value }: Claim): boolean {
  const own = lastSaid(math).get(`${kind} ${subject}`);
  return own !== undefined && !differ(own.said, saidOf(own.said, value));
}

/** Whether it was stated in the question, in an earlier stage, or in the plan before its first prompt. */
function wasSaid(trace: Examined, view: StageView, { kind, subject, value, quantity }: Claim): boolean {
  const { stage } = view;
  const isSame = (claim: Claim) => claim.kind === kind && claim.subject === subject && claim.value === value;
  if (view.isStatedEarlier(`${subject}=${quantity.key}`) || view.isStatedEarlier(quantity.key)) return true;
  const first = stage.plan.prompts[0]?.start ?? 0;
  return claimsOf(trace.context.mathOf(stage.plan)).some((claim) => claim.from < first && isSame(claim));
}

/** Numbers that follow from nothing before them, but that an execution contains. */
function numbersLifted(trace: Examined, view: StageView, from: number): TakenResult[] {
  const given = numbersOf(trace.context.questionMath());
  const math = trace.context.mathOf(view.stage.plan);
  return numbersFromNowhere(math, { isKnown: view.isEarlier, given, from, onlyOperands: false }).flatMap(
    (number) => {
      const branch = view.branches.find((one) => one.math.first.has(number.key));
      if (!branch || isInPrompt(view, number.start)) return [];
      const { start, end, key } = number;
      const what = `brings up ${quoted(key)}, which follows from nothing before it; ${pieceName(branch.execution.stream)} has it`;
      return [{ start, end, what, branch, source: branch.math.first.get(key) ?? null }];
    },
  );
}

/** Reports a finding, in the past tense. */
const FOUND =
  /\b(?:we|i)(?:['’]ve| have)? (?:just |already |also )?(?:found|got|computed|calculated|obtained|derived|showed|determined|solved)\b|\b(?:was|were) (?:found|obtained|computed|calculated|derived|shown)\b|^got\b|\b(?:simplified|worked out|turned out|came out)\b/i;
/** Judges a result that does not exist yet. */
const REACTION =
  /^(?:but |hmm,? |so |wait,? )*(?:this|that) seems (?:too|off|wrong|strange|odd|right|high|low|big|small|large)\b/i;
const NOT_SAID =
  /\b(?:if|let['’]?s|let me|let us|see whether|see if|would|should|could|once|earlier|before|previously|until|after|execution_\d)\b|\?$/i;
const LONGEST = 600;
const MOST_SENTENCES = 1_000;
const LEAST_SHARED = 2;

/**
 * Sentences that look back on what an earlier prompt asks for; a sentence that names nothing of it may refer to an
 * earlier stage.
 */
function looksBack({ sentences }: MathText, view: StageView, from: number): TakenResult[] {
  const { stage } = view.stage;
  return sentences.slice(0, MOST_SENTENCES).flatMap((sentence) => {
    const { start, end } = sentence;
    const text = sentence.text.slice(0, LONGEST);
    if (start < from || isInPrompt(view, start) || NOT_SAID.test(text)) return [];
    const last = handedOut(view, start).at(-1);
    if (!last) return [];
    const isReaction = REACTION.test(text);
    if (!isReaction && !FOUND.test(text)) return [];
    const words = tokensOf(clausesOf(text));
    const shared = (one: BranchView) =>
      [...tokensOf(clausesOf(one.prompt?.text ?? ''))].filter((word) => words.has(word)).length;
    const branch =
      isReaction || stage === 1
        ? last
        : handedOut(view, start).findLast((one) => shared(one) >= LEAST_SHARED);
    if (!branch) return [];
    return [{ start, end, what: `looks back on a result, ${quoted(text)}`, branch, source: null }];
  });
}

/** "So each term is 12n² − 6n + 1": the first words after a prompt build on the text that the prompt replaced. */
const DRAWS_ON = /^(?:so|therefore|thus|hence)\b/i;
const TRIED =
  /\b(?:if|suppose\w*|assum\w+|maybe|perhaps|might|could|may|let['’]?s|let us|let me|try\w*|need|want|whether|should)\b|\?$/i;
const SEPARATOR = /^-{3,}$/;

function goesOn(trace: Examined, view: StageView): TakenResult[] {
  const { plan } = view.stage;
  const { statements, sentences: all } = trace.context.mathOf(plan);
  const sentences = all.slice(0, MOST_SENTENCES);
  return view.branches.flatMap((branch): TakenResult[] => {
    const end = branch.prompt?.end;
    if (end === undefined) return [];
    const first = sentences.find(({ start, text }) => start >= end && !SEPARATOR.test(text));
    if (!first || isInPrompt(view, first.start) || !DRAWS_ON.test(first.text) || TRIED.test(first.text))
      return [];
    const said = statements.find(
      ({ sides }) => first.start <= (sides[0]?.start ?? 0) && (sides[0]?.start ?? 0) < first.end,
    );
    const value = said?.sides.at(-1);
    if (!said || !value || isKnownValue(value)) return [];
    const what = `goes on with ${quoted(first.text.slice(0, LONGEST))}, which follows from nothing before it`;
    return [{ start: first.start, end: first.end, what, branch, source: null }];

    function isKnownValue({ key, start }: Quantity): boolean {
      return view.isStatedEarlier(key) || (trace.context.mathOf(plan).first.get(key)?.start ?? start) < start;
    }
  });
}
