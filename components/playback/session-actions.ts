import type { StoreApi } from 'zustand/vanilla';
import type { JudgedAnswer } from '#lib/answers/judged-answer.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import type { LoopRange, Speed, StepUnit } from '#lib/replay/playhead.ts';
import type { Annotation } from '#lib/trace/annotations.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { JumpTarget } from './jumps.ts';
import type { Player } from './player.ts';
import type { CameraRequest, InspectorTab, LayoutKind, PhoneTab, SessionView } from './session-types.ts';

/** Everything that is asked of the session page, by buttons and keys alike. */
export interface SessionActions {
  togglePlay(): void;
  goLive(): void;
  /** To a moment of the chosen axis, in its unit. */
  seek(at: number): void;
  /** To right after so many events; stops. */
  seekCount(count: number): void;
  seekStart(): void;
  seekEnd(): void;
  step(unit: StepUnit, by: 1 | -1): void;
  setStepUnit(unit: StepUnit): void;
  /** To a moment, with what is to be seen there in view. */
  jumpTo(target: JumpTarget): void;
  setSpeed(speed: Speed): void;
  setLoop(range: LoopRange | null): void;
  /** The loop begins or ends where the playhead stands. */
  markLoop(end: 'in' | 'out'): void;
  select(id: GraphNodeId | null): void;
  /** Selects and opens the inspector. */
  inspect(id: GraphNodeId): void;
  /** Selects, opens, and brings the node into view. */
  goTo(id: GraphNodeId): void;
  goToStage(stage: number): void;
  closeInspector(): void;
  setInspectorTab(tab: InspectorTab): void;
  setFollow(follow: boolean): void;
  /** The timeline was scrolled by hand. */
  leaveTimeline(): void;
  setView(view: SessionView['view']): void;
  setLayout(kind: LayoutKind): void;
  setPhoneTab(tab: PhoneTab): void;
  setDefinition(definition: SequentialDefinition): void;
  setReading(reading: Reading): void;
  setAxis(axis: SessionView['axis']): void;
  camera(request: CameraRequest): void;
  setTitle(title: string | null): void;
  setJudged(judged: JudgedAnswer): void;
  setAnnotations(annotations: readonly Annotation[]): void;
}

export interface ActionParts {
  readonly store: StoreApi<SessionView>;
  readonly player: Player;
  readonly log: TraceLog;
  /** Shows where the player stands, at once. */
  jumped(): void;
  /** A choice changed what the same moment looks like. */
  chose(change: Partial<SessionView>): void;
}

export function createSessionActions({ store, player, log, jumped, chose }: ActionParts): SessionActions {
  const set = (change: Partial<SessionView>) => store.setState(change);
  const moveFollows = { follow: true, timelineFollows: true };

  const actions: SessionActions = {
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
      player.seekCount(Math.min(1, log.length));
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
    select: (id) => set({ selection: id }),
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
      const before = store.getState();
      if (follow && !before.timelineFollows) set({ timelineFollows: true });
      if (before.follow !== follow) set({ follow });
    },
    leaveTimeline() {
      if (store.getState().timelineFollows) set({ timelineFollows: false });
    },
    setView: (view) => set({ view }),
    setLayout(layoutKind) {
      if (store.getState().layoutKind === layoutKind) return;
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
      player.setAxis(axis);
      chose({ axis });
      jumped();
    },
    camera: (cameraRequest) => set({ cameraRequest: { ...cameraRequest } }),
    setAnnotations: (annotations) => set({ annotations }),
    setTitle: (title) => set({ about: { ...store.getState().about, title } }),
    setJudged: (judged) => set({ about: { ...store.getState().about, judged } }),
  };
  return actions;
}
