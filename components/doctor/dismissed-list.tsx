import { ChevronRight } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { streamName } from '#lib/graph/stream-names.ts';
import { streamOf } from '#lib/trace/streams.ts';
import type { Dismissed } from './doctor-context.tsx';
import { titleOf } from './finding-title.ts';

/** What people dismissed, folded, with the reasons. */
export function DismissedList({
  dismissed,
  onUndo,
}: {
  dismissed: readonly Dismissed[];
  onUndo?: (dismissal: Dismissed['dismissal']) => void;
}) {
  if (dismissed.length === 0) return null;
  return (
    <details className="group mb-1">
      <summary className="-mx-2 flex cursor-pointer list-none items-center gap-1.5 rounded-md px-2 py-1 text-[12.5px] text-mute hover:bg-line-soft [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={12}
          aria-hidden="true"
          className="shrink-0 text-faint transition-transform group-open:rotate-90"
        />
        {dismissed.length} dismissed
      </summary>
      <ul className="space-y-1.5 pb-1 pl-[15px]">
        {dismissed.map(({ finding, dismissal }, index) => {
          const [place] = finding.places;
          const stream = place ? streamOf(place) : null;
          return (
            <li
              key={`${dismissal.seq} ${index.toString()}`}
              className="flex items-start gap-2 text-[12.5px] text-mute leading-[18px]"
            >
              <span className="min-w-0 flex-1">
                <span className="block">
                  {titleOf(finding)}
                  {stream ? <span className="text-[11px] text-faint"> · {streamName(stream)}</span> : null}
                </span>
                <span className="block break-words">“{dismissal.reason}”</span>
              </span>
              {onUndo ? (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`Undo: ${titleOf(finding)}`}
                  onClick={() => onUndo(dismissal)}
                >
                  Undo
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
