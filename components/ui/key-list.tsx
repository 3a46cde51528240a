import { cn } from './cn.ts';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly does: string;
}

/** What the keys of a page do, for its dialog of keys. `columns`: two beside each other where there is room. */
export function KeyList({
  shortcuts,
  columns = false,
}: {
  shortcuts: readonly Shortcut[];
  columns?: boolean;
}) {
  return (
    <dl className={cn('text-ui', columns && 'gap-x-8 sm:columns-2')}>
      {shortcuts.map(({ keys, does }) => (
        <div
          key={does}
          className="flex break-inside-avoid items-center justify-between gap-4 border-line-soft border-t py-1.5"
        >
          <dt className="text-mute">{does}</dt>
          <dd className="flex shrink-0 gap-1">
            {keys.map((key) => (
              <kbd
                key={key}
                className="rounded-md border border-line bg-line-soft px-1.5 py-px font-mono text-[11px]"
              >
                {key}
              </kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
