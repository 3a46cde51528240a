'use client';

import { BadgeCheck, History } from 'lucide-react';
import { useMemo } from 'react';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import { keyedParts } from '#components/transcript/keyed-parts.ts';
import { originLook, origins } from '#components/transcript/origins.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import { sha256Hex } from '#lib/base/sha256.ts';
import {
  type Context,
  type ContextMessage,
  type ContextPart,
  contextText,
  partsText,
} from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';

/** Exactly what was sent for this piece: its parts by origin, its bytes to copy, and whether they are proven. */
export function ContextTab({ piece }: { piece: PieceState }) {
  const { store } = useSessionHandle();
  const { stream, attempt, contextSha256, status } = piece;
  const known = status !== 'waiting' || piece.requestedAt !== null;
  // The context of a call does not change after sending: we do not rebuild it with every token.
  const context = useMemo(
    () => (known ? buildContext(store.getState().latest, stream, attempt) : null),
    [store, known, stream, attempt],
  );
  const text = useMemo(() => (context ? contextText(context) : ''), [context]);
  const verified = useMemo(
    () => context !== null && contextSha256 !== null && sha256Hex(text) === contextSha256,
    [context, text, contextSha256],
  );
  if (!context) return <p className="text-mute">Nothing was sent yet: the call waits for its turn.</p>;
  const used = new Set(partsOf(context).map((part) => part.origin));
  return (
    <>
      <p className="flex items-start gap-2 text-[12.5px] leading-[19px]">
        {verified ? (
          <>
            <BadgeCheck size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-ok" />
            <span>
              <span className="font-semibold text-ok">Verified.</span> Byte for byte what was sent: its
              SHA-256 is the one recorded when the call left.
            </span>
          </>
        ) : (
          <>
            <History size={15} aria-hidden="true" className="mt-0.5 shrink-0 text-mute" />
            <span>
              <span className="font-semibold">Reconstructed.</span>{' '}
              {contextSha256 === null
                ? 'No call was recorded for this piece; this is what it would have been sent.'
                : 'The recorded SHA-256 differs: the call was sent something else than this.'}
            </span>
          </>
        )}
      </p>
      <div className="mt-2.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <CopyButton text={() => text} label="Copy exact bytes" />
        <span className="text-[11.5px] text-mute">
          {formatInteger(text.length)} characters ·{' '}
          {context.kind === 'completion'
            ? 'one text completion'
            : formatCount(context.messages.length, 'chat message')}
        </span>
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-3 gap-y-1 text-[11.5px]" aria-label="Origins">
        {origins
          .filter((origin) => used.has(origin))
          .map((origin) => (
            <li key={origin} className="flex items-center gap-1">
              <span
                aria-hidden="true"
                className={`size-2.5 rounded-[3px] border ${originLook[origin].swatch}`}
              />
              {originLook[origin].name}
            </li>
          ))}
      </ul>
      <div className="mt-3 space-y-3">
        {context.kind === 'completion' ? (
          <Parts parts={context.parts} />
        ) : (
          context.messages.map((message) => (
            <Message key={`${message.role} ${partsText(message.parts).length}`} message={message} />
          ))
        )}
      </div>
    </>
  );
}

function Message({ message }: { message: ContextMessage }) {
  return (
    <section aria-label={`${message.role} message`}>
      <h3 className="mb-1 flex justify-between text-[11px] text-mute">
        <span className="font-mono">{message.role}</span>
        <span>{formatInteger(partsText(message.parts).length)} characters</span>
      </h3>
      <Parts parts={message.parts} />
    </section>
  );
}

function Parts({ parts }: { parts: readonly ContextPart[] }) {
  return (
    <pre className="overflow-x-hidden whitespace-pre-wrap break-words rounded-lg border border-line bg-bg px-3 py-2.5 font-mono text-[11.5px] leading-[18px]">
      {keyedParts(parts).map(({ key, part }) => {
        const { mark, name } = originLook[part.origin];
        const number =
          part.stage === undefined
            ? ''
            : part.index === undefined
              ? ` ${part.stage}`
              : ` ${part.stage}.${part.index}`;
        return (
          <span key={`${key} ${part.origin}`} title={`${name}${number}`} className={mark}>
            {part.text}
          </span>
        );
      })}
    </pre>
  );
}

function buildContext(state: TraceState, stream: PieceState['stream'], attempt: number): Context | null {
  return state.session ? contextFor(state, stream, attempt) : null;
}

const partsOf = (context: Context): readonly ContextPart[] =>
  context.kind === 'completion' ? context.parts : context.messages.flatMap((message) => message.parts);
