import { judge, type Verdict } from '#lib/answers/equality.ts';
import { boxedAnswers, extractAnswer } from '#lib/answers/extract-answer.ts';
import { type Quantity, statementsOf } from '#lib/text/quantities.ts';
import { sentencesOf, startBefore } from '#lib/text/sentences.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { PieceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { MathText } from '../context-view.ts';
import type { AskedSubject } from './asked-subject.ts';
import { type ResultCue, type StatedResult, statedResults } from './stated-results.ts';

/** A range of UTF-16 offsets in one stream's text. */
export interface AnswerPlace {
  readonly stream: StreamId;
  readonly offset: number;
  readonly end: number;
}

export interface Candidate extends AnswerPlace {
  /** As the text writes it. */
  readonly answer: string;
  /** `boxed`: a `\boxed{}`. `stated`: a result that the text gives without a box. */
  readonly kind: 'boxed' | 'stated';
  /** Why it counts as a result; stated-results.ts. */
  readonly cue: 'box' | ResultCue;
  /** Whether it means the same as the final answer; null if there is none. */
  readonly asFinal: Verdict | null;
  /** Whether it means the same as the right answer; null if we know none. */
  readonly asExpected: Verdict | null;
}

interface Targets {
  /** The answer of the session. */
  readonly final: string | null;
  /** The right answer. */
  readonly expected: string | null;
  readonly question: string;
}

type Words = Pick<Candidate, 'answer' | 'offset' | 'end'>;

/** For one piece: we keep the first and the last of them. A text that states thousands repeats itself. */
const MOST_PER_PIECE = 80;
/** Different answers to judge in one trace; later ones stay undecided. */
const MOST_JUDGED = 600;

/**
 * What each piece states as a result of what the question asks, in the order of the text. A value that the text does
 * not connect with the question is a candidate only if it is the final or the right answer: other pieces of work end
 * with other values.
 */
export function createCandidates({ final, expected, question }: Targets, subject: AskedSubject) {
  const judged = new Map<string, Verdict>();
  const shapes = [final, expected].filter((target) => target !== null).map(shapeOf);

  function compare(answer: string, target: string | null): Verdict | null {
    if (target === null) return null;
    const key = `${answer}\n${target}`;
    const known = judged.get(key);
    if (known) return known;
    if (judged.size >= MOST_JUDGED * 2) return 'undecided';
    const { verdict } = judge(answer, target, { question });
    // One of several roots is neither the whole answer nor wrong.
    const isPart =
      verdict === 'different' &&
      partsOf(target).some((part) => judge(answer, part, { question }).verdict === 'equal');
    const said = isPart ? 'undecided' : verdict;
    judged.set(key, said);
    return said;
  }

  /** Whether it could be an answer: mathematics, fully calculated, with letters only if the answers have them. */
  const isAnswerLike = ({ key }: Quantity): boolean =>
    shapes.length === 0 ||
    shapes.some(
      ({ isMath, hasNames, isWorkedOut }) =>
        isMath && hasNames === holdsNames(key) && (!isWorkedOut || !isOpenComputation(key)),
    );

  const candidateOf = (
    stream: StreamId,
    { answer, offset, end }: Words,
    kind: Candidate['kind'],
    cue: Candidate['cue'],
  ): Candidate => ({
    ...{ stream, offset, end, answer, kind, cue },
    asFinal: compare(answer, final),
    asExpected: compare(answer, expected),
  });

  function statedOf(piece: PieceState, result: StatedResult): Candidate[] {
    if (result.cue !== 'answer' && !isAnswerLike(result.quantity)) return [];
    const candidate = candidateOf(piece.stream, result, 'stated', result.cue);
    const isOne = candidate.asFinal === 'equal' || candidate.asExpected === 'equal';
    return result.cue !== 'conclusion' || isOne ? [candidate] : [];
  }

  /** @param inferred the words taken as the final answer without a box */
  function candidatesOf(piece: PieceState, math: MathText, inferred: Words | null): Candidate[] {
    const text = spokenText(piece);
    const boxes = boxesOf(text).map((words) => candidateOf(piece.stream, words, 'boxed', 'box'));
    if (inferred) boxes.push(candidateOf(piece.stream, inferred, 'stated', 'answer'));
    let box = 0;
    const stated = atBothEnds(statedResults(math, subject))
      .filter(({ offset }) => {
        while (box < boxes.length && (boxes[box]?.end ?? 0) <= offset) box++;
        return !(box < boxes.length && (boxes[box]?.offset ?? 0) <= offset);
      })
      .flatMap((result) => statedOf(piece, result));
    return [...boxes, ...stated].sort((a, b) => a.offset - b.offset);
  }

  return { candidatesOf, compare };
}

const MOST_JOINED = 12;

/** The boxes of a text; boxes that together state its answer ("x = 1 or x = 3" in two boxes) count as one. */
function boxesOf(text: string): Words[] {
  const boxes = boxedAnswers(text).map(({ answer, start, end }) => ({ answer, offset: start, end }));
  const found = boxes.length > 1 ? extractAnswer(text) : null;
  if (!found || found.inferred || boxes.some(({ answer }) => answer === found.answer)) return boxes;
  for (let count = 2; count <= Math.min(MOST_JOINED, boxes.length); count++) {
    const joined = boxes.slice(-count);
    const answer = [...new Set(joined.map((box) => box.answer))].join(', ');
    const [first] = joined;
    const last = joined.at(-1);
    if (answer !== found.answer || !first || !last) continue;
    return [...boxes.slice(0, -count), { answer, offset: first.offset, end: last.end }];
  }
  return boxes;
}

const atBothEnds = <T>(list: readonly T[]): readonly T[] =>
  list.length <= MOST_PER_PIECE
    ? list
    : [...list.slice(0, MOST_PER_PIECE / 2), ...list.slice(-MOST_PER_PIECE / 2)];

/** The parts of "-2, 1" or "x = 1 or x = 3"; none if the answer is one thing, or has brackets around it. */
function partsOf(target: string): string[] {
  if (/^\s*\\?(?:left)?\s*[([]/.test(target)) return [];
  const parts = target.split(/,(?!\d{3}(?!\d))|\b(?:or|and)\b|\\text\s*\{\s*(?:or|and)\s*\}|\\pm/);
  return parts.length > 1 ? parts.slice(0, 12) : [];
}

const holdsNames = (key: string): boolean =>
  /[a-z]/i.test(key.replace(/(?:sin|cos|tan|cot|sec|csc|log|ln|exp|sqrt|mod|pi|e(?=\^))/g, ''));

/** `3*4`, `180-26`, `2^5`: not yet calculated. A fraction and a sum with a root or a letter are final. */
const isOpenComputation = (key: string): boolean => /\d\*\d|[\d)][-+]\d+(?![\d.]*[√πa-z(])|\d\^\d/i.test(key);

interface Shape {
  /** A formula or a number; an answer in words is compared only with what the text calls its answer. */
  readonly isMath: boolean;
  readonly hasNames: boolean;
  readonly isWorkedOut: boolean;
}

function shapeOf(target: string): Shape {
  const plain = target.replace(/\\(?:text|mathrm|mbox)\s*\{[^{}]*\}/g, ' ');
  const keys = statementsOf(plain).flatMap(({ sides }) => sides.slice(-1).map(({ key }) => key));
  return {
    isMath: keys.some((key) => /\d|[a-z]\W|^[a-z]$|[π∞√]/i.test(key)),
    hasNames: keys.some(holdsNames),
    isWorkedOut: !keys.some(isOpenComputation),
  };
}

/** The words taken as the final answer if no box holds it; the text's end if the words do not occur in it. */
export function inferredCandidate(final: PieceState): Words | null {
  const text = spokenText(final);
  const found = extractAnswer(text);
  if (!found?.inferred) return null;
  const at = text.lastIndexOf(found.answer);
  const offset = at < 0 ? text.length : at;
  return { answer: found.answer, offset, end: at < 0 ? offset : offset + found.answer.length };
}

/** Length of the text before a value that we show with it. */
const AROUND = 140;

/** The text from the start of the sentence or line with a value (or a little before it) to the value's end. */
export function clauseAround(
  text: string,
  { offset, end }: { offset: number; end: number },
): { offset: number; end: number } {
  const from = Math.max(0, offset - AROUND);
  const start = from + startBefore(sentencesOf(text.slice(from, end)), offset - from);
  return { offset: Math.min(start, offset), end };
}
