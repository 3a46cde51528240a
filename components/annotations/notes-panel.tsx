'use client';

import { NotebookPen, Pencil, Plus, Trash2 } from 'lucide-react';
import { useSession } from '#components/playback/session-context.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Pill } from '#components/ui/pill.tsx';
import { streamName } from '#lib/graph/stream-names.ts';
import type { AnnotationOf } from '#lib/trace/annotations.ts';
import { useAnnotations } from './annotations-context.tsx';
import { Quote } from './quote.tsx';

/**
 * People's notes on this trace: each leads to its passage. Renders nothing where there are none and nobody may add one.
 */
export function NotesPanel() {
  const { notes, canWrite, edit, inBrowser } = useAnnotations();
  if (notes.length === 0 && !canWrite) return null;
  return (
    <section aria-label="Notes">
      <div className="-mr-1.5 mb-1 flex items-center justify-between">
        <h2 className="font-semibold text-[11px] text-mute tracking-wide">
          Notes{notes.length > 0 ? ` · ${notes.length}` : ''}
        </h2>
        {canWrite ? (
          <IconButton
            label="Note on the whole trace"
            size="sm"
            icon={<Plus size={13} />}
            onClick={() => edit({ place: {}, quote: '' })}
          />
        ) : null}
      </div>
      {notes.length === 0 ? (
        <p className="text-[12.5px] text-faint leading-[18px]">
          Select words of a text to note something on them.
          {inBrowser ? ' Notes on an example stay in this browser.' : ''}
        </p>
      ) : (
        <ul className="-mx-2 space-y-px">
          {notes.map((note) => (
            <li key={note.seq}>
              <NoteItem note={note} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NoteItem({ note }: { note: AnnotationOf<'note'> }) {
  const { add, edit, canWrite, goToNote, openNote } = useAnnotations();
  const selected = useSession((session) => session.selection);
  const { stream } = note.place;
  const body = (
    <>
      <NotebookPen size={13} aria-hidden="true" className="mt-[3px] shrink-0 text-mute" />
      <span className="min-w-0">
        <span className="flex flex-wrap items-baseline gap-x-1.5">
          {note.label ? <Pill>{note.label}</Pill> : null}
          <span className="text-[11px] text-faint">{stream ? streamName(stream) : 'Whole trace'}</span>
        </span>
        <span className="block whitespace-pre-wrap break-words text-ink">{note.text}</span>
        {note.quote === '' ? null : <Quote text={note.quote} className="mt-0.5" />}
      </span>
    </>
  );
  const look = 'flex w-full gap-2 rounded-md px-2 py-1 text-left text-[12.5px] leading-[18px]';
  const current = openNote === note.seq && selected === stream;
  return (
    <div className="group relative">
      {stream ? (
        <button
          type="button"
          aria-current={current || undefined}
          className={cn(look, 'cursor-pointer pr-16 hover:bg-line-soft', current && 'bg-line-soft')}
          onClick={() => goToNote(note)}
        >
          {body}
        </button>
      ) : (
        <div className={cn(look, 'pr-16')}>{body}</div>
      )}
      {canWrite ? (
        <span className="absolute top-0 right-0.5 flex">
          <IconButton
            label="Edit note"
            size="sm"
            className="text-faint"
            icon={<Pencil size={12} />}
            onClick={() => edit({ place: note.place, quote: note.quote, replaces: note })}
          />
          <IconButton
            label="Withdraw note"
            size="sm"
            className="text-faint"
            icon={<Trash2 size={12} />}
            onClick={() => void add({ kind: 'withdrawal', of: note.seq })}
          />
        </span>
      ) : null}
    </div>
  );
}
