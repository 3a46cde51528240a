'use client';

import { createPortal } from 'react-dom';
import { activityLook } from '#components/graph/activity-look.tsx';
import { tokenRate } from '#components/playback/node-slices.ts';
import { useSession } from '#components/playback/session-context.tsx';
import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { activityOf } from '#lib/graph/activity.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { findPiece, findStage } from '#lib/trace/pieces.ts';
import { isEstimated, pieceTokens, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import { parseStream } from '#lib/trace/streams.ts';
import type { Hovered } from './lane-bar.tsx';

const WIDTH = 232;

/** Details of the bar under the pointer; the inspector's Timing tab says the same to everyone else. */
export function HoverCard({ hovered }: { hovered: Hovered }) {
  const latest = useSession((session) => session.latest);
  const piece = findPiece(latest, hovered.stream);
  if (!piece) return null;
  const place = parseStream(hovered.stream);
  const joinedAt = place?.kind === 'execution' ? (findStage(latest, place.stage)?.endedAt ?? null) : null;
  // For a text without a clock nobody measured times.
  const measured = latest.session?.clock !== 'tokens';
  const requestedAt = measured ? (piece.requestedAt ?? piece.startedAt) : null;
  const rate = measured ? tokenRate(piece, latest.at) : null;
  const rows: [string, string][] = [];
  if (requestedAt !== null) rows.push(['Requested', formatDuration(requestedAt)]);
  if (requestedAt !== null && piece.firstTokenAt !== null) {
    rows.push(['First token after', formatDuration(piece.firstTokenAt - requestedAt)]);
  }
  const about = isEstimated(piece) ? '≈' : '';
  const thought = thinkingTokens(piece);
  if (measured && piece.firstTokenAt !== null && piece.firstTextAt !== null && thought > 0) {
    rows.push(['Thought for', formatDuration(piece.firstTextAt - piece.firstTokenAt)]);
  }
  rows.push(['Tokens', `${about}${formatInteger(pieceTokens(piece))}${rate ? ` · ${rate} tok/s` : ''}`]);
  if (thought > 0) {
    rows.push(
      ['of them thinking', `${about}${formatInteger(thought)}`],
      ['of them text', `${about}${formatInteger(textTokens(piece))}`],
    );
  }
  if (measured && piece.endedAt !== null) rows.push(['Ended', formatDuration(piece.endedAt)]);
  if (measured && piece.endedAt !== null && joinedAt !== null) {
    rows.push(['Waited at the join', formatDuration(Math.max(0, joinedAt - piece.endedAt))]);
  }
  return createPortal(
    <div
      className="pointer-events-none fixed z-40 rounded-lg border border-line bg-panel px-3 py-2 text-xs shadow-card"
      style={{
        width: WIDTH,
        left: Math.min(Math.max(hovered.x + 14, 8), window.innerWidth - WIDTH - 8),
        bottom: window.innerHeight - hovered.y + 12,
      }}
    >
      <p className="mb-1 flex justify-between font-semibold">
        {streamName(hovered.stream)}
        <span className="font-normal text-mute">{activityLook(activityOf(piece)).word}</span>
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-mute">{name}</dt>
            <dd className="text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </div>,
    document.body,
  );
}
