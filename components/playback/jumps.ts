import { type GraphNodeId, joinId } from '#lib/graph/graph.ts';
import { type CriticalChanges, createCriticalChanges } from '#lib/replay/critical-changes.ts';
import { type MarkKind, nextMark } from '#lib/replay/marks.ts';
import { placeMoments } from '#lib/replay/place-moments.ts';
import type { Place, TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { executionStream, planStream } from '#lib/trace/streams.ts';
import type { JumpKind } from './playback-types.ts';

/** The target of a jump: a moment, and the node to show there. */
export interface JumpTarget {
  readonly count: number;
  readonly node: GraphNodeId | null;
}

export interface Jumps {
  /** The next or previous target of a kind, seen from `count`; null where there is none. */
  find(kind: JumpKind, count: number, by: 1 | -1, choices: JumpChoices): JumpTarget | null;
}

/** What the person, not the log, decides. */
export interface JumpChoices {
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
  /** Places of the doctor's findings beside those in the log. */
  readonly findings: readonly Place[];
  /** Counts of the bookmarks. */
  readonly bookmarks: readonly number[];
}

/** Finds targets in a log that may grow. Caches what costs a pass over the log until the log grows. */
export function createJumps(log: TraceLog, marks: (kind: MarkKind) => readonly number[]): Jumps {
  let changes: { definition: SequentialDefinition; reading: Reading; of: CriticalChanges } | null = null;
  let placed: { length: number; places: readonly Place[]; found: readonly JumpTarget[] } | null = null;

  function critical({ definition, reading }: JumpChoices): readonly JumpTarget[] {
    if (changes?.definition !== definition || changes.reading !== reading)
      changes = { definition, reading, of: createCriticalChanges(log, definition, reading) };
    return changes.of.all().map(({ count, stream }) => ({ count, node: stream }));
  }

  function findings(places: readonly Place[]): readonly JumpTarget[] {
    if (!placed || placed.length !== log.length || placed.places !== places) {
      const logged = marks('diagnostic').map((count) => ({ count, node: nodeAt(log.eventAt(count - 1)) }));
      const found = placeMoments(log, places).flatMap((count, at) => {
        const place = places[at];
        return count === null || !place ? [] : [{ count, node: nodeOf(place) }];
      });
      const all = [...logged, ...found].sort((left, right) => left.count - right.count);
      placed = { length: log.length, places, found: all };
    }
    return placed.found;
  }

  function targets(kind: JumpKind, choices: JumpChoices): readonly JumpTarget[] {
    switch (kind) {
      case 'critical':
        return critical(choices);
      case 'finding':
        return findings(choices.findings);
      case 'bookmark':
        return [...choices.bookmarks].sort((a, b) => a - b).map((count) => ({ count, node: null }));
      case 'fork':
      case 'join':
        return marks(kind).map((count) => ({ count, node: nodeAt(log.eventAt(count - 1)) }));
    }
  }

  return {
    find(kind, count, by, choices) {
      const all = targets(kind, choices);
      const counts = all.map((target) => target.count);
      const next = nextMark(counts, count, by);
      return all.find((target) => target.count === next) ?? null;
    },
  };
}

/** The node that an event is about. */
function nodeAt(event: TraceEvent | null): GraphNodeId | null {
  switch (event?.type) {
    case 'prompt-end':
      return executionStream(event.stage, event.index);
    case 'stage-end':
      return joinId(event.stage);
    case 'diagnostic':
      return nodeOf(event.place);
    default:
      return null;
  }
}

/** The node that stands for a place. */
export function nodeOf(place: Place): GraphNodeId | null {
  if (place.stream) return place.stream;
  if (place.stage === undefined) return null;
  return place.index === undefined ? planStream(place.stage) : executionStream(place.stage, place.index);
}
