import { titleOf } from '#components/doctor/finding-title.ts';
import { cn } from '#components/ui/cn.ts';
import type { CheckGroup } from './group-findings.ts';

/** One chip a check with how often it fired; a second click shows all again. */
export function CheckFilter({
  groups,
  chosen,
  onChoose,
}: {
  groups: readonly CheckGroup[];
  chosen: string | null;
  onChoose: (code: string | null) => void;
}) {
  if (groups.length < 2 && chosen === null) return null;
  const codes = new Set(groups.map(({ code }) => code));
  const chips = chosen !== null && !codes.has(chosen) ? [...groups, { code: chosen, count: 0 }] : groups;
  return (
    <fieldset className="mb-4 flex flex-wrap gap-1.5">
      <legend className="sr-only">Checks shown</legend>
      {chips.map(({ code, count }) => (
        <button
          key={code}
          type="button"
          aria-pressed={code === chosen}
          onClick={() => onChoose(code === chosen ? null : code)}
          className={cn(
            'cursor-pointer rounded-full border px-2.5 py-0.5 text-xs transition-colors',
            code === chosen
              ? 'border-ink bg-ink text-bg'
              : 'border-line bg-panel text-mute hover:bg-line-soft hover:text-ink',
          )}
        >
          {titleOf({ code })} · {count}
        </button>
      ))}
    </fieldset>
  );
}
