import type { Passage } from './use-lit-passages.ts';

/** Characters shown before and after a passage, and at most of the passage itself. */
const AROUND = 70;
const LONGEST = 320;

/** A passage as it was written, with a little of the text around it. */
export function Excerpt({ passage }: { passage: Passage }) {
  const { text, offset } = passage;
  const end = Math.max(offset, Math.min(passage.end, offset + LONGEST));
  const from = Math.max(0, offset - AROUND);
  const to = Math.min(text.length, passage.end + AROUND);
  return (
    <blockquote className="whitespace-pre-line break-words text-[12px] text-mute leading-[17px]">
      {from > 0 ? '…' : ''}
      {folded(text.slice(from, offset))}
      <mark className="rounded-[3px] bg-crit-bg px-0.5 text-ink underline decoration-2 decoration-crit underline-offset-2">
        {folded(text.slice(offset, end))}
        {end < passage.end ? '…' : ''}
      </mark>
      {folded(text.slice(passage.end, to))}
      {to < text.length ? '…' : ''}
    </blockquote>
  );
}

const folded = (text: string): string => text.replace(/\n\s*\n/g, '\n');
