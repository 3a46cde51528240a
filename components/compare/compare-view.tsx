'use client';

import { useEffect } from 'react';
import { preloadMarkdown } from '#components/transcript/markdown.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { cn } from '#components/ui/cn.ts';
import { BarPanel } from './bar-panel.tsx';
import { useCompare } from './compare-context.tsx';
import { Choices, CompareHeader } from './compare-header.tsx';
import { CompareNotices } from './compare-notices.tsx';
import { LoadingRace, MissingSides } from './compare-states.tsx';
import { ContentView } from './content-view.tsx';
import { useCompareKeys } from './keys.ts';
import { NumbersStrip } from './numbers-strip.tsx';
import { PreviewNotice } from './preview-notice.tsx';
import { RacePanel } from './race-panel.tsx';

/** Numbers, race and content of two sessions; or what keeps them from being here. */
export function CompareView() {
  const missing = useCompare(({ traces }) =>
    traces.some(({ connection, length }) => {
      const { kind } = connection;
      return kind === 'not-found' || kind === 'deleted' || (kind === 'unreadable' && length === 0);
    }),
  );
  const loading = useCompare(({ traces }) => traces.some(({ length }) => length === 0));
  if (missing) return <MissingSides />;
  if (loading) {
    return (
      <>
        <AppHeader title={<span className="text-mute">Loading…</span>} />
        <main id="main" className="mx-auto w-full max-w-[1440px] p-3 md:p-7">
          <LoadingRace />
        </main>
      </>
    );
  }
  return <Comparison />;
}

function Comparison() {
  useCompareKeys();
  useEffect(preloadMarkdown, []);
  const view = useCompare((state) => state.view);
  const open = useCompare((state) => state.selection !== null);
  return (
    <>
      <CompareHeader />
      <main
        id="main"
        className={cn(
          'mx-auto grid w-full max-w-[1680px] content-start gap-3 p-3 md:gap-4.5 md:px-7 md:py-5',
          open && 'md:mr-[372px] md:w-auto',
        )}
      >
        <div className="flex flex-wrap gap-2 md:hidden">
          <Choices />
        </div>
        <PreviewNotice />
        <CompareNotices />
        <NumbersStrip />
        {view === 'race' ? <RacePanel /> : null}
        <ContentView tall={view === 'content'} />
      </main>
      <BarPanel />
    </>
  );
}
