'use client';

import { RotateCcw } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import type { Instructions } from '#lib/trace/events.ts';

export type InstructionRole = keyof Instructions;

/** The texts in the order in which the server sends them. */
export const instructionRoles: readonly { role: InstructionRole; label: string; hint: string }[] = [
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

export interface InstructionTextsProps {
  /** The texts that apply where nobody typed any; a role without a text here is not shown. */
  defaults: Readonly<Partial<Instructions>>;
  own: Readonly<Partial<Instructions>>;
  /** Null returns to the default. */
  onText: (role: InstructionRole, text: string | null) => void;
  problem: (role: InstructionRole) => string | null;
}

/** A field for each text that tells a model its role, filled with the default until somebody types. */
export function InstructionTexts({ defaults, own, onText, problem }: InstructionTextsProps) {
  return (
    <div className="grid gap-4">
      {instructionRoles.map(({ role, label, hint }) => {
        const standard = defaults[role];
        if (standard === undefined) return null;
        const text = own[role];
        return (
          <Field
            key={role}
            label={label}
            hint={hint}
            error={problem(role)}
            aside={
              text === undefined ? null : (
                <Button
                  size="sm"
                  variant="ghost"
                  icon={<RotateCcw size={13} aria-hidden="true" />}
                  aria-label={`Reset, ${label}`}
                  onClick={() => onText(role, null)}
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
                value={text ?? standard}
                placeholder={standard === '' ? 'Nothing: the transcript alone is sent.' : 'Nothing is sent.'}
                spellCheck={false}
                maxLength={50_000}
                onChange={(event) => onText(role, event.target.value)}
                className="max-h-72 resize-y font-mono sm:text-xs"
              />
            )}
          </Field>
        );
      })}
    </div>
  );
}
