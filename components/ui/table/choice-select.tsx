'use client';

import { cn } from '../cn.ts';

/** A filter: marked while it filters. */
export function ChoiceSelect({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cn(
        'h-9 max-w-44 cursor-pointer truncate rounded-lg border px-2 text-base transition-colors hover:border-faint/60 sm:h-8 sm:text-ui',
        value === '' ? 'border-line bg-panel text-mute' : 'border-plan bg-plan-bg font-medium text-ink',
      )}
    >
      {children}
    </select>
  );
}
