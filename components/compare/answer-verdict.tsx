'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { MarkPill } from '#components/answers/verdict-mark.tsx';
import { reportFailure } from '#components/api/report-failure.ts';
import { judgePair } from '#components/api/verdict-requests.ts';
import { TextButton } from '#components/ui/text-button.tsx';
import type { Judgement } from '#lib/answers/equality.ts';
import { markOf } from '#lib/answers/judged-answer.ts';
import { type AnswerComparison, compareAnswers } from '#lib/compare/compare-answers.ts';
import type { Pair } from '#lib/compare/pair.ts';
import { plainAnswer } from '#lib/graph/plain-math.ts';
import { useSides } from './compare-context.tsx';
import { sideNames } from './side-names.ts';

/** Whether both came to the same, and which of them is right: "Both answers are 2516, and equal." */
export function AnswerVerdict() {
  const [{ latest: first }, { latest: second }] = useSides();
  const compared = useMemo(() => compareAnswers([first, second]), [first, second]);
  const question = first.session?.question ?? second.session?.question;
  const further = useFurther(compared, question);
  const { kind, how } = further.judgement
    ? { kind: further.judgement.verdict, how: further.judgement.how }
    : compared;
  return (
    <>
      <span data-verdict={kind} title={how ?? undefined}>
        <Words kind={kind} how={how} answers={compared.answers} />
      </span>
      {kind === 'undecided' && further.ask ? (
        <>
          {' '}
          <TextButton disabled={further.busy} onClick={further.ask}>
            {further.busy ? 'Comparing…' : 'Compare by algebra'}
          </TextButton>
        </>
      ) : null}
      <SideMarks />
    </>
  );
}

/**
 * The server may decide what notation and arithmetic leave undecided; a person has to ask, since it may take seconds.
 */
function useFurther({ kind, answers }: AnswerComparison, question: string | undefined) {
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  const [busy, setBusy] = useState(false);
  const first = answers[0]?.answer;
  const second = answers[1]?.answer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told of other answers says nothing of these.
  useEffect(() => setJudgement(null), [first, second]);
  const canAsk = kind === 'undecided' && judgement === null && first !== undefined && second !== undefined;
  const ask = () => {
    if (!canAsk) return;
    setBusy(true);
    judgePair({ first, second, question })
      .then(setJudgement)
      .catch(reportFailure)
      .finally(() => setBusy(false));
  };
  return { judgement, busy, ask: canAsk ? ask : null };
}

interface WordsProps extends Pick<AnswerComparison, 'kind' | 'how' | 'answers'> {}

function Words({ kind, how, answers }: WordsProps): ReactNode {
  const sides = useSides();
  const names = sideNames(sides);
  const shown: Pair<string | null> = [words(answers[0]?.answer), words(answers[1]?.answer)];
  const [left, right] = shown;
  const inferred = answers.some((answer) => answer?.inferred) ? (
    <span title="No box gave it: read from what the text’s end states."> (inferred)</span>
  ) : null;
  switch (kind) {
    case 'running':
      return 'Answers are compared once both are in.';
    case 'equal':
      return (
        <>
          {left === right ? (
            <>
              Both answers are <b className="text-ok">{left}</b>, and equal
            </>
          ) : (
            <>
              The answers <b className="text-ok">{left}</b> and <b className="text-ok">{right}</b> are equal
            </>
          )}
          {inferred}.
        </>
      );
    case 'different':
      return (
        <>
          <b className="text-warn">Different answers</b>: {names[0]} <b className="text-ink">{left}</b>,{' '}
          {names[1]} <b className="text-ink">{right}</b>
          {inferred}.
        </>
      );
    case 'undecided':
      return (
        <>
          Whether <b className="text-ink">{left}</b> and <b className="text-ink">{right}</b> are equal is
          undecided{inferred}: {how}.
        </>
      );
    case 'missing': {
      const missing = answers[0] ? names[1] : names[0];
      return answers[0] || answers[1] ? (
        <>
          <b className="text-warn">{missing} has no answer</b>; the other says{' '}
          <b className="text-ink">{left ?? right}</b>
          {inferred}.
        </>
      ) : (
        <b className="text-warn">Neither has an answer.</b>
      );
    }
  }
}

/** A sentence of its own: “Against the right answer 42: Sequential ✓ Right, SPRINT ✗ Wrong.” */
function SideMarks() {
  const sides = useSides();
  const names = sideNames(sides);
  const marked = sides.flatMap(({ about: { judged } }, side) =>
    judged && markOf(judged) ? [{ side, judged }] : [],
  );
  if (marked.length === 0) return null;
  const known = new Set(marked.flatMap(({ judged }) => judged.expected ?? []));
  const [expected] = known;
  return (
    <span className="ml-1">
      {known.size === 1 ? (
        <>
          Against the right answer <b className="text-ink">{words(expected)}</b>:
        </>
      ) : (
        'Right or wrong:'
      )}
      {marked.map(({ side, judged }, at) => (
        <span key={side} className="ml-1 inline-flex items-center gap-1 whitespace-nowrap">
          {names[side]}
          {/* Outside the gap of the row, which would put a space before the comma. */}
          <span className="inline-flex items-center">
            <MarkPill judged={judged} />
            {at < marked.length - 1 ? ',' : '.'}
          </span>
        </span>
      ))}
    </span>
  );
}

const LONGEST = 60;

function words(answer: string | undefined): string | null {
  if (answer === undefined) return null;
  const plain = plainAnswer(answer);
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}
