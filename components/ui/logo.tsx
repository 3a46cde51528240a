import { cn } from './cn.ts';

/** The mark: one line forks into three and joins again. Decorative; the word beside it names the product. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      className={cn('size-5 shrink-0', className)}
      viewBox="0 0 20 20"
      fill="none"
      strokeWidth="1.8"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <path className="stroke-exec" d="M5 10C8 10 7 4 10 4c4 0 3.500 6 6.500 6" />
      <path className="stroke-exec" d="M5 10c3 0 2 6 5 6 4 0 3.500-6 6.500-6" />
      <path className="stroke-plan" d="M5 10h9" />
      <path stroke="currentColor" d="M1.500 10H5M16.500 10h2" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2', className)}>
      <LogoMark />
      <span className="text-[14px] font-semibold tracking-[-0.01em]">Sprintscope</span>
    </span>
  );
}
