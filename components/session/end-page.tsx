'use client';

import { FileQuestion, Trash2, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Connection } from '#components/playback/playback-types.ts';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';

/** Why there is nothing to show, in place of the page. */
export function EndPage({ connection, example }: { connection: Connection; example: boolean }) {
  switch (connection.kind) {
    case 'deleted':
      return <DeletedPage />;
    case 'unreadable':
      return <UnreadablePage title={connection.title} message={connection.message} />;
    default:
      return <NotFoundPage example={example} />;
  }
}

/** Nothing at this address. */
function NotFoundPage({ example }: { example: boolean }) {
  return (
    <StatePage
      icon={<FileQuestion size={28} />}
      title={example ? 'There is no such example' : 'There is no such session'}
      actions={
        <ButtonLink href="/" variant="primary">
          To the start page
        </ButtonLink>
      }
    >
      {example
        ? 'The gallery on the start page has all of them.'
        : 'It may have been deleted, or belong to another Sprintscope: sessions stay where they ran.'}
    </StatePage>
  );
}

/** Another page or program deleted it while it was open here. */
function DeletedPage() {
  return (
    <StatePage
      icon={<Trash2 size={28} />}
      title="This session was deleted"
      actions={
        <ButtonLink href="/" variant="primary">
          To the start page
        </ButtonLink>
      }
    >
      Its log is gone from this server; what this page had loaded was a copy of it.
    </StatePage>
  );
}

function UnreadablePage({ title, message }: { title: string; message: string }) {
  return (
    <StatePage
      icon={<TriangleAlert size={28} />}
      title={title}
      actions={
        <>
          <Button variant="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
          <ButtonLink href="/">To the start page</ButtonLink>
        </>
      }
    >
      {message}
    </StatePage>
  );
}

function StatePage({
  icon,
  title,
  actions,
  children,
}: {
  icon: ReactNode;
  title: string;
  actions: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <AppHeader />
      <main id="main" className="flex flex-1 items-center justify-center p-6">
        <div className="flex w-full max-w-lg flex-col items-center rounded-2xl border border-line bg-panel px-8 py-10 text-center shadow-card">
          <span className="mb-3 text-faint" aria-hidden="true">
            {icon}
          </span>
          <h1 className="font-semibold text-base tracking-[-0.01em]">{title}</h1>
          <p className="mt-1.5 max-w-sm text-mute text-ui leading-relaxed">{children}</p>
          <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
        </div>
      </main>
    </>
  );
}
