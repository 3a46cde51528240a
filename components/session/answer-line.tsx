'use client';

import { useMemo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#components/ui/format.ts';
import { answerLine } from '#lib/doctor/answer-line.ts';
import { plainMath } from '#lib/graph/plain-math.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { useSession, useSessionActions } from './session-context.tsx';

/** Where the final answer first appears, where it changes, how much is written after it. */
export function AnswerLine() {
  const trace = useSession((session) => session.trace);
  const actions = useSessionActions();
  const final = trace.answer ?? trace.thought;
  const over = final !== null && final.endedAt !== null;
  // Reads all text: once the answer stands, not with every token.
  const line = useMemo(() => (over ? answerLine(trace) : null), [over, trace]);
  // What follows is counted with its thinking, whatever the page's reading.
  const total = useMemo(() => (over ? sessionMetrics(trace).totalTokens : 0), [over, trace]);
  if (!line || line.answer === null) return null;
  const { first, tokensAfterFirst } = line;
  return (
    <section aria-label="Answer line">
      <h2 className="mb-1.5 font-semibold text-[11px] text-mute tracking-wide">Answer line</h2>
      <p className="text-[12.5px] leading-[18px]">
        <span className="font-semibold">{plainMath(line.answer)}</span>
        <span className="text-mute">{line.isInferred ? ' · inferred, no box gave it' : ' · boxed'}</span>
      </p>
      {first ? (
        <>
          {tokensAfterFirst !== null && total > 0 ? (
            <Track after={Math.min(1, tokensAfterFirst / total)} />
          ) : null}
          <p className="mt-1 text-[12.5px] text-mute leading-[18px]">
            First {first.kind} in{' '}
            <button
              type="button"
              className="cursor-pointer font-medium text-ink underline decoration-line underline-offset-3 hover:decoration-current"
              onClick={() => actions.goTo(first.stream)}
            >
              {streamName(first.stream)}
            </button>
            {tokensAfterFirst === null
              ? null
              : `; ≈${formatCount(tokensAfterFirst, 'token follows', 'tokens follow')}`}
            .
          </p>
        </>
      ) : null}
      <p className={cn('text-[12.5px] leading-[18px]', line.changes > 0 ? 'text-crit' : 'text-mute')}>
        {line.changes === 0 ? 'It never changes.' : `It changes ${formatCount(line.changes, 'time')}.`}
      </p>
    </section>
  );
}

function Track({ after }: { after: number }) {
  const at = `${(1 - after) * 100}%`;
  return (
    <div className="relative mt-2 mb-1.5 h-1.5 rounded-full bg-line-soft" aria-hidden="true">
      <div className="absolute inset-y-0 right-0 rounded-r-full bg-ok/40" style={{ left: at }} />
      <div
        className="-top-[3px] -translate-x-1/2 absolute size-3 rounded-full border-2 border-panel bg-ok"
        style={{ left: at }}
      />
    </div>
  );
}
