'use client';

import { useMemo } from 'react';
import { compareAnswers } from '#lib/compare/compare-answers.ts';
import type { Both } from '#lib/compare/shared-track.ts';
import { plainMath } from '#lib/graph/plain-math.ts';
import { useCompare } from './compare-context.tsx';
import { sideNames } from './side-names.ts';

/** Whether both came to the same: "Both answers are 2516, and equal." */
export function AnswerVerdict() {
  const first = useCompare((state) => state.sides[0].latest);
  const second = useCompare((state) => state.sides[1].latest);
  const sides = useCompare((state) => state.sides);
  const { kind, answers } = useMemo(() => compareAnswers([first, second]), [first, second]);
  const names = sideNames(sides);
  const shown: Both<string | null> = [words(answers[0]?.answer), words(answers[1]?.answer)];
  const [left, right] = shown;
  const inferred = answers.some((answer) => answer?.inferred) ? (
    <span title="No box gave it: read from what the text’s end states."> (inferred)</span>
  ) : null;
  switch (kind) {
    case 'running':
      return <span data-verdict={kind}>Answers are compared once both are in.</span>;
    case 'equal':
      return (
        <span data-verdict={kind}>
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
        </span>
      );
    case 'different':
      return (
        <span data-verdict={kind}>
          <b className="text-warn">Different answers</b>: {names[0]} <b className="text-ink">{left}</b>,{' '}
          {names[1]} <b className="text-ink">{right}</b>
          {inferred}.
        </span>
      );
    case 'missing': {
      const missing = answers[0] ? names[1] : names[0];
      return (
        <span data-verdict={kind}>
          {answers[0] || answers[1] ? (
            <>
              <b className="text-warn">{missing} has no answer</b>; the other says{' '}
              <b className="text-ink">{left ?? right}</b>
              {inferred}.
            </>
          ) : (
            <b className="text-warn">Neither has an answer.</b>
          )}
        </span>
      );
    }
  }
}

const LONGEST = 60;

function words(answer: string | undefined): string | null {
  if (answer === undefined) return null;
  const plain = plainMath(answer);
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}
