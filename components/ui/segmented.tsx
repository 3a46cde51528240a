'use client';

import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

export interface SegmentedOption<T extends string> {
  value: T;
  label: ReactNode;
  /** Accessible name where `label` is an icon or a sign. */
  name?: string;
  disabled?: boolean;
}

export interface SegmentedProps<T extends string> {
  /** Names the group for screen readers. */
  label: string;
  value: T;
  options: readonly SegmentedOption<T>[];
  onChange: (value: T) => void;
  size?: 'sm' | 'md' | 'lg';
  className?: string;
}

/** Outer heights of 30, 32 and 36 px: those of buttons and fields. */
const heights = {
  sm: 'h-6 px-2 text-xs',
  md: 'h-[1.625rem] px-2.5 text-ui',
  lg: 'h-[1.875rem] px-3 text-ui',
};

/**
 * A choice of one among a few, all in view. Real radio buttons underneath: arrow keys and form semantics come for free.
 */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  size = 'md',
  className,
}: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset
      className={cn('inline-flex rounded-lg border border-line bg-line-soft/60 p-0.5', className)}
      aria-label={label}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'relative inline-flex flex-1 cursor-pointer items-center justify-center gap-1.5 whitespace-nowrap rounded-md border border-transparent text-mute transition-colors',
            'hover:text-ink has-checked:border-line has-checked:bg-panel has-checked:font-medium has-checked:text-ink',
            'has-focus-visible:outline-2 has-focus-visible:outline-plan has-focus-visible:outline-offset-2',
            'has-disabled:cursor-not-allowed has-disabled:opacity-50',
            heights[size],
          )}
        >
          <input
            type="radio"
            className="absolute inset-0 cursor-pointer opacity-0"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            aria-label={option.name}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
