'use client';

import { ChevronRight } from 'lucide-react';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { Markdown } from '#components/transcript/markdown.tsx';
import { Thinking } from '#components/transcript/thinking.tsx';
import { formatDuration } from '#components/ui/format.ts';
import { activityOf, isOver, isWriting } from '#lib/graph/activity.ts';
import type { NodeActivity } from '#lib/graph/graph.ts';
import type { FailedAttempt, PieceState, PlanState } from '#lib/trace/state.ts';
import { executionStream, parseStream } from '#lib/trace/streams.ts';
import { executionStage, type Inspected } from './inspected.ts';
import { RelatedPieces } from './related-pieces.tsx';

/** The prompt, the thinking, the text, earlier failed attempts, and related pieces. */
export function TextTab({ target, piece }: { target: Inspected; piece: PieceState }) {
  const activity = activityOf(piece, executionStage(target));
  const growing = isWriting(activity);
  return (
    <>
      {target.prompt ? (
        <div className="mb-3 rounded-r-lg border-exec border-l-[3px] bg-exec-bg px-3 py-2 text-[12.5px] leading-[19px]">
          <span className="font-semibold">Prompt {target.prompt.number}</span>
          <Markdown text={target.prompt.text} className="[&_.markdown-body]:text-[12.5px]" />
        </div>
      ) : null}
      {piece.thinking ? <Thinking piece={piece} growing={growing} /> : null}
      {piece.text ? (
        target.kind === 'plan' ? (
          <PlanText plan={piece as PlanState} growing={growing} />
        ) : (
          <Markdown text={piece.text} growing={growing} />
        )
      ) : (
        <Nothing piece={piece} activity={activity} />
      )}
      {growing ? (
        <span
          className="ml-0.5 inline-block h-3 w-1.5 rounded-[1px] bg-exec align-[-1px]"
          aria-hidden="true"
        />
      ) : null}
      {piece.error && isOver(activity) ? (
        <div className="mt-3 rounded-lg bg-warn-bg px-3 py-2 text-[12.5px] leading-[19px]">
          <p className="font-semibold text-warn">{piece.error.message}</p>
          {piece.error.remedy ? <p className="mt-0.5">{piece.error.remedy}</p> : null}
        </div>
      ) : null}
      {piece.failedAttempts.map((failed) => (
        <FailedAttemptText key={failed.attempt} failed={failed} />
      ))}
      <RelatedPieces target={target} piece={piece} />
    </>
  );
}

function FailedAttemptText({ failed }: { failed: FailedAttempt }) {
  return (
    <details className="group mt-3 rounded-lg border border-warn/30">
      <summary className="flex cursor-pointer list-none items-start gap-1.5 px-3 py-2 text-[12.5px] leading-[19px] [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={13}
          aria-hidden="true"
          className="mt-[3px] shrink-0 text-warn transition-transform group-open:rotate-90"
        />
        <span>
          <span className="font-semibold text-warn">Attempt {failed.attempt} failed</span> after{' '}
          {formatDuration(failed.failedAt)}. {failed.error.message}
        </span>
      </summary>
      <div className="border-line-soft border-t px-3 py-2 text-[12.5px] text-mute">
        {failed.error.remedy ? <p className="mb-2">{failed.error.remedy}</p> : null}
        {failed.retryInMs !== null ? (
          <p className="mb-2">Tried again after {formatDuration(failed.retryInMs)}.</p>
        ) : null}
        {failed.text || failed.thinking ? (
          <p className="whitespace-pre-wrap break-words font-mono text-[11.5px]">
            {failed.text || failed.thinking}
          </p>
        ) : (
          <p>It had written nothing.</p>
        )}
      </div>
    </details>
  );
}

function Nothing({ piece, activity }: { piece: PieceState; activity: NodeActivity }) {
  const positionMs = useSession((session) => session.positionMs);
  if (piece.thinking !== '' && !isOver(activity)) return null;
  switch (activity) {
    case 'requested': {
      const since = piece.requestedAt ?? piece.startedAt;
      return (
        <p className="text-mute">
          Waiting for the first token
          {since === null ? '' : `, ${formatDuration(Math.max(0, positionMs - since))} so far`}.
        </p>
      );
    }
    case 'waiting':
      return <p className="text-mute">It will start as soon as an executor is free.</p>;
    case 'never-started':
      return <p className="text-mute">It never started: its stage ended before an executor took it up.</p>;
    case 'retrying':
      return <p className="text-mute">The last attempt failed; the next one is on its way.</p>;
    default:
      return <p className="text-mute">It wrote nothing.</p>;
  }
}

/** A plan with its prompts set apart: each is a task for one executor, and links to it. */
function PlanText({ plan, growing }: { plan: PlanState; growing: boolean }) {
  const actions = useSessionActions();
  const place = parseStream(plan.stream);
  const stage = place?.kind === 'plan' ? place.stage : 0;
  const blocks: { key: string; index: number | null; text: string; open: boolean }[] = [];
  let from = 0;
  for (const prompt of plan.prompts) {
    if (prompt.start > from)
      blocks.push({ key: `t${from}`, index: null, text: plan.text.slice(from, prompt.start), open: false });
    const end = prompt.end ?? plan.text.length;
    blocks.push({
      key: `p${prompt.index}`,
      index: prompt.index,
      text: plan.text.slice(prompt.start, end),
      open: prompt.end === null,
    });
    from = end;
  }
  if (from < plan.text.length)
    blocks.push({ key: `t${from}`, index: null, text: plan.text.slice(from), open: growing });
  return (
    <div className="space-y-3">
      {blocks.map((block) =>
        block.index === null ? (
          block.text.trim() === '' ? null : (
            <Markdown key={block.key} text={block.text.trim()} growing={block.open} />
          )
        ) : (
          <div
            key={block.key}
            className="rounded-r-lg border-exec border-l-[3px] bg-exec-bg px-3 py-2 text-[12.5px] leading-[19px]"
          >
            <button
              type="button"
              className="cursor-pointer font-semibold text-exec underline-offset-3 hover:underline"
              onClick={() => actions.goTo(executionStream(stage, block.index ?? 1))}
            >
              Prompt {stage}.{block.index}
            </button>
            <Markdown
              text={block.text.trim()}
              growing={block.open}
              className="[&_.markdown-body]:text-[12.5px]"
            />
          </div>
        ),
      )}
    </div>
  );
}
