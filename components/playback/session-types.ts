import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { Graph, GraphNodeId } from '#lib/graph/graph.ts';
import type { Layout } from '#lib/graph/layout-lanes.ts';
import type { LoopRange, Speed, StepUnit } from '#lib/replay/playhead.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { CriticalPath } from '#lib/trace/critical-path.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** Where a page's log comes from. A recorded example is the same page, read-only. */
export type SessionSource = { kind: 'session'; id: string } | { kind: 'example'; slug: string };

/** A page that brings its log along and has no server behind it: the player page (components/export). */
export interface EmbeddedSource {
  readonly kind: 'embedded';
  /** Of files exported from it. */
  readonly name: string;
  readonly events: readonly TraceEvent[];
  readonly about: SessionAbout;
  readonly annotations: readonly Annotation[];
}

/** A side of a curation record as the log of a session, without one being stored: only compared (components/compare). */
export interface CurationPreviewSource {
  readonly kind: 'curation';
  readonly recordId: string;
  readonly side: 'source' | 'rounds';
}

export type PageSource = SessionSource | EmbeddedSource;

export type Connection =
  | { kind: 'loading' }
  /** Events come in. */
  | { kind: 'live' }
  /** The stream broke off and is being opened again; what came so far stays readable. */
  | { kind: 'lost' }
  /** The whole log is here. */
  | { kind: 'complete' }
  | { kind: 'not-found' }
  /** It was here, and is gone from the server. */
  | { kind: 'deleted' }
  | { kind: 'unreadable'; title: string; message: string };

/** `live`: the end of a log that still grows is shown. */
export type Transport = 'live' | 'playing' | 'paused';

export type InspectorTab = 'text' | 'context' | 'timing' | 'raw';
export type PhoneTab = 'graph' | 'text' | 'numbers' | 'timeline';

/** Two layouts of the same nodes: stages as lanes of cards, or x = moment and width = duration. */
export type LayoutKind = 'structure' | 'time';

/** What the page can go to, on or back. */
export type JumpKind = 'fork' | 'join' | 'finding' | 'critical' | 'bookmark';

export type CameraRequest =
  | { readonly kind: 'fit' }
  /** The nodes have moved to their places in the other layout. */
  | { readonly kind: 'relayout' }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'reveal'; readonly id: GraphNodeId }
  | { readonly kind: 'stage'; readonly stage: number };

/** What the service or the gallery says about the session, beside its log. */
export interface SessionAbout {
  readonly title: string | null;
  /** Of a recorded example: what it shows, and who or what wrote it. */
  readonly description: string | null;
  readonly author: string | null;
  /** Of an import: the file it was read from. */
  readonly sourceName?: string | null;
  /** Names of what is unreadable in its stored row. */
  readonly damaged?: readonly string[];
  /** Whether its answer is right; not known of examples. */
  readonly judged?: JudgedAnswer | null;
}

export interface SessionView {
  readonly source: PageSource;
  readonly connection: Connection;
  readonly about: SessionAbout;

  /** At the playhead; a few times a second while it grows (nodes read their text through NodeSlices). */
  readonly trace: TraceState;
  readonly graph: Graph;
  readonly layout: Layout;
  readonly metrics: SessionMetrics;
  readonly critical: CriticalPath;
  /** The whole log as far as it is here: what the timeline spans. */
  readonly latest: TraceState;
  readonly latestCritical: CriticalPath;

  readonly transport: Transport;
  readonly speed: Speed;
  /** Of the playhead, ms since the session's start. */
  readonly positionMs: number;
  /** Where the playhead stands on the chosen axis (ms or tokens); infinite where that is its end. */
  readonly axisAt: number;
  readonly count: number;
  readonly length: number;
  readonly endMs: number;

  readonly definition: SequentialDefinition;
  /** Whether numbers in tokens count thinking; of nodes, bars and axes too. */
  readonly reading: Reading;
  readonly axis: 'wall' | 'tokens';
  readonly layoutKind: LayoutKind;
  /** What is played again and again, in events. */
  readonly loop: LoopRange | null;
  /** What the step buttons step by. */
  readonly stepUnit: StepUnit;
  readonly view: 'graph' | 'transcript';
  readonly follow: boolean;
  /** The timeline scrolls after the newest row; off once a person scrolls it, on again with Follow, Live and Play. */
  readonly timelineFollows: boolean;
  readonly selection: GraphNodeId | null;
  readonly inspectorOpen: boolean;
  readonly inspectorTab: InspectorTab;
  readonly phoneTab: PhoneTab;
  /** What people said of it: of a stored session on the server, of an example in this browser, of a file in it. */
  readonly annotations: readonly Annotation[];
  /** The last wish to move the graph's view; a new object is a new wish. */
  readonly cameraRequest: CameraRequest | null;
}
