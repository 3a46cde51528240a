'use client';

import { TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { compareHref, sideHref } from '#components/actions/compare/side-source.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { preloadMarkdown } from '#components/transcript/markdown.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import { BarPanel } from './bar-panel.tsx';
import { useCompare, useSides } from './compare-context.tsx';
import { Choices, CompareHeader } from './compare-header.tsx';
import { LoadingRace, MissingSides } from './compare-states.tsx';
import { ContentView } from './content-view.tsx';
import { useCompareKeys } from './keys.ts';
import { NumbersStrip } from './numbers-strip.tsx';
import { RacePanel } from './race-panel.tsx';
import { sideNames } from './side-names.ts';

/** Numbers, race and content of two sessions; or the reason why they cannot be shown. */
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

/** What makes the comparison less than fair, shown before anyone reads a number. */
function CompareNotices() {
  const sides = useSides();
  const names = sideNames(sides);
  const [first, second] = sides;
  const differ =
    first.latest.session !== null &&
    second.latest.session !== null &&
    fold(first.latest.session.question) !== fold(second.latest.session.question);
  const notices: { key: string; words: ReactNode }[] = [];
  if (differ) {
    notices.push({
      key: 'questions',
      words:
        'These two sessions worked on different questions: their numbers can be read, but say nothing about each other.',
    });
  }
  sides.forEach(({ connection }, index) => {
    const name = names[index === 0 ? 0 : 1];
    if (connection.kind === 'lost') {
      notices.push({
        key: `lost ${index}`,
        words: `${name}: the connection broke off and is being opened again.`,
      });
    }
    if (connection.kind === 'unreadable') {
      notices.push({
        key: `unreadable ${index}`,
        words: `${name}: ${connection.title}. ${connection.message}`,
      });
    }
  });
  if (notices.length === 0) return null;
  return (
    <div className="grid gap-2">
      {notices.map(({ key, words }) => (
        <p
          key={key}
          role="status"
          className="flex items-start gap-2 rounded-lg bg-crit-bg px-3 py-2 text-[12.5px] text-crit leading-5"
        >
          <TriangleAlert size={14} className="mt-[3px] shrink-0" aria-hidden="true" />
          {words}
        </p>
      ))}
    </div>
  );
}

const fold = (question: string): string => question.trim().replace(/\s+/g, ' ');

/** Says that nothing of a curation record's preview is stored, and stores it on request. */
function PreviewNotice() {
  const router = useRouter();
  const preview = useCompare(({ traces }) =>
    traces.map(({ source }) => source).find((source) => source.kind === 'curation'),
  );
  const [busy, setBusy] = useState(false);
  if (preview?.kind !== 'curation') return null;
  async function keep(recordId: string) {
    setBusy(true);
    try {
      const { source, rounds } = await curationApi.keep(recordId);
      router.push(compareHref(source, rounds));
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-line-soft/60 px-3 py-2 text-[12.5px] leading-5"
    >
      <p className="min-w-0 flex-1 basis-72">
        <span className="font-medium">A preview of a curation record.</span>{' '}
        <span className="text-mute">
          Nothing of it is stored. Kept, both sides stand in the library as curated, outside its means.
        </span>
      </p>
      <IntentLink
        href={sideHref(preview)}
        className="font-medium text-plan underline-offset-2 hover:underline"
      >
        Back to the record
      </IntentLink>
      <Button busy={busy} onClick={() => void keep(preview.recordId)}>
        Keep
      </Button>
    </div>
  );
}
