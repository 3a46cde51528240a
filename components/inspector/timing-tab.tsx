'use client';

import type { ReactNode } from 'react';
import { tokenRate } from '#components/playback/node-slices.ts';
import { useSession } from '#components/playback/session-context.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { isEstimated, pieceTokens, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState } from '#lib/trace/state.ts';
import type { Inspected } from './inspected.ts';

/**
 * When it was requested, when it answered, how fast, how much, how it ended; the endpoint's own numbers beside ours.
 */
export function TimingTab({ target, piece }: { target: Inspected; piece: PieceState }) {
  const trace = useSession((session) => session.trace);
  const tokenizer = trace.session?.tokenizer ?? '';
  const tokenClock = trace.session?.clock === 'tokens';
  const { usage } = piece;
  const estimated = isEstimated(piece) ? '≈' : '';
  const thought = thinkingTokens(piece);
  return (
    <>
      {tokenClock ? (
        <p className="mb-3 rounded-lg bg-line-soft px-3 py-2 text-[12.5px] text-mute leading-[19px]">
          This text has no clock, so no time of it was measured. Its replay is timed by tokens, 60 a second in
          each stream.
        </p>
      ) : null}
      <Table name={tokenClock ? 'How it went' : 'Time'}>
        {tokenClock ? null : <MeasuredTimes target={target} piece={piece} nowMs={trace.at} />}
        <Fact name="Ended as">{piece.status}</Fact>
        {piece.finishReason ? <Fact name="Finish reason">{piece.finishReason}</Fact> : null}
        <Fact name="Attempts">
          {piece.failedAttempts.length === 0
            ? '1'
            : `${piece.attempt}, ${piece.failedAttempts.length} of them failed`}
        </Fact>
      </Table>
      <Table name={`Tokens, counted with ${tokenizer}`}>
        {thought > 0 ? (
          <>
            <Fact name="Thinking and text">{`${estimated}${formatInteger(pieceTokens(piece))}`}</Fact>
            <Fact name="Thinking">{`${estimated}${formatInteger(thought)}`}</Fact>
          </>
        ) : null}
        <Fact name="Text">{`${estimated}${formatInteger(textTokens(piece))}`}</Fact>
        <Fact name="Text with tags">{`${estimated}${formatInteger(textTokens(piece, true))}`}</Fact>
      </Table>
      <Table name="Tokens, as the endpoint reports them">
        {usage === null ? (
          <Fact name="Nothing reported">–</Fact>
        ) : (
          <>
            {usage.inputTokens === undefined ? null : (
              <Fact name="Sent">{formatInteger(usage.inputTokens)}</Fact>
            )}
            {usage.cachedInputTokens === undefined ? null : (
              <Fact name="of them cached">{formatInteger(usage.cachedInputTokens)}</Fact>
            )}
            {usage.outputTokens === undefined ? null : (
              <Fact name="Written">{formatInteger(usage.outputTokens)}</Fact>
            )}
            {usage.reasoningTokens === undefined ? null : (
              <Fact name="of them reasoning">{formatInteger(usage.reasoningTokens)}</Fact>
            )}
          </>
        )}
      </Table>
      {piece.failedAttempts.length > 0 ? (
        <Table name="Failed attempts">
          {piece.failedAttempts.map((failed) => (
            <Fact
              key={failed.attempt}
              name={`${failed.attempt} · ${failed.error.type}`}
              aside={
                failed.retryInMs === null
                  ? 'no further attempt'
                  : `next after ${formatDuration(failed.retryInMs)}`
              }
            >
              {formatDuration(failed.failedAt)}
            </Fact>
          ))}
        </Table>
      ) : null}
    </>
  );
}

function MeasuredTimes({ target, piece, nowMs }: { target: Inspected; piece: PieceState; nowMs: number }) {
  const requestedAt = piece.requestedAt ?? piece.startedAt;
  const rate = tokenRate(piece, nowMs);
  const joinAt = target.kind === 'execution' ? (target.stage?.endedAt ?? null) : null;
  return (
    <>
      {target.kind === 'execution' ? <Fact name="Prompt closed">{formatDuration(piece.knownAt)}</Fact> : null}
      {requestedAt === null ? null : <Fact name="Requested">{formatDuration(requestedAt)}</Fact>}
      {requestedAt !== null && piece.firstTokenAt !== null ? (
        <Fact name="First token" aside={`after ${formatDuration(piece.firstTokenAt - requestedAt)}`}>
          {formatDuration(piece.firstTokenAt)}
        </Fact>
      ) : null}
      {piece.thinking !== '' && piece.firstTokenAt !== null && piece.firstTextAt !== null ? (
        <Fact
          name="First text"
          aside={`thought for ${formatDuration(piece.firstTextAt - piece.firstTokenAt)}`}
        >
          {formatDuration(piece.firstTextAt)}
        </Fact>
      ) : null}
      {piece.endedAt !== null ? (
        <Fact
          name="Ended"
          aside={requestedAt === null ? undefined : `took ${formatDuration(piece.endedAt - requestedAt)}`}
        >
          {formatDuration(piece.endedAt)}
        </Fact>
      ) : null}
      {piece.endedAt !== null && joinAt !== null ? (
        <Fact name="Waited at the join">{formatDuration(Math.max(0, joinAt - piece.endedAt))}</Fact>
      ) : null}
      {rate === null ? null : (
        <Fact name="Pace" aside="since the first token">
          {rate} tokens/s
        </Fact>
      )}
    </>
  );
}

function Table({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="mb-5">
      <h3 className="mb-1 font-semibold text-[11px] text-mute">{name}</h3>
      <dl className="text-[12.5px]">{children}</dl>
    </section>
  );
}

function Fact({ name, aside, children }: { name: string; aside?: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-line-soft border-t py-[5px]">
      <dt className="text-mute">{name}</dt>
      <dd className="text-right tabular-nums">
        {aside ? <span className="mr-2 text-faint">{aside}</span> : null}
        {children}
      </dd>
    </div>
  );
}
