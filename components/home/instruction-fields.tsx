'use client';

import { ChevronRight } from 'lucide-react';
import { InstructionTexts, instructionRoles } from '#components/actions/run/instruction-texts.tsx';
import { type SettingsDraft, withInstruction } from '#components/actions/run/settings-draft.ts';
import { Pill } from '#components/ui/pill.tsx';
import type { Instructions } from '#lib/trace/events.ts';

export interface InstructionFieldsProps {
  /** The texts that apply where nobody types: those stored with the chosen endpoints, else ours for their modes. */
  standard: Instructions;
  /** An endpoint has stored some of these. */
  saved: boolean;
  draft: SettingsDraft;
  onDraft: (draft: SettingsDraft) => void;
  /** Messages of the server, by field. */
  problems: Readonly<Record<string, string>>;
}

/** The texts that tell a model its role, which a person can replace by those that the model was tuned with. */
export function InstructionFields({ standard, saved, draft, onDraft, problems }: InstructionFieldsProps) {
  const changed = instructionRoles.filter(
    ({ role }) => standard[role] !== undefined && draft.instructions[role] !== undefined,
  ).length;
  // A text that the server refused must be seen.
  const refused = instructionRoles.some(({ role }) => problems[`instructions.${role}`]);
  return (
    <details className="group mt-4 border-line-soft border-t pt-3" open={refused || undefined}>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md font-medium text-ui [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        Instructions
        {changed > 0 ? <Pill>{changed} changed</Pill> : null}
      </summary>
      <p className="mt-1.5 mb-3 text-mute text-xs leading-snug">
        What a model is told about its role. A tuned model wants exactly the words it was tuned with, so put
        them here; any other model does well with ours. They go for this session and are kept in its log.{' '}
        {saved
          ? 'Some texts were saved with the endpoint, in Settings.'
          : 'To keep them for every session on an endpoint, save them there, in Settings.'}
      </p>
      <InstructionTexts
        defaults={standard}
        own={draft.instructions}
        problem={(role) => problems[`instructions.${role}`] ?? null}
        onText={(role, text) => onDraft(withInstruction(draft, role, text, standard[role] ?? ''))}
      />
    </details>
  );
}
