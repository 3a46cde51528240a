'use client';

import { Bot, FileInput, PenLine } from 'lucide-react';
import { useSession } from '#components/playback/session-context.tsx';

/** Who or what wrote this, where a reader could mistake it; and what an example shows. */
export function Provenance() {
  const start = useSession((session) => session.latest.session);
  const about = useSession((session) => session.about);
  if (!start) return null;
  const ruleBased = start.models.planner.ruleBased || start.origin.kind === 'built-in';
  const author = about.author ?? start.origin.author ?? null;
  const curated = start.origin.kind === 'curated';
  const imported = start.origin.kind === 'imported' || curated;
  if (!ruleBased && !imported && !author && !about.description) return null;
  return (
    <section aria-label="About this session" className="space-y-2 text-[12.5px] leading-[18px]">
      {about.description ? <p className="text-mute">{about.description}</p> : null}
      {imported ? (
        <p className="flex gap-2 text-mute">
          <FileInput size={13} aria-hidden="true" className="mt-[3px] shrink-0" />
          <span className="min-w-0 break-words">
            <span className="font-medium text-ink">{curated ? 'Curated' : 'Imported'}</span>
            {about.sourceName ? <> from {about.sourceName}</> : null}
            {start.clock === 'tokens'
              ? '. It has no times of its own: it is timed by its tokens, 60 a second in each stream.'
              : '.'}
          </span>
        </p>
      ) : null}
      {author ? (
        <p className="flex gap-2 text-mute">
          <PenLine size={13} aria-hidden="true" className="mt-[3px] shrink-0" />
          {author}
        </p>
      ) : null}
      {ruleBased ? (
        <p className="flex gap-2 rounded-lg border border-line bg-line-soft/60 px-2.5 py-2 text-mute">
          <Bot size={14} aria-hidden="true" className="mt-0.5 shrink-0" />
          <span>
            <span className="font-medium text-ink">Rule-based, not a language model.</span> Savings are those
            of a toy whose lengths we chose.
          </span>
        </p>
      ) : null}
    </section>
  );
}
