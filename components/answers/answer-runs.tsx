'use client';

import { cn } from '#components/ui/cn.ts';
import type { AnswerLine } from '#lib/doctor/answer/answer-line.ts';
import type { Candidate } from '#lib/doctor/answer/candidates.ts';
import { shortAnswer, sideOf, standingSigns, whereWords } from './answer-words.ts';

/** Rows of one text that changes its mind; the last ones hold the final answer. */
const MOST_ROWS = 10;

interface Run {
  readonly first: Candidate;
  readonly times: number;
}

/** The results that one text states, in its order; consecutive repeats count once. */
export function AnswerRuns({
  line,
  textLength,
  onShow,
}: {
  line: AnswerLine;
  textLength: number;
  onShow: (candidate: Candidate) => void;
}) {
  const runs = runsOf(line);
  const shown = runs.slice(-MOST_ROWS);
  const side = sideOf(line.path);
  if (shown.length === 0) return null;
  return (
    <ol aria-label="Answers, in the order of the text" className="-mx-2 mt-1.5 space-y-px text-[12.5px]">
      {runs.length > shown.length ? (
        <li className="px-2 py-0.5 text-faint">{runs.length - shown.length} earlier ones are not listed.</li>
      ) : null}
      {shown.map(({ first, times }) => {
        const verdict = (side === 'right' ? first.asExpected : first.asFinal) ?? 'undecided';
        return (
          <li key={first.offset}>
            <button
              type="button"
              onClick={() => onShow(first)}
              className="flex w-full cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 text-left leading-[18px] hover:bg-line-soft"
            >
              <span
                aria-hidden="true"
                className={cn(
                  'w-3 shrink-0 text-center font-bold',
                  verdict === 'undecided' ? 'text-mute' : toneOf(verdict === 'equal', side),
                )}
              >
                {standingSigns[verdict][side]}
              </span>
              <span className="min-w-0 flex-1 break-words">
                <span className="font-medium">{shortAnswer(first.answer)}</span>
                <span className="sr-only">
                  {verdict === 'equal' ? ', the same' : verdict === 'different' ? ', another' : ', undecided'}
                </span>
                {times > 1 ? <span className="text-faint"> {times} times</span> : null}
              </span>
              <span className="shrink-0 text-faint tabular-nums">
                {whereWords(first, textLength).name.replace(' of the text', '')}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}

const toneOf = (isEqual: boolean, side: 'right' | 'final'): string => {
  if (side === 'final') return isEqual ? 'text-ink' : 'text-crit';
  return isEqual ? 'text-ok' : 'text-warn';
};

function runsOf({ candidates }: AnswerLine): Run[] {
  const runs: { first: Candidate; times: number }[] = [];
  for (const candidate of candidates) {
    const last = runs.at(-1);
    if (last && !candidate.changes) last.times += 1;
    else runs.push({ first: candidate, times: 1 });
  }
  return runs;
}
