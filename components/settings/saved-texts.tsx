'use client';

import { ChevronRight } from 'lucide-react';
import { InstructionTexts } from '#components/actions/run/instruction-texts.tsx';
import { withText } from '#components/actions/run/settings-draft.ts';
import { Pill } from '#components/ui/pill.tsx';
import type { SavedInstructions } from '#lib/models/endpoint.ts';
import { defaultInstructions } from '#lib/protocol/instructions/default-instructions.ts';
import type { Mode } from '#lib/trace/events.ts';

export interface SavedTextsProps {
  mode: Mode;
  texts: Readonly<SavedInstructions>;
  onChange: (texts: SavedInstructions) => void;
  error: string | null;
}

/** Instruction texts that every session on this endpoint starts with, in place of ours. */
export function SavedTexts({ mode, texts, onChange, error }: SavedTextsProps) {
  const ours = defaultInstructions(mode);
  const changed = Object.keys(texts).length;
  return (
    <details className="group" open={error !== null || undefined}>
      <summary className="-ml-1 flex cursor-pointer list-none items-center gap-1.5 rounded-md px-1 py-0.5 text-ui [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        Texts for sessions on this endpoint
        {changed > 0 ? (
          <Pill className="shrink-0">{changed} of your own</Pill>
        ) : (
          <span className="text-mute">ours</span>
        )}
      </summary>
      <p className="mt-1.5 mb-3 text-mute text-xs leading-snug">
        A tuned model wants exactly the words it was tuned with: saved here, they stand in place of ours in
        every new session, which may still replace them. “Reset” returns to ours.
      </p>
      {error ? (
        <p role="alert" className="mb-2 text-warn text-xs leading-snug">
          {error}
        </p>
      ) : null}
      <InstructionTexts
        defaults={ours}
        own={texts}
        problem={() => null}
        onText={(role, text) => onChange(withText(texts, role, text, ours[role] ?? ''))}
      />
    </details>
  );
}
