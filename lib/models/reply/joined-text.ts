/** With fewer characters, a repetition may be part of the reply itself (“ha”, “ha”). */
const SURE_LENGTH = 16;

/** The text so far of one channel of a reply, from which it finds what is new in the next piece. */
export interface JoinedText {
  readonly said: string;
  /**
   * Returns the new part of a piece. `whole`: the piece may repeat the reply from its beginning, as the `message` of a
   * last chunk does after deltas, or each `message` of servers that send snapshots.
   */
  add(piece: string, whole: boolean, finished: boolean): string;
}

export function createJoinedText(): JoinedText {
  let said = '';
  let messages = 0;
  let deltas = 0;
  let snapshots = false;

  function newIn(piece: string, finished: boolean): string {
    if (said === '') return piece;
    const repeats = piece.startsWith(said);
    if (snapshots || deltas > 0) return repeats ? piece.slice(said.length) : '';
    if (messages === 1 && repeats && piece.length > said.length) snapshots = true;
    const sure = snapshots || said.length >= SURE_LENGTH || finished;
    if (repeats && sure) return piece.slice(said.length);
    return piece;
  }

  return {
    get said() {
      return said;
    },
    add(piece, whole, finished) {
      if (piece === '') return '';
      // A last delta that repeats the whole text counts as whole, too.
      const again = finished && deltas > 1 && piece.length >= SURE_LENGTH && piece === said;
      const fresh = whole || again ? newIn(piece, finished) : piece;
      if (whole) messages++;
      else deltas++;
      said += fresh;
      return fresh;
    },
  };
}
