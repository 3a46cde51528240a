'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

/** Props for the labelled control; spread them on the input. */
export interface ControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

export interface FieldProps {
  label: ReactNode;
  /** One line of explanation under the control. */
  hint?: ReactNode;
  /** Shown together with the hint, and announced. */
  error?: string | null;
  /** Right of the label: a badge, a small action. */
  aside?: ReactNode;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}

/** A label, a control, a hint and an error that belong together for eyes and screen readers alike. */
export function Field({ label, hint, error, aside, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={cn('flex min-w-0 flex-col gap-1.5', className)}>
      <div className="flex min-h-5 items-center justify-between gap-2">
        <label htmlFor={id} className="font-medium text-ui">
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-warn text-xs leading-snug">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-mute text-xs leading-snug">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

/** 16 px on phones: Safari zooms into fields with smaller text. */
export const controlLook =
  'w-full min-w-0 rounded-lg border border-line bg-panel px-2.5 text-base text-ink transition-colors sm:text-ui placeholder:text-faint hover:border-faint/60 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-warn';

export function TextInput({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" {...rest} className={cn(controlLook, 'h-9', className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cn(controlLook, 'py-2 leading-relaxed', className)} />;
}
