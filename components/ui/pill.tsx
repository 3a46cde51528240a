import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export type Tone = 'neutral' | 'plan' | 'exec' | 'crit' | 'seq' | 'ok' | 'warn';

const tones: Record<Tone, string> = {
  neutral: 'border-line bg-panel text-mute',
  plan: 'border-plan-line bg-plan-bg text-plan',
  exec: 'border-exec-line bg-exec-bg text-exec',
  crit: 'border-crit/30 bg-crit-bg text-crit',
  seq: 'border-line bg-line-soft text-mute',
  ok: 'border-ok/25 bg-ok-bg text-ok',
  warn: 'border-warn/25 bg-warn-bg text-warn',
};

const dots: Record<Tone, string> = {
  neutral: 'bg-faint',
  plan: 'bg-plan',
  exec: 'bg-exec',
  crit: 'bg-crit',
  seq: 'bg-seq',
  ok: 'bg-ok',
  warn: 'bg-warn',
};

/** A dot in a tone; `pulse` for what is running now. Decorative: always beside a word. */
export function Dot({ tone = 'neutral', pulse = false }: { tone?: Tone; pulse?: boolean }) {
  return (
    <span aria-hidden="true" className="relative inline-flex size-2 shrink-0">
      {pulse ? (
        <span className={cn('absolute inset-0 animate-ping rounded-full opacity-60', dots[tone])} />
      ) : null}
      <span className={cn('relative size-2 rounded-full', dots[tone])} />
    </span>
  );
}

export interface PillProps extends ComponentProps<'span'> {
  tone?: Tone;
  icon?: ReactNode;
  /** A dot before the words; `pulse` makes it breathe. */
  dot?: boolean;
  pulse?: boolean;
}

/** A short fact in a rounded frame. */
export function Pill({ tone = 'neutral', icon, dot, pulse, className, children, ...rest }: PillProps) {
  return (
    <span
      {...rest}
      className={cn(
        'inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 py-0.5 text-xs',
        tones[tone],
        className,
      )}
    >
      {dot || pulse ? <Dot tone={tone} pulse={pulse} /> : null}
      {icon}
      {children}
    </span>
  );
}
