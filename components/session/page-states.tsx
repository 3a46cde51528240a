'use client';

import { FileQuestion, Trash2, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';

const skeleton = [
  { column: 0, rows: [0] },
  { column: 1, rows: [0, 1, 2] },
  { column: 2, rows: [0] },
  { column: 3, rows: [0, 1] },
] as const;

/** The page's shape before its log is here: nothing jumps when it comes. */
export function LoadingPage() {
  return (
    <div className="relative min-h-0 flex-1" role="status" aria-label="Loading the session">
      <div className="absolute inset-0 flex items-center overflow-hidden pl-10">
        {skeleton.map(({ column, rows }) => (
          <div key={column} className="flex shrink-0 items-center">
            <div className="flex flex-col gap-4">
              {rows.map((row) => (
                <div
                  key={`${column} ${row}`}
                  className="h-24 w-48 animate-breathe rounded-[10px] border border-line border-dashed bg-panel"
                  style={{ animationDelay: `${column * 140 + row * 60}ms` }}
                />
              ))}
            </div>
            <div className="h-px w-10 bg-line" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Nothing at this address. */
export function NotFoundPage({ example }: { example: boolean }) {
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

/** It was open here when it was deleted, by another page or program. */
export function DeletedPage() {
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

export function UnreadablePage({ title, message }: { title: string; message: string }) {
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
