import type { Quantity } from '#lib/text/quantities.ts';
import type { Sentence } from '#lib/text/sentences.ts';
import type { Place } from '#lib/trace/events.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { ComputedCheck, Found } from '../check.ts';
import { type BranchView, equationKey, mathTextOf, type StageView } from '../context-view.ts';
import { agrees, looksBack, pointsElsewhere, recalls, secondWayAt } from '../cues.ts';
import type { Examined } from '../examined.ts';
import { comesTo, numbersFromNowhere, numbersOf } from '../values/from-nowhere.ts';
import { capitalised, pieceName, quoted } from '../words.ts';
import { isNews, quantitiesBySentence, siblingWith, statedEarlier } from './branch-knowledge.ts';

/** Two digits, or a name and a digit: any two texts share less. */
const LEAST_WEIGHT = 2;
const SURE_WEIGHT = 3;

export const siblingResult: ComputedCheck = {
  code: 'sibling-result',
  kind: 'leak',
  severity: 'error',
  certainty: 'likely',
  title: 'Uses a result of a sibling',
  description:
    'An execution speaks of a value as known (“as we found earlier”, “the same as before”, “since k = 0.75”, “again, three numbers”) that stands in no text its executor saw: not in the question, an earlier stage, its plan up to its prompt, or before in the execution itself. It does stand in an execution that ran beside it. Such a trace teaches a model to claim results that it cannot have.',
  example:
    '<execution_1.1> … so the perimeter is 22.21 inches. </execution_1.1> <execution_1.2> When we computed the perimeter we found 22.21 inches. Let us check it. </execution_1.2>',
  find: (trace) =>
    trace.context
      .stageViews()
      .flatMap((view) =>
        view.branches.length < 2 ? [] : view.branches.flatMap((branch) => findIn(trace, view, branch)),
      ),
};

function findIn(trace: Examined, view: StageView, branch: BranchView): Found[] {
  const found: Found[] = [];
  const sentences = branch.math.sentences;
  const quantities = quantitiesBySentence(branch, sentences);
  const told = new Set<string>();
  const ownWay = secondWayAt(branch.execution.text);
  sentences.forEach((sentence, index) => {
    const cue = pointsElsewhere(sentence.text);
    const here = (quantities[index] ?? []).filter(isWeighty);
    // The value that agrees with something is often in the sentence before; "again" refers to what follows.
    const back = agrees(sentence.text) ?? recalls(sentence.text);
    const isBefore =
      back !== null && here.length === 0 && sentence.start < ownWay && looksBack(sentence.text, back);
    const before = isBefore ? (quantities[index - 1] ?? []).filter(isWeighty) : [];
    const near = cue ? [...before, ...here] : [];
    const comparesResults = agrees(sentence.text) !== null;
    const from = isBefore ? (sentences[index - 1]?.start ?? sentence.start) : sentence.start;
    const leaked = near
      .filter(
        (one) =>
          !told.has(one.key) &&
          isNews(trace, view, branch, one, from) &&
          siblingWith(view, branch, one.key) &&
          !isOwnWork(trace, view, branch, one, comparesResults),
      )
      .sort((a, b) => b.weight - a.weight)[0];
    if (!leaked || !cue) return;
    for (const one of near) told.add(one.key);
    found.push(foundOf(view, branch, leaked, sentence, cue[0]));
  });
  const lifted = numbersLifted(trace, view, branch).filter(
    ({ number: { start } }) => !found.some(({ places: [place] }) => isWithin(place, start)),
  );
  const inWords = saidAgain(trace, view, branch, sentences);
  const given = takenAsGiven(trace, view, branch).filter(
    ({ start }) => !found.some(({ places: [place] }) => isWithin(place, start)),
  );
  return [
    ...found,
    ...given.map((taken) => takenOf(branch, taken)),
    ...lifted.map((one) => liftedOf(branch, one)),
    ...inWords.map((said) => saidAgainOf(branch, said)),
  ];
}

/**
 * Whether a sentence works a value out itself, step by step, so that the value is not taken from elsewhere, though the
 * method may be ("as before, a² = 13² − 2 · 6 = 157"). The same holds for an equation whose result the executor was
 * shown ("45 / 30 = 1.5. The same as before", of 1.5 hours).
 */
function isOwnWork(
  trace: Examined,
  view: StageView,
  branch: BranchView,
  { start, end }: Quantity,
  comparesResults: boolean,
): boolean {
  const chain = branch.math.statements.find(
    ({ sides }) => (sides[0]?.start ?? 0) <= start && end <= (sides.at(-1)?.end ?? 0),
  );
  if (!chain?.isEquation || chain.sides.length < 2) return false;
  const result = chain.sides.at(-1);
  if (result && isWeighty(result) && statedEarlier(trace, view, branch, result.key)) return true;
  return !comparesResults && chain.sides.filter(({ isComputation }) => isComputation).length > 1;
}

interface Source {
  readonly stream: StreamId;
  readonly quantity: Quantity;
}
interface Lifted {
  readonly number: Quantity;
  readonly source: Source;
}

/** Numbers that it calculates with although only a sibling, or the plan after its prompt, has them. */
function numbersLifted(trace: Examined, view: StageView, branch: BranchView): Lifted[] {
  if (!branch.prompt) return [];
  const question = trace.context.questionMath();
  const given = [...numbersOf(question), ...numbersOf(mathTextOf(branch.prompt.text))];
  const isKnown = (key: string) => statedEarlier(trace, view, branch, key);
  return numbersFromNowhere(branch.math, { isKnown, given, onlyOperands: true }).flatMap((number) => {
    const source = sourceOf(trace, view, branch, number.key);
    return source ? [{ number, source }] : [];
  });
}

/**
 * A sibling that reaches the number, or the plan after the prompt; if two executions both begin with it, they may know
 * it from elsewhere.
 */
function sourceOf(trace: Examined, view: StageView, branch: BranchView, key: string): Source | null {
  for (const { execution, math } of view.branches) {
    const quantity = math === branch.math ? undefined : comesTo(math, key);
    if (quantity) return { stream: execution.stream, quantity };
  }
  const { plan } = view.stage;
  const inPlan = trace.context.mathOf(plan).first.get(key);
  return inPlan && inPlan.start >= branch.seesPlanUntil ? { stream: plan.stream, quantity: inPlan } : null;
}

function liftedOf({ execution: { stream, text } }: BranchView, { number, source }: Lifted): Found {
  const { quantity } = source;
  const where = pieceName(source.stream);
  return {
    places: [
      { stream, offset: number.start, end: number.end },
      { stream: source.stream, offset: quantity.start, end: quantity.end },
    ],
    explanation: `${capitalised(pieceName(stream))} calculates with ${quoted(text.slice(number.start, number.end))}, which stands in nothing it was shown and follows from nothing before it; ${where} has it.`,
    certainty: 'possible',
  };
}

const isWithin = (place: Place | undefined, at: number): boolean =>
  (place?.offset ?? 0) <= at && at < (place?.end ?? 0);

function takenOf({ execution: { stream, text } }: BranchView, taken: TakenAsGiven): Found {
  const { start, end, cue, sibling, source } = taken;
  return {
    places: [
      { stream, offset: start, end },
      { stream: sibling.execution.stream, offset: source.start, end: source.end },
    ],
    explanation: `${capitalised(pieceName(stream))} takes ${quoted(text.slice(start, end))} for given, with ${quoted(cue)}. Nothing it was shown has it; ${pieceName(sibling.execution.stream)}, which ran beside it, does.`,
  };
}

function saidAgainOf(
  { execution: { stream } }: BranchView,
  { sentence, words, sibling, at }: SaidAgain,
): Found {
  return {
    places: [
      { stream, offset: sentence.start, end: sentence.end },
      { stream: sibling.execution.stream, offset: at, end: at + words.length },
    ],
    explanation: `${capitalised(pieceName(stream))} says ${quoted(words)} again. Nothing it was shown says it once; ${pieceName(sibling.execution.stream)}, which ran beside it, does.`,
    certainty: 'possible',
  };
}

const isWeighty = ({ weight }: Quantity): boolean => weight >= LEAST_WEIGHT;

function foundOf(
  view: StageView,
  branch: BranchView,
  leaked: Quantity,
  sentence: Sentence,
  cue: string,
): Found {
  const sibling = siblingWith(view, branch, leaked.key);
  const source = sibling?.math.first.get(leaked.key);
  const said = quoted(branch.execution.text.slice(leaked.start, leaked.end));
  const name = pieceName(branch.execution.stream);
  const where = sibling ? pieceName(sibling.execution.stream) : 'a sibling';
  return {
    places: [
      { stream: branch.execution.stream, offset: Math.min(sentence.start, leaked.start), end: sentence.end },
      ...(sibling && source
        ? [{ stream: sibling.execution.stream, offset: source.start, end: source.end }]
        : []),
    ],
    explanation: `${capitalised(name)} speaks of ${said} as known, with ${quoted(cue)}. Nothing it was shown has it; ${where}, which ran beside it, does.`,
    certainty: leaked.weight >= SURE_WEIGHT ? 'likely' : 'possible',
  };
}

/** "So again, three numbers": a count in words, which no formula contains. */
const AGAIN =
  /(?:^|[,;] |\b(?:so|and|but|then|thus|yes|hence),? )again,? (?:we (?:get|got|have|find|see)|it is|it's|that is|that's|this gives|there are|giving)? ?((?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|both|all)(?: [a-z-]+){1,4})[.,!]?$/i;
const LONGEST = 200;

/** We search everything shown for each of them: with more, a hostile text would take quadratic time. */
const MOST_LOOKED_FOR = 3;
/** Characters shown; no trace that a person reads has this many. */
const MOST_SHOWN = 300_000;

interface SaidAgain {
  readonly sentence: Sentence;
  readonly words: string;
  readonly sibling: BranchView;
  /** Where the sibling states it. */
  readonly at: number;
}

/** What an execution repeats "again", in words, although only a sibling said it before. */
function saidAgain(
  { state }: Examined,
  { stage, branches }: StageView,
  branch: BranchView,
  sentences: readonly Sentence[],
): SaidAgain[] {
  const said = sentences.flatMap((sentence) => {
    const words = AGAIN.exec(sentence.text.slice(0, LONGEST))?.[1]?.toLowerCase();
    return words ? [{ sentence, words }] : [];
  });
  return said.slice(0, MOST_LOOKED_FOR).flatMap(({ sentence, words }) => {
    const shown = [
      state.session?.question ?? '',
      branch.execution.text.slice(0, sentence.start),
      stage.plan.text.slice(0, branch.seesPlanUntil),
      ...state.stages
        .filter((earlier) => earlier.stage < stage.stage)
        .flatMap(({ plan, executions }) => [plan.text, ...executions.map(({ text }) => text)]),
    ];
    if (shown.reduce((sum, text) => sum + text.length, 0) > MOST_SHOWN) return [];
    if (shown.some((text) => text.toLowerCase().includes(words))) return [];
    for (const sibling of branches) {
      const at = sibling === branch ? -1 : sibling.execution.text.toLowerCase().indexOf(words);
      if (at >= 0) return [{ sentence, words, sibling, at }];
    }
    return [];
  });
}

/** An equation that an execution takes as given, although only a sibling found it. */
interface TakenAsGiven {
  readonly start: number;
  readonly end: number;
  readonly cue: string;
  readonly sibling: BranchView;
  readonly source: Quantity;
}

/** Words right before an equation that present it as a fact; "if", "when", "let" and "for" only try one. */
const GIVEN =
  /\b(?:since|because|given(?: that)?|knowing(?: that)?|we (?:already )?know(?: that)?|substitut(?:e|ing)|plug(?:ging)?(?: in)?|using|from)\s+(?:(?:the )?(?:values?|results?|fact that|solutions?)\s+(?:of |that )?)?[$\\(\s]{0,4}$/i;
const NAME = /^\p{L}(?:_\w{1,6})?$/u;
const REACH = 60;

/** Each equation once, at its first place. Linear in the execution's text. */
function takenAsGiven(trace: Examined, view: StageView, branch: BranchView): TakenAsGiven[] {
  const { text } = branch.execution;
  const told = new Set<string>();
  return branch.math.statements.flatMap(({ sides, isEquation }) => {
    const [name, value] = sides;
    if (!isEquation || sides.length !== 2 || !name || !value || !NAME.test(name.key)) return [];
    if (!/^-?[\d./√π]*\d[\d./√π]*$/.test(value.key)) return [];
    const key = equationKey(name, value);
    if (told.has(key)) return [];
    told.add(key);
    const cue = GIVEN.exec(text.slice(Math.max(0, name.start - REACH), name.start));
    if (!cue || statedEarlier(trace, view, branch, key)) return [];
    // "x is 4" states it without a sign.
    if (trace.context.mathOf(view.stage.plan).first.has(value.key) || view.isEarlier(value.key)) return [];
    const own = branch.math.first.get(value.key);
    if (own && own.start < name.start) return [];
    const sibling = view.branches.find((other) => other !== branch && other.math.stated.has(key));
    const source = sibling?.math.stated.get(key);
    return sibling && source
      ? [{ start: name.start, end: value.end, cue: cue[0].trim(), sibling, source }]
      : [];
  });
}
