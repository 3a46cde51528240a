import { FileDown } from 'lucide-react';

/** Covers the whole page while files are dragged. Lets the events through: the window receives the drop. */
export function DropOverlay({ curating }: { curating: boolean }) {
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex animate-appear items-center justify-center bg-bg/80 p-4 backdrop-blur-[2px]">
      <div className="absolute inset-3 rounded-2xl border-2 border-plan border-dashed sm:inset-5" />
      <div className="flex flex-col items-center rounded-2xl border border-plan-line bg-panel px-8 py-7 text-center shadow-card">
        <FileDown size={28} className="text-plan" aria-hidden="true" />
        <p className="mt-3 font-semibold text-base tracking-[-0.01em]">
          {curating ? 'Drop to curate' : 'Drop to import'}
        </p>
        <p className="mt-1 text-mute text-ui">
          {curating
            ? 'A trace, the authors’ files, or a data set. You see what it is first.'
            : 'Files, folders and zip archives. You see what is in them first.'}
        </p>
      </div>
    </div>
  );
}
