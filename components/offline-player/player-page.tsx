'use client';

import { ExportMenu } from '#components/actions/export/export-menu.tsx';
import { SessionMark } from '#components/answers/session-mark.tsx';
import type { LinkPort } from '#components/playback/link-sync.ts';
import { SessionProvider, useSession } from '#components/playback/session-context.tsx';
import { SessionTitle } from '#components/trace/session-title.tsx';
import { StatusPill } from '#components/trace/status-pill.tsx';
import { Workspace } from '#components/trace/workspace.tsx';
import { Logo, LogoMark } from '#components/ui/logo.tsx';
import { ThemeToggle } from '#components/ui/theme-toggle.tsx';
import type { ReadPage } from './read-page.ts';

/** The session page as a file: the same graph, timeline, inspector and transcript, without a server. */
export function PlayerPage({ page }: { page: ReadPage }) {
  if (!page.ok) {
    return (
      <main id="main" className="m-auto max-w-md p-6 text-center">
        <h1 className="font-semibold">The log in this page cannot be read</h1>
        <p className="mt-2 text-mute text-ui">{page.message}</p>
      </main>
    );
  }
  return (
    <SessionProvider source={page.source} link={hashLink} readOnly>
      <Loaded />
    </SessionProvider>
  );
}

function Loaded() {
  const empty = useSession((session) => session.length === 0);
  return empty ? null : <Workspace header={<PlayerHeader />} />;
}

function PlayerHeader() {
  return (
    <header className="sticky top-0 z-30 flex h-13 shrink-0 items-center gap-2 border-line border-b bg-panel px-3 sm:gap-3 sm:px-4">
      <span className="flex sm:hidden">
        <LogoMark />
      </span>
      <span className="hidden sm:flex">
        <Logo />
      </span>
      <div className="min-w-0 flex-1 truncate border-line border-l pl-3 font-medium text-ui">
        <SessionTitle />
      </div>
      <span className="hidden min-w-0 shrink-0 items-center gap-2 sm:flex">
        <StatusPill />
        <SessionMark />
      </span>
      <ExportMenu />
      <ThemeToggle />
    </header>
  );
}

/** A page opened from a disk keeps its state after the `#`: a query would make some systems look for another file. */
const hashLink: LinkPort = {
  read: () => `?${window.location.hash.slice(1)}`.replace(/^\?$/, ''),
  write(search) {
    try {
      window.history.replaceState(null, '', `#${search.slice(1)}`);
    } catch {
      // Some browsers refuse it to a file: the page works without.
    }
  },
  href: (search) => `${window.location.href.replace(/#.*$/, '')}#${search.slice(1)}`,
};
