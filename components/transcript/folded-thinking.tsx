import { ChevronRight } from 'lucide-react';
import { formatInteger } from '#components/ui/format.ts';

/**
 * Thinking in its place in a longer text, folded to a line that opens. Copying by hand copies only the visible text.
 */
export function FoldedThinking({ text }: { text: string }) {
  return (
    <details
      className="group my-1 whitespace-pre-wrap rounded-lg border border-line border-dashed"
      data-unlit
    >
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-2.5 py-1 font-sans text-[12px] text-mute [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={12}
          aria-hidden="true"
          className="shrink-0 transition-transform group-open:rotate-90"
        />
        <span className="shrink-0">Thinking · {formatInteger(text.length)} characters</span>
        <span className="min-w-0 truncate text-faint italic group-open:hidden">{text.slice(0, 160)}</span>
      </summary>
      <div className="border-line-soft border-t px-2.5 py-1.5 text-mute italic">{text}</div>
    </details>
  );
}
