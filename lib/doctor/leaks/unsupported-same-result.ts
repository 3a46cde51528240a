import type { Quantity } from '#lib/text/quantities.ts';
import type { Sentence } from '#lib/text/sentences.ts';
import type { ComputedCheck, Found } from '../check.ts';
import type { BranchView, StageView } from '../context-view.ts';
import { agrees, looksBack, ownEarlier, pointsElsewhere, recalls, secondWayAt } from '../cues.ts';
import type { Examined } from '../examined.ts';
import { capitalised, pieceName, quoted } from '../words.ts';
import { isNews, quantitiesBySentence, siblingWith } from './branch-knowledge.ts';

const LEAST_WEIGHT = 2;
/** Most characters between the words and the value that they refer to. */
const REACH = 60;
const MOST_LOOKED_FOR = 3;

export const unsupportedSameResult: ComputedCheck = {
  code: 'unsupported-same-result',
  kind: 'leak',
  severity: 'warning',
  certainty: 'possible',
  title: 'Compares with a result that nobody has',
  description:
    'An execution says “the same result”, “as we found earlier”, “my previous calculation” of a value that stands in nothing it was shown, not before in its own text, and in no sibling either: there is nothing to compare with. A text that went a second way itself is left alone.',
  example:
    '<execution_1.2> … so the total is 350. That is the same answer. </execution_1.2>, and 350 stands nowhere before',
  find: (trace) =>
    trace.context
      .stageViews()
      .flatMap((view) => view.branches.flatMap((branch) => findIn(trace, view, branch))),
};

function findIn(trace: Examined, view: StageView, branch: BranchView): Found[] {
  const { text, sentences } = branch.math;
  const quantities = quantitiesBySentence(branch, sentences);
  const ownWay = secondWayAt(text);
  for (const [position, sentence] of sentences.entries()) {
    if (ownWay < sentence.start) break;
    const cue = pointsElsewhere(sentence.text) ?? ownEarlier(sentence.text);
    if (!cue) continue;
    const value = comparedValue(sentence, cue, position, sentences, quantities);
    const from = Math.min(value?.start ?? 0, sentence.start);
    if (!value || !isNews(trace, view, branch, value, from)) continue;
    // A value that a sibling has is its result, which `sibling-result` reports.
    const near = [...(quantities[position - 1] ?? []), ...(quantities[position] ?? [])];
    if (near.some((one) => isSiblings(trace, view, branch, one, from))) continue;
    return [foundOf(branch, cue[0], value, sentence)];
  }
  const own =
    ownCalculation(trace, view, branch, sentences, quantities) ?? beforeAnything(view, branch, sentences);
  return own ? [own] : [];
}

const PREVIOUS =
  /\b(?:the |our |my |that |this )?(?:previous|earlier|initial|prior) (?:\w+ )?(?:results?|calculations?|approach(?:es)?|answers?|conclusions?|findings?|solutions?|derivations?|analysis)\b/i;

/** In the first stage nothing came before except the plan, and what the execution itself wrote. */
function beforeAnything(
  { stage }: StageView,
  branch: BranchView,
  sentences: readonly Sentence[],
): Found | null {
  if (stage.stage > 1 || !branch.prompt || PREVIOUS.test(branch.prompt.text)) return null;
  const { stream, text } = branch.execution;
  const ownWay = secondWayAt(text);
  const sentence = sentences.find(
    ({ text: said, start }) => start < ownWay && PREVIOUS.test(said.slice(0, 600)),
  );
  if (!sentence) return null;
  const cue = PREVIOUS.exec(sentence.text)?.[0] ?? '';
  return {
    places: [{ stream, offset: sentence.start, end: sentence.end }],
    explanation: `${capitalised(pieceName(stream))} says ${quoted(cue)} in the first stage: nothing it was shown is one.`,
  };
}

const isSiblings = (
  trace: Examined,
  view: StageView,
  branch: BranchView,
  one: Quantity,
  from: number,
): boolean =>
  one.weight >= LEAST_WEIGHT &&
  siblingWith(view, branch, one.key) !== undefined &&
  isNews(trace, view, branch, one, from);

/**
 * The value that the words refer to: in the sentence, right before them; otherwise the last value of the sentence
 * before.
 */
function comparedValue(
  sentence: Sentence,
  cue: RegExpExecArray,
  position: number,
  sentences: readonly Sentence[],
  quantities: readonly (readonly Quantity[])[],
): Quantity | null {
  const isValue = ({ key, weight }: Quantity) => weight >= LEAST_WEIGHT && !key.includes('=');
  const here = (quantities[position] ?? []).filter(isValue);
  const at = sentence.start + cue.index;
  if (here.length > 0) {
    // A value after the words may be calculated from what they recall.
    const before = here.filter(({ end, isComputation }) => end <= at && at - end < REACH && !isComputation);
    return cue.index > 0 && !agrees(sentence.text) ? (before.at(-1) ?? null) : null;
  }
  const isPlain = agrees(sentence.text) ?? recalls(sentence.text) ?? ownEarlier(sentence.text);
  if (!sentences[position - 1] || !isPlain || !looksBack(sentence.text, cue)) return null;
  return (quantities[position - 1] ?? [])
    .filter(isValue)
    .reduce<Quantity | null>((last, one) => (last && last.end > one.end ? last : one), null);
}

/**
 * "That contradicts my previous calculation", although nobody calculated anything like it: no earlier text, and nothing
 * of its own before the paragraph above, states a value with the same names in it (13π, 20π).
 */
function ownCalculation(
  trace: Examined,
  view: StageView,
  branch: BranchView,
  sentences: readonly Sentence[],
  quantities: readonly (readonly Quantity[])[],
): Found | null {
  const { text } = branch.execution;
  let looked = 0;
  for (const [position, sentence] of sentences.entries()) {
    const cue = ownEarlier(sentence.text);
    if (!cue) continue;
    // We compare each with everything that the executor was shown.
    if (++looked > MOST_LOOKED_FOR) break;
    const value = quantities
      .slice(Math.max(0, position - 3), position)
      .flat()
      .filter(({ key }) => !key.includes('='))
      .findLast(({ key }) => kindOf(key) !== '');
    if (!value) continue;
    const kind = kindOf(value.key);
    const paragraph = text.lastIndexOf('\n\n', text.lastIndexOf('\n\n', sentence.start - 1) - 1);
    const isOfKind = ({ key, isComputation }: Quantity) => !isComputation && kindOf(key) === kind;
    const ownBefore = branch.math.quantities.some((one) => one.end <= paragraph && isOfKind(one));
    if (ownBefore || isShown(trace, view, branch, isOfKind)) continue;
    return foundOf(branch, cue[0], value, sentence);
  }
  return null;
}

/** The names in a value with a number: `π` of 13π; empty for a lone number, which any text may contain. */
const kindOf = (key: string): string =>
  /\d/.test(key) ? [...new Set(key.match(/[\p{L}√]/gu) ?? [])].sort().join('') : '';

function isShown(
  { state, context }: Examined,
  { stage }: StageView,
  { seesPlanUntil }: BranchView,
  isOfKind: (quantity: Quantity) => boolean,
): boolean {
  if (context.mathOf(stage.plan).quantities.some((one) => one.start < seesPlanUntil && isOfKind(one)))
    return true;
  return state.stages
    .filter((earlier) => earlier.stage < stage.stage)
    .some(({ plan, executions }) =>
      [plan, ...executions].some((piece) => context.mathOf(piece).quantities.some(isOfKind)),
    );
}

function foundOf(branch: BranchView, cue: string, value: Quantity, sentence: Sentence): Found {
  const { stream, text } = branch.execution;
  return {
    places: [{ stream, offset: Math.min(value.start, sentence.start), end: sentence.end }],
    explanation: `${capitalised(pieceName(stream))} says ${quoted(cue)} of ${quoted(text.slice(value.start, value.end))}; nothing it was shown holds a result to compare with, and neither does a sibling.`,
  };
}
