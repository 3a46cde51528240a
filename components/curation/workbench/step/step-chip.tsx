import { cn } from '#components/ui/cn.ts';

/** A step's number in its stage's colour; needs an ancestor with `step-tint`. */
export function StepChip({ number, className }: { number: number; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'inline-flex h-5 min-w-6 shrink-0 items-center justify-center rounded-md bg-[var(--step-chip)] px-1 font-semibold text-[11px] text-[var(--step-on-chip)] tabular-nums',
        className,
      )}
    >
      {number}
    </span>
  );
}
