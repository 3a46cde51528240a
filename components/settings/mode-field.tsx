'use client';

import { useId } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Mode } from '#lib/trace/events.ts';

const modes: readonly { value: Mode; title: string; text: string }[] = [
  {
    value: 'prompted',
    title: 'Prompted',
    text: 'For any chat model: it is told the protocol in words and answers with tags. Uses /chat/completions.',
  },
  {
    value: 'native',
    title: 'Native',
    text: 'For a model tuned on SPRINT: it continues the transcript itself. Uses /completions.',
  },
];

/** How a model is spoken to. */
export function ModeField({ value, onChange }: { value: Mode; onChange: (mode: Mode) => void }) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-ui">Mode</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {modes.map((mode) => (
          <label
            key={mode.value}
            className={cn(
              'relative cursor-pointer rounded-lg border border-line p-3 transition-colors hover:border-faint/60',
              'has-checked:border-plan has-checked:bg-plan-bg has-focus-visible:outline-2 has-focus-visible:outline-plan has-focus-visible:outline-offset-2',
            )}
          >
            <span className="flex items-center gap-2 font-medium text-ui">
              <input
                type="radio"
                name={name}
                value={mode.value}
                checked={value === mode.value}
                onChange={() => onChange(mode.value)}
                className="size-3.5 accent-plan outline-none"
              />
              {mode.title}
            </span>
            <span className="mt-1 block text-mute text-xs leading-snug">{mode.text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
