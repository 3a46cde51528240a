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
export type TraceSource = PageSource | CurationPreviewSource;

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

/** Of one trace its graph or its text, of several the race of their lanes or their texts alone. */
export type ViewName = 'graph' | 'transcript' | 'race' | 'content';

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

/** One log as far as it is here; keeps its identity while only the playhead moves. */
export interface TraceView<S extends TraceSource = TraceSource> {
  readonly source: S;
  readonly connection: Connection;
  readonly about: SessionAbout;
  /** What people said of it: of a stored session on the server, of an example in this browser, of a file in it. */
  readonly annotations: readonly Annotation[];
  readonly latest: TraceState;
  readonly latestMetrics: SessionMetrics;
  readonly latestCritical: CriticalPath;
  /** Events in the log. */
  readonly length: number;
}

/** A log at the playhead; a few times a second while it grows (nodes read their text through NodeSlices). */
export interface MomentView {
  readonly trace: TraceState;
  readonly graph: Graph;
  readonly layout: Layout;
  readonly metrics: SessionMetrics;
  readonly critical: CriticalPath;
}

/** What a person chose to look at; the page of one trace and the page of several use what they have. */
export interface ViewChoices {
  readonly definition: SequentialDefinition;
  /** Whether numbers in tokens count thinking; of all traces, nodes, bars and axes. */
  readonly reading: Reading;
  readonly axis: Axis;
  readonly layoutKind: LayoutKind;
  /** What the step buttons step by. */
  readonly stepUnit: StepUnit;
  readonly view: ViewName;
  readonly follow: boolean;
  /** The timeline scrolls after the newest row; off once a person scrolls it, on again with Follow, Live and Play. */
  readonly timelineFollows: boolean;
  readonly selection: GraphNodeId | null;
  /** Position of the trace that the selection is in. */
  readonly selectedTrace: number;
  readonly inspectorOpen: boolean;
  readonly inspectorTab: InspectorTab;
  readonly phoneTab: PhoneTab;
  /** The last wish to move the graph's view; a new object is a new wish. */
  readonly cameraRequest: CameraRequest | null;
  /** The trace that is to stand above the others; null: the sequential one. */
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
  /** Where the playhead stands on the chosen axis (ms or tokens); infinite where that is its end. */
  readonly at: number;
  /** Events of each trace up to the playhead. */
  readonly counts: readonly number[];
  /** The playhead in each trace's own time, and where the trace stands now, ms since its start. */
  readonly positionsMs: readonly number[];
  readonly endsMs: readonly number[];
  /** Where each trace ends on the axis as far as it is here. */
  readonly ends: readonly number[];
  /** Where the axis ends: the longest trace, with room to grow while one runs. */
  readonly axisEnd: number;
  /** What is played again and again, in events. */
  readonly loop: LoopRange | null;
}

/** What views of one trace read: the playback with that trace unfolded. */
export interface SessionView extends PlaybackState<PageSource>, TraceView<PageSource>, MomentView {
  /** Of the playhead, ms since the session's start. */
  readonly positionMs: number;
  readonly endMs: number;
  readonly count: number;
}
