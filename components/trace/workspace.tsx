'use client';

import './trace.css';
import { ChartNoAxesGantt, CircleHelp, Workflow } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { AnnotationsProvider } from '#components/annotations/annotations-context.tsx';
import { useNoteKey } from '#components/annotations/use-note-key.ts';
import { DoctorProvider } from '#components/doctor/doctor-context.tsx';
import { useJump } from '#components/doctor/use-jump.ts';
import { GraphControls } from '#components/graph/graph-controls.tsx';
import { GraphView } from '#components/graph/graph-view.tsx';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { useBookmarks } from '#components/playback/use-bookmarks.ts';
import { Timeline } from '#components/timeline/timeline.tsx';
import { preloadMarkdown } from '#components/transcript/markdown.tsx';
import { Transport } from '#components/transport/transport.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { useFetchAhead } from '#components/ui/on-demand.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Announcer } from './announcer.tsx';
import { fetchedAhead, Inspector, KeysDialog, SessionNotices, TranscriptView } from './fetched-ahead.ts';
import { FirstToken } from './first-token.tsx';
import { sessionKeys, useSessionKeys } from './keys.ts';
import { hasNotices } from './notices-first.ts';
import { PhoneTabs } from './phone-tabs.tsx';
import { Rail } from './rail.tsx';
import { SummaryStrip } from './summary-strip.tsx';

/** The whole of one trace, under the header that the page supplies. */
export function Workspace({ header }: { header: ReactNode }) {
  return (
    <AnnotationsProvider>
      <DoctorProvider>
        <Bench header={header} />
      </DoctorProvider>
    </AnnotationsProvider>
  );
}

function Bench({ header }: { header: ReactNode }) {
  const [help, setHelp] = useState(false);
  const jump = useJump();
  const { add: addBookmark } = useBookmarks();
  const addNote = useNoteKey();
  useSessionKeys(
    useMemo(
      () => ({ openHelp: () => setHelp(true), jump, addBookmark, addNote }),
      [jump, addBookmark, addNote],
    ),
  );
  useFetchAhead(fetchedAhead);
  useEffect(preloadMarkdown, []);
  const isNoticed = useSession(hasNotices);
  const inspectorOpen = useSession((session) => session.inspectorOpen);
  const view = useSession((session) => session.view);
  const phoneTab = useSession((session) => session.phoneTab);
  return (
    <div className="session-page flex h-[calc(100dvh-var(--banner-height,0px))] min-h-0 flex-col overflow-hidden">
      {header}
      <main
        id="main"
        data-phone={phoneTab}
        data-inspector={inspectorOpen || undefined}
        className="session-grid min-h-0 flex-1"
      >
        <SummaryStrip />
        <div className="area-rail overflow-y-auto border-line bg-panel md:border-r">
          <Rail />
        </div>
        <div className="area-canvas flex min-h-0 min-w-0 flex-col overflow-hidden">
          {isNoticed ? <SessionNotices /> : null}
          <div className="relative min-h-0 flex-1">
            {view === 'graph' ? <GraphView /> : <TranscriptView />}
            <FirstToken />
            <ViewSwitch onHelp={() => setHelp(true)} />
          </div>
        </div>
        <div className={cn('area-inspector min-h-0 min-w-0 border-line bg-panel md:border-l')}>
          {inspectorOpen || phoneTab === 'text' ? <Inspector /> : null}
        </div>
        <div className="area-transport border-line bg-panel md:border-t md:border-r">
          <Transport />
        </div>
        <div className="area-timeline min-w-0 border-line border-t bg-panel">
          <Timeline />
        </div>
        <PhoneTabs />
      </main>
      <Announcer />
      <KeysDialog
        table={sessionKeys}
        open={help}
        onClose={() => setHelp(false)}
        description="They work wherever nothing is being typed."
      />
    </div>
  );
}

function LayoutChoice() {
  const layout = useSession((session) => session.layoutKind);
  const actions = useSessionActions();
  return (
    <Segmented
      label="Layout"
      size="sm"
      className="bg-panel shadow-card"
      value={layout}
      options={[
        { value: 'structure', label: <Workflow size={14} aria-hidden="true" />, name: 'Structure' },
        { value: 'time', label: <ChartNoAxesGantt size={14} aria-hidden="true" />, name: 'Time' },
      ]}
      onChange={actions.setLayout}
    />
  );
}

function ViewSwitch({ onHelp }: { onHelp: () => void }) {
  const view = useSession((session) => session.view);
  const actions = useSessionActions();
  return (
    <div className="absolute right-3 bottom-3 z-[7] flex items-center gap-1.5">
      {view === 'graph' ? <GraphControls /> : null}
      {view === 'graph' ? <LayoutChoice /> : null}
      <Segmented
        label="View"
        size="sm"
        className="bg-panel shadow-card"
        value={view}
        options={[
          { value: 'graph', label: 'Graph' },
          { value: 'transcript', label: 'Transcript' },
        ]}
        onChange={actions.setView}
      />
      <span className="hidden md:contents">
        <IconButton
          label="Keys"
          shortcut="?"
          size="sm"
          variant="secondary"
          tooltipSide="top"
          className="shadow-card"
          icon={<CircleHelp size={15} />}
          onClick={onHelp}
        />
      </span>
    </div>
  );
}
