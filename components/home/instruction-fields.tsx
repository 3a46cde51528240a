'use client';

import { ChevronRight, RotateCcw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { instructionsFor } from '#lib/protocol/instructions/instructions-for.ts';
import type { Instructions, Mode } from '#lib/trace/events.ts';
import { type SettingsDraft, withInstruction } from './settings-draft.ts';

export interface InstructionFieldsProps {
  /** How each role's endpoint is spoken to: our texts differ by it. */
  modes: { readonly planner: Mode; readonly executor: Mode };
  draft: SettingsDraft;
  onDraft: (draft: SettingsDraft) => void;
  /** Messages of the server, by field. */
  problems: Readonly<Record<string, string>>;
}

const roles: readonly { role: keyof Instructions; label: string; hint: string }[] = [
  {
    role: 'shared',
    label: 'Planner and executor',
    hint: 'Strategy SPRINT, chat: sent first with every call, so that the server reads it once. Empty: the role’s own text is the system message.',
  },
  {
    role: 'planner',
    label: 'Planner',
    hint: 'Strategy SPRINT: sent with every plan, in a chat after the transcript.',
  },
  {
    role: 'executor',
    label: 'Executor',
    hint: 'Strategy SPRINT: sent with every prompt’s execution, in a chat after the transcript.',
  },
  { role: 'sequential', label: 'Sequential', hint: 'Strategy Sequential: sent with the one thought.' },
];

/** The texts that tell a model its role, to be replaced by those it was tuned with. */
export function InstructionFields({ modes, draft, onDraft, problems }: InstructionFieldsProps) {
  const texts = instructionsFor(modes);
  // Text completions have no part of their own for both roles.
  const shown = roles.filter(({ role }) => texts[role] !== undefined);
  const changed = shown.filter(({ role }) => draft.instructions[role] !== undefined).length;
  // A text that the server refused must be seen.
  const refused = roles.some(({ role }) => problems[`instructions.${role}`]);
  return (
    <details className="group mt-4 border-line-soft border-t pt-3" open={refused || undefined}>
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md font-medium text-ui [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden="true" className="transition-transform group-open:rotate-90" />
        Instructions
        {changed > 0 ? <Pill>{changed} changed</Pill> : null}
      </summary>
      <p className="mt-1.5 text-mute text-xs leading-snug">
        What a model is told about its role. A tuned model wants exactly the words it was tuned with, so put
        them here; any other model does well with ours. They go for this session and are kept in its log.
      </p>
      <div className="mt-3 grid gap-4">
        {shown.map(({ role, label, hint }) => {
          const ours = texts[role] ?? '';
          const own = draft.instructions[role];
          return (
            <Field
              key={role}
              label={label}
              hint={hint}
              error={problems[`instructions.${role}`] ?? null}
              aside={
                own === undefined ? null : (
                  <Button
                    size="sm"
                    variant="ghost"
                    icon={<RotateCcw size={13} aria-hidden="true" />}
                    aria-label={`Reset, ${label}`}
                    onClick={() => onDraft(withInstruction(draft, role, null, ours))}
                  >
                    Reset
                  </Button>
                )
              }
            >
              {(control) => (
                <TextArea
                  {...control}
                  rows={5}
                  value={own ?? ours}
                  placeholder={ours === '' ? 'Nothing: the transcript alone is sent.' : 'Nothing is sent.'}
                  spellCheck={false}
                  maxLength={50_000}
                  onChange={(event) => onDraft(withInstruction(draft, role, event.target.value, ours))}
                  className="max-h-72 resize-y font-mono sm:text-xs"
                />
              )}
            </Field>
          );
        })}
      </div>
    </details>
  );
}
