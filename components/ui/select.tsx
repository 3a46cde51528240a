import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { controlLook } from './field.tsx';

/** The browser's own select, dressed: best on phones, and every key works. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative inline-flex min-w-0', className)}>
      <select {...rest} className={cn(controlLook, 'h-9 cursor-pointer appearance-none truncate pr-8')}>
        {children}
      </select>
      <ChevronDown
        size={14}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-mute"
      />
    </span>
  );
}
