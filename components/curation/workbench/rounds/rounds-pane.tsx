'use client';

import { type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useWorkbench, useWorkbenchHandle } from '#components/curation/workbench/use-workbench.tsx';
import { GraphControls } from '#components/graph/graph-controls.tsx';
import { GraphView } from '#components/graph/graph-view.tsx';
import { SessionHandleProvider } from '#components/playback/session-context.tsx';
import { TabPanel, Tabs } from '#components/ui/tabs.tsx';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { createRoundsSession, roundsLog } from './rounds-session.ts';
import { type RoundsSteps, roundsSteps } from './rounds-steps.ts';
import { RoundsTranscript } from './rounds-transcript.tsx';

type View = 'graph' | 'transcript';

const views = [
  { value: 'graph', label: 'Rounds' },
  { value: 'transcript', label: 'Transcript' },
] as const;

/** The packed rounds: the written trajectory, parsed like any other text, in the session graph; or the text itself. */
export function RoundsPane() {
  const id = useId();
  const [view, setView] = useState<View>('graph');
  return (
    <section aria-label="Packed rounds" className="flex h-full min-h-0 flex-col">
      <Tabs id={id} label="Rounds as" value={view} tabs={views} onChange={setView} className="px-3" />
      <TabPanel id={id} value={view} className="relative min-h-0 flex-1">
        {view === 'graph' ? <RoundsGraph /> : <RoundsTranscript />}
      </TabPanel>
    </section>
  );
}

function RoundsGraph() {
  const { store, actions } = useWorkbenchHandle();
  const curated = useWorkbench((state) => state.curated);
  const map = useMemo(() => roundsSteps(curated), [curated]);
  const latest = useRef<RoundsSteps>(map);
  latest.current = map;
  const [rounds] = useState(() =>
    createRoundsSession((node) => {
      const step = node ? latest.current.stepOf(node) : null;
      if (step) actions.select(step);
    }),
  );
  const { trajectory } = curated;
  useEffect(() => {
    const first = rounds.session.store.getState().length === 0;
    rounds.show(roundsLog(trajectory));
    // A pane is narrower than a page: the whole first round is more useful than the beginning of everything.
    if (first) rounds.session.actions.camera({ kind: 'stage', stage: 1 });
  }, [rounds, trajectory]);

  const selected = useWorkbench((state) => state.selected);
  useEffect(() => {
    const { store: view, actions: graph } = rounds.session;
    // An edit moves a step to another node; a clicked plan stays selected while the step is in it.
    if (!selected || map.stepsOf(view.getState().selection ?? 'question').includes(selected)) return;
    const node = map.nodesOf(selected)?.own;
    if (!node) return;
    rounds.select(node);
    graph.camera({ kind: 'reveal', id: node });
  }, [rounds, map, selected]);

  const root = useRef<HTMLDivElement>(null);
  useLitNodes(root, map);

  const onPointer = (event: PointerEvent) => {
    const node = (event.target as Element).closest('[data-node]')?.getAttribute('data-node') ?? null;
    const step = node ? map.stepOf(node as GraphNodeId) : null;
    if (step !== store.getState().hovered) actions.hover(step);
  };
  return (
    <div
      ref={root}
      className="rounds-graph session-page absolute inset-0"
      onPointerOver={onPointer}
      onPointerLeave={() => actions.hover(null)}
    >
      <SessionHandleProvider session={rounds.session}>
        <GraphView />
        <div className="absolute right-2 bottom-2 z-[7] flex items-center gap-1.5">
          <GraphControls />
        </div>
      </SessionHandleProvider>
    </div>
  );
}

/**
 * Lights the nodes of the hovered and of the selected step, past React: the graph's nodes know nothing of steps. Runs
 * again after each change of the document, since nodes enter it as they come into view.
 */
function useLitNodes(root: React.RefObject<HTMLDivElement | null>, map: RoundsSteps): void {
  const hovered = useWorkbench((state) => state.hovered);
  const selected = useWorkbench((state) => state.selected);
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const lit = hovered ? map.nodesOf(hovered) : null;
    const chosen = selected ? map.nodesOf(selected) : null;
    const light = () => {
      for (const node of element.querySelectorAll('[data-node]')) {
        const id = node.getAttribute('data-node');
        mark(node, 'data-lit', id === lit?.own ? 'own' : id === lit?.plan ? 'plan' : null);
        mark(node, 'data-chosen', id === chosen?.own ? 'own' : null);
      }
    };
    light();
    const observer = new MutationObserver(light);
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [root, map, hovered, selected]);
}

function mark(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
