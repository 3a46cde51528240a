import type { EndStatus } from '#lib/trace/events.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { endPiece } from './piece-events.ts';
import { countState, type Session } from './session.ts';

/** Ends what still runs, so that every started thing in the log ends exactly once. */
export async function closeOpenPieces(session: Session, status: EndStatus): Promise<void> {
  const { log } = session;
  log.flush();
  const { stages, answer, thought } = log.state;
  const pieces: (PieceState | null)[] = [
    ...stages.flatMap(({ plan, executions }) => [plan, ...executions]),
    answer,
    thought,
  ];
  for (const piece of pieces)
    if (piece?.status === 'running')
      endPiece(session, piece.stream, piece.attempt, { status, tokens: await countState(session, piece) });
  for (const { stage, endedAt } of stages)
    if (endedAt === null) log.emit({ type: 'stage-end', stage, status });
}
