import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import type { LoopRange, Speed, StepUnit } from '#lib/replay/playhead.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { JumpTarget } from './jumps.ts';
import type {
  CameraRequest,
  InspectorTab,
  LayoutKind,
  PhoneTab,
  PlaybackState,
  TraceView,
  ViewChoices,
  ViewName,
} from './playback-types.ts';
import type { Player } from './player.ts';

/** Everything that buttons and keys can do on a page of traces. */
export interface PlaybackActions {
  togglePlay(): void;
  goLive(): void;
  /** Moves to a moment of the chosen axis, in its unit. */
  seek(at: number): void;
  /** Moves to right after so many events; stops. */
  seekCount(count: number): void;
  seekStart(): void;
  seekEnd(): void;
  step(unit: StepUnit, by: 1 | -1): void;
  setStepUnit(unit: StepUnit): void;
  /** Moves to a moment and brings its node into view. */
  jumpTo(target: JumpTarget): void;
  setSpeed(speed: Speed): void;
  setLoop(range: LoopRange | null): void;
  /** Starts or ends the loop at the playhead. */
  markLoop(end: 'in' | 'out'): void;
  /** Selects in the trace at that position; by default the first. */
  select(id: GraphNodeId | null, trace?: number): void;
  /** Selects and opens the inspector. */
  inspect(id: GraphNodeId): void;
  /** Selects, opens, and brings the node into view. */
  goTo(id: GraphNodeId): void;
  goToStage(stage: number): void;
  closeInspector(): void;
  setInspectorTab(tab: InspectorTab): void;
  setFollow(follow: boolean): void;
  /** A person scrolled the timeline. */
  leaveTimeline(): void;
  setView(view: ViewName): void;
  setLayout(kind: LayoutKind): void;
  setPhoneTab(tab: PhoneTab): void;
  setDefinition(definition: SequentialDefinition): void;
  setReading(reading: Reading): void;
  setAxis(axis: PlaybackState['axis']): void;
  camera(request: CameraRequest): void;
  /** Puts the lower trace above the others. */
  swap(): void;
  setTitle(title: string | null): void;
  setJudged(judged: JudgedAnswer): void;
  setAnnotations(annotations: readonly Annotation[]): void;
}

export interface ActionParts {
  state(): PlaybackState;
  /** Sets a choice that changes nothing derived. */
  set(change: Partial<ViewChoices>): void;
  /** Sets a choice that changes what the same moment looks like. */
  chose(change: Partial<ViewChoices>): void;
  /** From now on the axis is a person's choice. */
  choseAxis(): void;
  changeTrace(index: number, change: Partial<Pick<TraceView, 'about' | 'annotations'>>): void;
  readonly player: Player;
  /** Shows the player's position at once. */
  jumped(): void;
}

export function createPlaybackActions(parts: ActionParts): PlaybackActions {
  const { state, set, chose, choseAxis, changeTrace, player, jumped } = parts;
  function tell(change: Partial<TraceView['about']>): void {
    const about = state().traces[0]?.about;
    if (about) changeTrace(0, { about: { ...about, ...change } });
  }
  const moveFollows = { follow: true, timelineFollows: true };

  const actions: PlaybackActions = {
    togglePlay() {
      player.toggle();
      if (player.moving) set(moveFollows);
      jumped();
    },
    goLive() {
      player.follow();
      if (player.transport === 'live') set(moveFollows);
      jumped();
    },
    seek(at) {
      player.seek(at);
      jumped();
    },
    seekCount(count) {
      player.seekCount(count);
      jumped();
    },
    seekStart() {
      player.seekStart();
      jumped();
    },
    seekEnd() {
      player.follow();
      jumped();
    },
    step(unit, by) {
      player.step(unit, by);
      jumped();
    },
    setStepUnit: (stepUnit) => set({ stepUnit }),
    jumpTo({ count, node }) {
      player.seekCount(count);
      set({ follow: false });
      jumped();
      if (!node) return;
      if (!node.startsWith('join:')) set({ selection: node });
      actions.camera({ kind: 'reveal', id: node });
    },
    setSpeed(speed) {
      player.setSpeed(speed);
      jumped();
    },
    setLoop(range) {
      player.setLoop(range);
      jumped();
    },
    markLoop(end) {
      player.markLoop(end);
      jumped();
    },
    select: (id, trace = 0) => set({ selection: id, selectedTrace: trace }),
    inspect: (id) => set({ selection: id, inspectorOpen: true }),
    goTo(id) {
      set({ selection: id, inspectorOpen: true, view: 'graph', follow: false });
      actions.camera({ kind: 'reveal', id });
    },
    goToStage(stage) {
      set({ selection: `plan:${stage}`, view: 'graph', follow: false });
      actions.camera({ kind: 'stage', stage });
    },
    closeInspector: () => set({ inspectorOpen: false }),
    setInspectorTab: (inspectorTab) => set({ inspectorTab }),
    setFollow(follow) {
      const before = state();
      if (follow && !before.timelineFollows) set({ timelineFollows: true });
      if (before.follow !== follow) set({ follow });
    },
    leaveTimeline() {
      if (state().timelineFollows) set({ timelineFollows: false });
    },
    setView: (view) => set({ view }),
    setLayout(layoutKind) {
      if (state().layoutKind === layoutKind) return;
      chose({ layoutKind });
      actions.camera({ kind: 'relayout' });
    },
    setPhoneTab: (phoneTab) => set({ phoneTab }),
    setDefinition: (definition) => chose({ definition }),
    setReading(reading) {
      player.setReading(reading);
      chose({ reading });
      jumped();
    },
    setAxis(axis) {
      choseAxis();
      player.setAxis(axis);
      chose({ axis });
      jumped();
    },
    camera: (cameraRequest) => set({ cameraRequest: { ...cameraRequest } }),
    swap() {
      const above = state().order.at(-1);
      if (above !== undefined) chose({ top: above });
    },
    setAnnotations: (annotations) => changeTrace(0, { annotations }),
    setTitle: (title) => tell({ title }),
    setJudged: (judged) => tell({ judged }),
  };
  return actions;
}
