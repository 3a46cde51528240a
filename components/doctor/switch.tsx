import { cn } from '#components/ui/cn.ts';

/** On or off, at once. Named by the element with that id. */
export function Switch({
  labelledBy,
  on,
  onChange,
}: {
  labelledBy: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-labelledby={labelledBy}
      onClick={() => onChange(!on)}
      className={cn(
        'relative mt-0.5 h-5 w-9 shrink-0 cursor-pointer rounded-full border transition-colors',
        on ? 'border-exec bg-exec' : 'border-faint bg-line-soft',
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          'absolute top-[2px] left-[2px] size-3.5 rounded-full transition-transform motion-reduce:transition-none',
          on ? 'translate-x-4 bg-panel' : 'bg-faint',
        )}
      />
    </button>
  );
}
