// node bench/seek.ts [events] (default 200,000) The work of the session page when a person scrubs: the state at a
// random moment and everything derived from it (components/playback/derive-view.ts: critical path, graph, layout,
// metrics), the curves of the edges, and the slices of as many nodes as a screen shows. Also the cost of opening such a
// log, in the same slices as the page. All times are processor time of the main thread.
import { deriveMoment, deriveTrace } from '#components/playback/derive-view.ts';
import { initialState } from '#components/playback/initial-state.ts';
import { createNodeSlices } from '#components/playback/node-slices.ts';
import type { LayoutKind } from '#components/playback/playback-types.ts';
import { routeEdges } from '#lib/graph/route-edges.ts';
import { createCriticalChanges } from '#lib/replay/critical-changes.ts';
import { createPlayhead, seek } from '#lib/replay/playhead.ts';
import { tokenTrack, wallTrack } from '#lib/replay/track.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';
import { type LogShape, longLog, percentile, processorTimed, pseudoRandom } from './long-log.ts';

const events = Number(process.argv[2] ?? 200_000);
const SEEKS = 1000;
const NODES_IN_VIEW = 40;
/** The pieces in which a page takes a long log (components/playback/follow-source.ts). */
const SLICE = 2000;

const shapes: readonly LogShape[] = [
  { events, stages: 12, branches: 8 },
  { events, stages: 200, branches: 8 },
  { events, stages: 20, branches: 100 },
];

console.log('| log | layout | seek p50 ms | p95 | p99 | worst | of it edges p95 |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const opening: string[] = [];
for (const shape of shapes) {
  const generated = longLog(shape);
  const log = createTraceLog();
  const slices: number[] = [];
  for (let from = 0; from < generated.length; from += SLICE) {
    slices.push(processorTimed(() => log.append(generated.slice(from, from + SLICE))).ms);
  }
  const name = `${shape.stages} stages × ${shape.branches}, ${log.length.toLocaleString('en')} events`;
  for (const layoutKind of ['structure', 'time'] as const) measure(name, log, layoutKind);
  const tokens = processorTimed(() => tokenTrack(log)).ms;
  const changes = processorTimed(() => createCriticalChanges(log).all()).ms;
  opening.push(
    `| ${[name, slices.length, Math.max(...slices), tokens, changes].map((value) => (typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(1) : value)).join(' | ')} |`,
  );
}
console.log('\n| log | slices | longest slice ms | token track ms | critical-path changes ms |');
console.log('| --- | --- | --- | --- | --- |');
console.log(opening.join('\n'));

function measure(name: string, log: TraceLog, layoutKind: LayoutKind): void {
  const state = { ...initialState([{ kind: 'session', id: 'bench' }]), layoutKind };
  const [empty, nothing] = [state.traces[0]!, state.moments[0]!];
  const whole = deriveTrace(empty, log, state, true);
  let view = deriveMoment(nothing, { before: empty, now: whole }, { log, count: log.length }, state, true);
  const track = wallTrack(log);
  let playhead = createPlayhead(track);
  const nodes = createNodeSlices();
  for (const node of view.graph.nodes.slice(-NODES_IN_VIEW)) nodes.subscribe(node.id, () => undefined);
  const random = pseudoRandom();
  const seeks: number[] = [];
  const edges: number[] = [];
  for (let round = 0; round < SEEKS; round++) {
    const at = random() * track.endAt;
    const sought = processorTimed(() => {
      playhead = seek(playhead, track, at);
      nodes.offer(log.stateAt(playhead.count));
      view = deriveMoment(view, { before: whole, now: whole }, { log, count: playhead.count }, state, false);
      nodes.publishAll();
    }).ms;
    const routed = processorTimed(() => routeEdges(view.graph, view.layout)).ms;
    edges.push(routed);
    seeks.push(sought + routed);
  }
  const cells = [0.5, 0.95, 0.99, 1].map((share) => percentile(seeks, share).toFixed(1));
  console.log(`| ${[name, layoutKind, ...cells, percentile(edges, 0.95).toFixed(1)].join(' | ')} |`);
}
