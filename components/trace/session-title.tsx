'use client';

import { useEffect, useRef, useState } from 'react';
import { api } from '#components/api/client.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';

/** The session's title, else its question; a click renames it. */
export function SessionTitle() {
  const source = useSession((session) => session.source);
  const own = useSession((session) => session.about.title);
  const question = useSession((session) => session.latest.session?.question ?? '');
  const shown = plainHead(own ?? question, 160);
  const [editing, setEditing] = useState(false);
  const actions = useSessionActions();

  useEffect(() => {
    if (shown !== '') document.title = `${shown} · Sprintscope`;
  }, [shown]);

  if (source.kind !== 'session') return <h1 className="truncate font-medium text-ui">{shown}</h1>;
  if (editing) {
    return (
      <TitleInput
        value={own ?? ''}
        placeholder={shown}
        onDone={(title) => {
          setEditing(false);
          if (title === null || title === (own ?? '')) return;
          const before = own;
          actions.setTitle(title === '' ? null : title);
          api.updateSession(source.id, { title: title === '' ? null : title }).catch((error: unknown) => {
            actions.setTitle(before);
            reportFailure(error);
          });
        }}
      />
    );
  }
  return (
    <h1 className="min-w-0 font-medium text-ui">
      <button
        type="button"
        title="Rename"
        onClick={() => setEditing(true)}
        className="-mx-1.5 block max-w-full cursor-text truncate rounded-md px-1.5 py-0.5 text-left hover:bg-line-soft"
      >
        {shown === '' ? 'Session' : shown}
        <span className="sr-only">, rename</span>
      </button>
    </h1>
  );
}

interface TitleInputProps {
  value: string;
  placeholder: string;
  /** Null when the person left it unchanged. */
  onDone: (title: string | null) => void;
}

function TitleInput({ value, placeholder, onDone }: TitleInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (title: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(title);
  };
  return (
    <input
      ref={input}
      aria-label="Title of this session"
      defaultValue={value}
      placeholder={placeholder}
      maxLength={300}
      onBlur={(event) => finish(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(event.currentTarget.value.trim());
        if (event.key === 'Escape') finish(null);
      }}
      className="w-full rounded-md border border-line bg-panel px-1.5 py-0.5 font-medium text-ui"
    />
  );
}
