'use client';

import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { compareHref, parseSideId, sideId } from '#components/actions/compare/side-source.ts';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { useSides } from './compare-context.tsx';
import type { CompareSide } from './compare-state.ts';

/** The page's shape before the logs are here. */
export function LoadingRace() {
  return (
    <div role="status" aria-label="Loading both sessions" className="grid gap-4.5">
      <div className="h-24 animate-breathe rounded-xl border border-line border-dashed bg-panel" />
      <div className="h-64 animate-breathe rounded-xl border border-line border-dashed bg-panel" />
    </div>
  );
}

/** One side or both cannot be shown: which, why, and what to do. */
export function MissingSides() {
  const sides = useSides();
  const gone = sides.filter(isGone);
  const kept = sides.find((side) => !isGone(side));
  return (
    <StateCard
      title={gone.length === 2 ? 'Neither session is here' : 'One of the two sessions is not here'}
      actions={
        <>
          {kept ? (
            <ButtonLink variant="primary" href={compareHref(sideId(kept.source), null)}>
              Choose another partner
            </ButtonLink>
          ) : (
            <ButtonLink variant="primary" href="/compare">
              Choose two sessions
            </ButtonLink>
          )}
          <Button onClick={() => window.location.reload()}>Reload</Button>
        </>
      }
    >
      {gone.map((side) => (
        <p key={sideId(side.source)} className="mt-1.5">
          <code className="font-mono text-xs">{sideId(side.source)}</code>: {reason(side)}
        </p>
      ))}
    </StateCard>
  );
}

/** An id that no side can have: a typing error in an address. */
export function NoSuchSide({ id, other }: { id: string; other: string }) {
  return (
    <StateCard
      title="This address names no session"
      actions={
        <ButtonLink variant="primary" href={parseSideId(other) ? compareHref(other, null) : '/compare'}>
          Choose from a list
        </ButtonLink>
      }
    >
      <p className="mt-1.5">
        <code className="break-all font-mono text-xs">{id.slice(0, 200)}</code> is neither a session’s id nor{' '}
        <code className="font-mono text-xs">example:name</code>.
      </p>
    </StateCard>
  );
}

function StateCard({ title, actions, children }: { title: string; actions: ReactNode; children: ReactNode }) {
  return (
    <>
      <AppHeader title={<span className="text-mute">Compare</span>} />
      <main id="main" className="flex flex-1 items-center justify-center p-6">
        <div className="flex w-full max-w-lg flex-col items-center rounded-2xl border border-line bg-panel px-8 py-10 text-center shadow-card">
          <FileQuestion size={28} className="mb-3 text-faint" aria-hidden="true" />
          <h1 className="font-semibold text-base tracking-[-0.01em]">{title}</h1>
          <div className="max-w-md break-words text-mute text-ui leading-relaxed">{children}</div>
          <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
        </div>
      </main>
    </>
  );
}

const isGone = ({ connection, length }: CompareSide): boolean =>
  connection.kind === 'not-found' ||
  connection.kind === 'deleted' ||
  (connection.kind === 'unreadable' && length === 0);

function reason({ connection, source }: CompareSide): string {
  switch (connection.kind) {
    case 'not-found':
      return source.kind === 'example'
        ? 'there is no such example. The gallery on the start page has all of them.'
        : 'there is no such session. It may have been deleted, or belong to another Sprintscope.';
    case 'deleted':
      return 'it was deleted while this page showed it.';
    case 'unreadable':
      return `${connection.title}. ${connection.message}`;
    default:
      return 'it could not be loaded.';
  }
}
