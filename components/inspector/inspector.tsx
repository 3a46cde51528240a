'use client';

import { X } from 'lucide-react';
import { useRef } from 'react';
import { SelectionNote } from '#components/annotations/selection-note.tsx';
import { useNotePassages } from '#components/annotations/use-note-passages.ts';
import { FindingCard } from '#components/doctor/finding-card.tsx';
import { useOpenPassages } from '#components/doctor/use-open-passages.ts';
import { KIND_ICONS, kindText } from '#components/graph/piece-node.tsx';
import type { InspectorTab } from '#components/playback/playback-types.ts';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { TabPanel, Tabs } from '#components/ui/tabs.tsx';
import { activityOf } from '#lib/graph/activity.ts';
import { ContextTab } from './context-tab.tsx';
import { executionStage, inspected, newestPiece } from './inspected.ts';
import { QuestionText } from './question-text.tsx';
import { RawTab } from './raw-tab.tsx';
import { subtitle } from './subtitle.ts';
import { TextTab } from './text-tab.tsx';
import { TimingTab } from './timing-tab.tsx';

const tabs: readonly { value: InspectorTab; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'context', label: 'What it saw' },
  { value: 'timing', label: 'Timing' },
  { value: 'raw', label: 'Raw' },
];

/** Everything about the selected node. */
export function Inspector() {
  const trace = useSession((session) => session.trace);
  const latest = useSession((session) => session.latest);
  // The Text tab of a phone shows the newest piece until one is chosen.
  const selection = useSession(
    (session) => session.selection ?? (session.inspectorOpen ? null : newestPiece(session.graph)),
  );
  const tab = useSession((session) => session.inspectorTab);
  const actions = useSessionActions();
  const body = useRef<HTMLElement>(null);
  const text = useRef<HTMLDivElement>(null);
  useOpenPassages(body, 'doctor-inspector', tab === 'text' || tab === 'raw' ? selection : null, tab);
  useNotePassages(body, 'note-inspector', tab === 'text' || tab === 'raw' ? selection : null);
  // A node of the future (selected on the timeline) is shown as it will be.
  const target = inspected(trace, selection) ?? inspected(latest, selection);

  return (
    <aside ref={body} aria-label="Inspector" className="flex h-full min-h-0 min-w-0 flex-col bg-panel">
      <header className="flex items-start gap-2 px-4 pt-3 pb-1.5">
        <div className="min-w-0 flex-1">
          <h2
            className={cn(
              'flex items-center gap-1.5 font-[650] text-[15px] leading-6',
              target?.piece && kindText[target.kind],
            )}
          >
            {target?.piece ? <KindIcon kind={target.kind} /> : null}
            {target?.name ?? 'Nothing selected'}
          </h2>
          <p className="min-h-[18px] text-mute text-xs leading-[18px]">
            {target?.piece
              ? subtitle(
                  target.piece,
                  activityOf(target.piece, executionStage(target)),
                  trace.at,
                  trace.session?.clock ?? 'wall',
                )
              : target
                ? 'as it was asked'
                : 'Choose a node of the graph or a bar of the timeline.'}
          </p>
        </div>
        <IconButton
          label="Close inspector"
          shortcut="Esc"
          size="sm"
          icon={<X size={15} />}
          onClick={actions.closeInspector}
        />
      </header>
      <FindingCard />
      {target === null ? null : target.piece === null ? (
        <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-6">
          <QuestionText />
        </div>
      ) : (
        <>
          <Tabs
            id="inspector"
            label="Views of this piece"
            value={tab}
            tabs={tabs}
            onChange={actions.setInspectorTab}
            className="px-4"
          />
          {/* Another piece or tab starts at its top. */}
          <div
            ref={tab === 'text' || tab === 'raw' ? text : undefined}
            key={`${selection} ${tab}`}
            className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden"
          >
            <TabPanel id="inspector" value={tab} className="px-4 pt-3.5 pb-8">
              {tab === 'text' ? <TextTab target={target} piece={target.piece} /> : null}
              {tab === 'context' ? <ContextTab piece={target.piece} /> : null}
              {tab === 'timing' ? <TimingTab target={target} piece={target.piece} /> : null}
              {tab === 'raw' ? <RawTab target={target} piece={target.piece} /> : null}
            </TabPanel>
          </div>
        </>
      )}
      <SelectionNote container={text} />
    </aside>
  );
}

function KindIcon({ kind }: { kind: keyof typeof KIND_ICONS }) {
  const Icon = KIND_ICONS[kind];
  return <Icon size={13} aria-hidden="true" className="fill-current" />;
}
