import { memoised } from '#lib/base/memo.ts';
import type { PlanState } from '#lib/trace/state.ts';
import { askedSubject, stem } from '../answer/asked-subject.ts';
import { answerIsKnown, isStatedBefore } from '../answer/stated-values.ts';
import type { ComputedCheck, Found } from '../check.ts';
import type { StageView } from '../context-view.ts';
import { isVerifying } from '../cues.ts';
import type { Examined } from '../examined.ts';
import { clausesOf, type TaskClause, tokensOf } from '../tasks/task-words.ts';
import { quoted } from '../words.ts';
import { branchResults } from './branch-knowledge.ts';

/** Most prompts of one stage that we compare. */
const MOST_PROMPTS = 40;
/** Most earlier stages that we look at. */
const MOST_STAGES = 60;
/** Share of a clause's words that an earlier prompt must have too, for the two to be about one thing. */
const LEAST_SHARED = 0.6;
const LEAST_WORDS = 2;
/** The last equations of an execution that have more weight than a digit. */
const MOST_RESULTS = 6;
const LEAST_WEIGHT = 2;

/** What a whole stage aims for; nobody can confirm it before somebody has found it. */
const WHOLE =
  /\b(?:the|our|your|this|its|final) (?:same |final |obtained |overall |correct )?(?:solutions?|answers?|results?)\b/i;
/** The same for a calculation that is still in progress. */
const CALCULATION = /\bthe (?:\w+ ){0,2}(?:calculations?|computations?)\b/i;
/** In the first stage, anything that a prompt asks to confirm. */
const ANYTHING =
  /\bthe (?:\w+ )?(?:values? of|calculations?|computations?|conclusions?|findings?|outcomes?)\b/i;
/** Follows "the solution" if the prompt itself gives it: "t = 5", "of 12". */
const GIVEN =
  /^[\s,:(]{0,3}(?:(?:of|is|as|that|was|with|for|at)\s{1,3})?(?:\\\(|\$)?\s{0,2}(?:[a-z]\w{0,5}\s{0,2}=\s{0,2})?[-−]?\d/i;
/** Introduces a statement that the prompt itself makes: "check whether …", "verify that …". */
const CLAIM = /\b(?:verif\w+|confirm\w*|check\w*|test\w*|see|ensure|determine) (?:if|whether|that)\b/i;

export const promptNeedsSibling: ComputedCheck = {
  code: 'prompt-needs-sibling',
  kind: 'leak',
  severity: 'warning',
  certainty: 'likely',
  title: 'Prompt asks to verify what a sibling is finding',
  description:
    'A prompt asks to verify or confirm a solution, a result or a value that another prompt of its stage is only now asking for, and that no text before it states. Or it works on what another makes (“solve the simplified equation”). Its executor has nothing to verify or to work on: it finds the thing itself, or uses what it cannot know. The first prompt of a stage, and prompts that bring their own claim (“check whether 91 is prime”), are left alone.',
  example:
    '<prompt_1.1> Find the sum of the roots. </prompt_1.1> <prompt_1.2> Verify the solution by another method. </prompt_1.2>',
  find: (trace) => trace.context.stageViews().flatMap((view) => findIn(trace, view)),
};

interface Prompt {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly isVerifying: boolean;
  readonly clauses: readonly TaskClause[];
  readonly tokens: ReadonlySet<string>;
  /** The verb that each clause begins with: the action that it asks for. */
  readonly verbs: readonly string[];
}

const promptsOf = memoised((plan: PlanState): Prompt[] =>
  plan.prompts.slice(0, MOST_PROMPTS).map(({ index, start, end }) => {
    const to = end ?? plan.text.length;
    const text = plan.text.slice(start, to);
    const clauses = clausesOf(text);
    return {
      index,
      start,
      end: to,
      text,
      isVerifying: isVerifying(text),
      clauses,
      tokens: tokensOf(clauses),
      verbs: clauses.flatMap(({ sequence }) => sequence.slice(0, 1)),
    };
  }),
);

function findIn(trace: Examined, view: StageView): Found[] {
  const prompts = promptsOf(view.stage.plan);
  return prompts.flatMap((prompt, position) => {
    const before = prompts.slice(0, position);
    if (before.length === 0) return [];
    const source = prompt.isVerifying
      ? sourceOf(trace, view, prompt, before)
      : madeBy(trace, view, prompt, before);
    return source ? [foundOf(view, prompt, source)] : [];
  });
}

/** "Solve the simplified equation for h", if an earlier prompt asks to simplify the equation. */
const MADE = /\bthe ([a-z]{3,20}ed [a-z]{3,20})\b/gi;

function madeBy(trace: Examined, view: StageView, prompt: Prompt, before: readonly Prompt[]): Prompt | null {
  for (const [, made = ''] of prompt.text.slice(0, 2_000).matchAll(MADE)) {
    const tokens = [...tokensOf(clausesOf(made))];
    const source = before.find(
      (other) =>
        other.verbs.some((verb) => verb === tokens[0]) &&
        tokens[1] !== undefined &&
        other.tokens.has(tokens[1]),
    );
    if (
      source &&
      !isFromEarlier(trace, view, prompt, sharedWith(prompt, source)) &&
      hasNews(trace, view, source, prompt)
    )
      return source;
  }
  return null;
}

/** The earlier prompt whose result this one needs; null if it needs none, or has the result. */
function sourceOf(
  trace: Examined,
  view: StageView,
  prompt: Prompt,
  before: readonly Prompt[],
): Prompt | null {
  const finding = before.filter((other) => !other.isVerifying);
  const isFirstStage = view.stage.stage === 1;
  const text = prompt.text.slice(0, 2_000);
  const saidUntil =
    endOf(WHOLE.exec(text)) ??
    confirmsAsked(trace, text) ??
    (isFirstStage ? endOf(ANYTHING.exec(text)) : null);
  if (saidUntil !== null) {
    if (GIVEN.test(text.slice(saidUntil))) return null;
    const source = finding.at(-1) ?? (isFirstStage ? before[0] : undefined);
    return source && !answerIsKnown(trace, view, prompt.end) ? (closest(prompt, finding) ?? source) : null;
  }
  if (CLAIM.test(text)) return null;
  const source = closest(prompt, finding);
  if (source && isAbout(prompt, source))
    return !isFromEarlier(trace, view, prompt, sharedWith(prompt, source)) &&
      hasNews(trace, view, source, prompt)
      ? source
      : null;
  // "Confirm the calculation", if no earlier stage was asked for it.
  if (!CALCULATION.test(text) || isFromEarlier(trace, view, prompt, LEAST_WORDS)) return null;
  return answerIsKnown(trace, view, prompt.end) ? null : (source ?? finding.at(-1) ?? null);
}

const endOf = (match: RegExpExecArray | null): number | null => match && match.index + match[0].length;

/**
 * Whether one of its clauses, or all together, are about the other task, judged by the words that say what and not how.
 */
function isAbout({ clauses }: Prompt, { tokens }: Prompt): boolean {
  const objects = clauses.map(({ object, manner }) => [...(object.size > 0 ? object : manner)]);
  return [...objects, [...new Set(objects.flat())]].some((about) => {
    const shared = about.filter((token) => tokens.has(token)).length;
    return shared >= LEAST_WORDS && shared >= LEAST_SHARED * about.length;
  });
}

const sharedWith = (prompt: Prompt, { tokens }: Prompt): number =>
  [...prompt.tokens].filter((token) => tokens.has(token)).length;

function closest(prompt: Prompt, others: readonly Prompt[]): Prompt | null {
  let best: Prompt | null = null;
  for (const other of others)
    if (sharedWith(prompt, other) > (best ? sharedWith(prompt, best) : 0)) best = other;
  return best;
}

/** Whether a prompt of an earlier stage asked for as much of it: then that is what this one asks to verify. */
const isFromEarlier = ({ state }: Examined, view: StageView, prompt: Prompt, shared: number): boolean =>
  state.stages
    .filter(({ stage }) => stage < view.stage.stage)
    .slice(-MOST_STAGES)
    .some(({ plan }) => promptsOf(plan).some((earlier) => sharedWith(prompt, earlier) >= shared));

/** Whether half of the results of the source's execution are new to this prompt's executor. */
function hasNews(trace: Examined, view: StageView, source: Prompt, prompt: Prompt): boolean {
  const sibling = view.branches.find(({ index }) => index === source.index);
  const branch = view.branches.find(({ index }) => index === prompt.index);
  if (!sibling || !branch) return false;
  const ends = sibling.math.statements.flatMap(({ sides, isEquation }) =>
    isEquation && sides.length > 1 ? sides.slice(-1) : [],
  );
  const results = [...branchResults(sibling), ...ends.slice(-MOST_RESULTS)].filter(
    ({ weight }) => weight >= LEAST_WEIGHT,
  );
  const news = results.filter(({ key }) => !isStatedBefore(trace, view, branch, key));
  return news.length > 0 && news.length * 2 >= results.length;
}

function foundOf({ stage: { plan, stage } }: StageView, prompt: Prompt, source: Prompt): Found {
  const place = ({ index, start, end }: Prompt) => ({
    stream: plan.stream,
    stage,
    index,
    offset: start,
    end,
  });
  return {
    places: [place(prompt), place(source)],
    explanation: `Prompt ${stage}.${prompt.index} asks for ${quoted(prompt.text)} Nothing its executor is shown holds what it is to ${prompt.isVerifying ? 'verify' : 'work on'}: prompt ${stage}.${source.index} runs at the same time.`,
  };
}

/** What a prompt asks to confirm, where that may name what the question asks for: "confirm the probability". */
const CONFIRMS =
  /\b(?:verif(?:y|ying)|(?:re-?)?confirm(?:ing)?|(?:re-?)?check(?:ing)?|validat(?:e|ing)|re-?evaluat(?:e|ing))\s+(?:the\s+)?((?:[a-z-]+\s+){0,2}[a-z-]+)/gi;
/** Words that shift the meaning from the thing itself to something else: "check whether the", "verify each". */
const PASSES_ON =
  /^(?:if|that|whether|how|why|what|by|using|with|each|any|an?|steps?|calculations?|computations?)$/i;

/**
 * Offset in a prompt's text where the name of what the question asks for ends; null if the prompt does not ask to
 * confirm it.
 */
function confirmsAsked(trace: Examined, prompt: string): number | null {
  const noun = askedNoun(trace);
  if (noun === null) return null;
  for (const match of prompt.matchAll(CONFIRMS)) {
    const words = (match[1] ?? '').split(/\s+/);
    const at = words.findIndex((word) => stem(word.toLowerCase()) === noun);
    if (at < 0 || words.slice(0, at).some((word) => PASSES_ON.test(word))) continue;
    return match.index + match[0].length - words.slice(at + 1).join(' ').length;
  }
  return null;
}

const askedNoun = memoised(({ state }: Examined): string | null => {
  const noun = askedSubject(state.session?.question ?? '').nouns.at(-1);
  return noun === undefined ? null : stem(noun);
});
