import { cn } from './cn.ts';

/** Three dots that run out of one another: waiting, of unknown length. With `label` it needs no text beside it. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-[3px]', className)}>
      {[0, 1, 2].map((index) => (
        <span
          key={index}
          aria-hidden="true"
          className="size-[5px] animate-breathe rounded-full bg-current"
          style={{ animationDelay: `${index * 160}ms` }}
        />
      ))}
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}
