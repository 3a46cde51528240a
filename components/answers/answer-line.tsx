'use client';

import { type ReactNode, useMemo } from 'react';
import { useDoctor } from '#components/doctor/doctor-context.tsx';
import { useSession } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#components/ui/format.ts';
import type { Verdict } from '#lib/answers/equality.ts';
import { markOf } from '#lib/answers/judged-answer.ts';
import { answerLine, type AnswerLine as Line } from '#lib/doctor/answer/answer-line.ts';
import { type AnswerPlace, clauseAround } from '#lib/doctor/answer/candidates.ts';
import { plainAnswer } from '#lib/graph/plain-math.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { findPiece, spokenText } from '#lib/trace/pieces.ts';
import { AnswerMap } from './answer-map.tsx';
import { AnswerRuns } from './answer-runs.tsx';
import { shortAnswer, sideOf, whereWords } from './answer-words.ts';

/** Where the answer came from: which pieces have it right or wrong, and where it is found, lost and repeated. */
export function AnswerLine() {
  const trace = useSession((session) => session.trace);
  const judged = useSession((session) => session.about.judged);
  const expected = judged?.expected ?? null;
  const mark = judged ? markOf(judged) : null;
  const { show } = useDoctor();
  const final = trace.answer ?? trace.thought;
  const over = final !== null && final.endedAt !== null;
  // Reads all the text, so it runs once the answer is complete, not with every token.
  const line = useMemo(
    () => (over ? answerLine(trace, { expected, verdict: mark && verdictOf[mark] }) : null),
    [over, trace, expected, mark],
  );
  // The counts below include thinking, whatever the page's reading.
  const total = useMemo(() => (over ? sessionMetrics(trace).totalTokens : 0), [over, trace]);
  if (!line || line.answer === null) return null;
  const { first, tokensAfterFirst, path } = line;
  const textOf = (place: AnswerPlace): string => {
    const piece = findPiece(trace, place.stream);
    return piece ? spokenText(piece) : '';
  };
  const go = (place: AnswerPlace) => show({ stream: place.stream, ...clauseAround(textOf(place), place) });
  const link = (place: AnswerPlace) => {
    const { before, name } = whereWords(place, textOf(place).length);
    return (
      <>
        {before} <PlaceButton onClick={() => go(place)}>{name}</PlaceButton>
      </>
    );
  };
  return (
    <section aria-label="Answer line">
      <h2 className="mb-1.5 font-semibold text-[11px] text-mute tracking-wide">Answer line</h2>
      <p className="text-[12.5px] leading-[18px]">
        <span className="font-semibold">{plainAnswer(line.answer)}</span>
        <span className="text-mute">{line.isInferred ? ' · inferred, no box gave it' : ' · boxed'}</span>
      </p>
      <Course line={line} link={link} />
      {first && tokensAfterFirst !== null && total > 0 ? (
        <Track after={Math.min(1, tokensAfterFirst / total)} verdict={line.verdict} />
      ) : null}
      {first ? (
        <p className="mt-1 text-[12.5px] text-mute leading-[18px]">
          First {first.kind} {link(first)}
          {tokensAfterFirst === null
            ? null
            : `; ≈${formatCount(tokensAfterFirst, 'token follows', 'tokens follow')}`}
          .
        </p>
      ) : null}
      <p className={cn('text-[12.5px] leading-[18px]', line.changes > 0 ? 'text-crit' : 'text-mute')}>
        {line.changes === 0 ? 'It never changes.' : `It changes ${formatCount(line.changes, 'time')}.`}
      </p>
      {trace.thought && !trace.answer ? (
        <AnswerRuns line={line} textLength={spokenText(trace.thought).length} onShow={go} />
      ) : (
        <AnswerMap path={path} onShow={({ at }) => at && go(at)} />
      )}
      <Legend side={sideOf(path)} />
    </section>
  );
}

const verdictOf = { right: 'equal', wrong: 'different', undecided: 'undecided' } as const;

/** What happened to the right answer, in a sentence. */
function Course({ line, link }: { line: Line; link: (place: AnswerPlace) => ReactNode }) {
  const { path, expected } = line;
  const { firstEqual, lostAt } = path;
  if (expected === null) return null;
  const right = <span className="font-medium text-ink">{shortAnswer(expected)}</span>;
  const look = 'mt-1 text-[12.5px] text-mute leading-[18px]';
  switch (path.course) {
    case 'never-right':
      return (
        <p className={look}>
          <span className="font-medium text-warn">✗ Never right</span>: nothing states {right}.
        </p>
      );
    case 'lost':
      return (
        <p className={look}>
          <span className="font-medium text-warn">✗ {path.isSaid ? 'Found' : 'Perhaps found'} and lost</span>:{' '}
          {right} first {firstEqual ? link(firstEqual) : null}, lost {lostAt ? link(lostAt) : 'at the end'}.
        </p>
      );
    case 'found':
      return (
        <p className={look}>
          <span className="font-medium text-ok">✓ Right in the end</span>
          {firstEqual ? <>, first {link(firstEqual)}</> : null}; other results were stated on the way.
        </p>
      );
    case 'right-throughout':
      return (
        <p className={look}>
          <span className="font-medium text-ok">✓ Right throughout</span>
          {firstEqual ? <>, first {link(firstEqual)}</> : null}.
        </p>
      );
    case 'unknown':
      return <p className={look}>? Whether it is {right} is undecided.</p>;
  }
}

function Legend({ side }: { side: 'right' | 'final' }) {
  return (
    <p className="mt-2 text-[11px] text-faint leading-4">
      {side === 'right'
        ? 'Against the right answer: ✓ the same, ✗ another, ? undecided, · none stated.'
        : 'Against the final answer: = the same, ≠ another, ? undecided, · none stated.'}
    </p>
  );
}

function PlaceButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="cursor-pointer font-medium text-ink underline decoration-line underline-offset-3 hover:decoration-current"
      onClick={onClick}
    >
      {children}
    </button>
  );
}

const trackTones = {
  equal: ['bg-ok/40', 'bg-ok'],
  different: ['bg-warn/40', 'bg-warn'],
  undecided: ['bg-seq/40', 'bg-seq'],
} as const;

/** From which point on the final answer stays the same. */
function Track({ after, verdict }: { after: number; verdict: Verdict | null }) {
  const at = `${(1 - after) * 100}%`;
  const [line, dot] = trackTones[verdict ?? 'undecided'];
  return (
    <div className="relative mt-2 mb-1.5 h-1.5 rounded-full bg-line-soft" aria-hidden="true">
      <div className={cn('absolute inset-y-0 right-0 rounded-r-full', line)} style={{ left: at }} />
      <div
        className={cn('-top-[3px] -translate-x-1/2 absolute size-3 rounded-full border-2 border-panel', dot)}
        style={{ left: at }}
      />
    </div>
  );
}
