import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { Graph, GraphNodeId } from '#lib/graph/graph.ts';
import type { Layout } from '#lib/graph/layout-lanes.ts';
import type { LoopRange, Speed, StepUnit } from '#lib/replay/playhead.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { CriticalPath } from '#lib/trace/critical-path.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Axis } from '#lib/trace/token-axis.ts';

/** Where a page's log comes from. A recorded example is the same page, read-only. */
export type SessionSource = { kind: 'session'; id: string } | { kind: 'example'; slug: string };

/** A page that contains its log and has no server: the player page (components/export). */
export interface EmbeddedSource {
  readonly kind: 'embedded';
  /** Of files exported from it. */
  readonly name: string;
  readonly events: readonly TraceEvent[];
  readonly about: SessionAbout;
  readonly annotations: readonly Annotation[];
}

/**
 * A side of a curation record as the log of a session, without storing one: only for comparisons (components/compare).
 */
export interface CurationPreviewSource {
  readonly kind: 'curation';
  readonly recordId: string;
  readonly side: 'source' | 'rounds';
}

export type PageSource = SessionSource | EmbeddedSource;
export type TraceSource = PageSource | CurationPreviewSource;

export type Connection =
  | { kind: 'loading' }
  /** Events come in. */
  | { kind: 'live' }
  /** The stream broke off and is reopening; what has arrived stays readable. */
  | { kind: 'lost' }
  /** The whole log is here. */
  | { kind: 'complete' }
  | { kind: 'not-found' }
  /** The page had it, and the server no longer does. */
  | { kind: 'deleted' }
  | { kind: 'unreadable'; title: string; message: string };

/** `live`: shows the end of a log that still grows. */
export type Transport = 'live' | 'playing' | 'paused';

export type InspectorTab = 'text' | 'context' | 'timing' | 'raw';
export type PhoneTab = 'graph' | 'text' | 'numbers' | 'timeline';

/** For one trace its graph or its text, for several the race of their lanes or only their texts. */
export type ViewName = 'graph' | 'transcript' | 'race' | 'content';

/** Two layouts of the same nodes: stages as lanes of cards, or x = moment and width = duration. */
export type LayoutKind = 'structure' | 'time';

/** The kinds of place that the page can jump to, forwards or backwards. */
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
  /** For an import: the file it came from. */
  readonly sourceName?: string | null;
  /** Names of unreadable members in its stored row. */
  readonly damaged?: readonly string[];
  /** Whether its answer is right; unknown for examples. */
  readonly judged?: JudgedAnswer | null;
}

/** One log as far as it has arrived; keeps its identity while only the playhead moves. */
export interface TraceView<S extends TraceSource = TraceSource> {
  readonly source: S;
  readonly connection: Connection;
  readonly about: SessionAbout;
  /** People's annotations: for a stored session on the server, for an example in this browser, for a file inside it. */
  readonly annotations: readonly Annotation[];
  readonly latest: TraceState;
  readonly latestMetrics: SessionMetrics;
  readonly latestCritical: CriticalPath;
  /** Events in the log. */
  readonly length: number;
}

/** A log at the playhead; renewed a few times a second while it grows (nodes read their text through NodeSlices). */
export interface MomentView {
  readonly trace: TraceState;
  readonly graph: Graph;
  readonly layout: Layout;
  readonly metrics: SessionMetrics;
  readonly critical: CriticalPath;
}

/** What a person chose to look at; pages of one trace and of several each use their part. */
export interface ViewChoices {
  readonly definition: SequentialDefinition;
  /** Whether numbers in tokens count thinking; applies to all traces, nodes, bars and axes. */
  readonly reading: Reading;
  readonly axis: Axis;
  readonly layoutKind: LayoutKind;
  /** The unit of the step buttons. */
  readonly stepUnit: StepUnit;
  readonly view: ViewName;
  readonly follow: boolean;
  /** The timeline scrolls to the newest row; off once a person scrolls it, on again with Follow, Live and Play. */
  readonly timelineFollows: boolean;
  readonly selection: GraphNodeId | null;
  /** Position of the trace that contains the selection. */
  readonly selectedTrace: number;
  readonly inspectorOpen: boolean;
  readonly inspectorTab: InspectorTab;
  readonly phoneTab: PhoneTab;
  /** The last request to move the graph's view; a new object is a new request. */
  readonly cameraRequest: CameraRequest | null;
  /** The trace that a person put on top; null: the sequential one. */
  readonly top: number | null;
}

/** n traces under one playhead. Renewed some nine times a second while it moves. */
export interface PlaybackState<S extends TraceSource = TraceSource> extends ViewChoices {
  readonly traces: readonly TraceView<S>[];
  /** Of each trace; empty where the page draws none of them at the moment (createPlayback's `graphs`). */
  readonly moments: readonly MomentView[];
  /** Positions of the traces from above to below. */
  readonly order: readonly number[];
  readonly transport: Transport;
  readonly speed: Speed;
  /** The playhead's position on the chosen axis (ms or tokens); infinite where that is the axis' end. */
  readonly at: number;
  /** Number of events of each trace up to the playhead. */
  readonly counts: readonly number[];
  /** The playhead in each trace's own time, and the trace's current end, ms since its start. */
  readonly positionsMs: readonly number[];
  readonly endsMs: readonly number[];
  /** Where each trace ends on the axis as far as it has arrived. */
  readonly ends: readonly number[];
  /** Where the axis ends: the longest trace, with room to grow while one runs. */
  readonly axisEnd: number;
  /** The range that repeats, in events. */
  readonly loop: LoopRange | null;
}

/** What views of one trace read: the playback, with that trace's members beside it. */
export interface SessionView extends PlaybackState<PageSource>, TraceView<PageSource>, MomentView {
  /** The playhead's position, ms since the session's start. */
  readonly positionMs: number;
  readonly endMs: number;
  readonly count: number;
}
