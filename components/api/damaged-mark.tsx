import { damagedWords } from './damaged-words.ts';

/** Stands before the name of something whose stored row is partly unreadable: a word, with the reason on demand. */
export function DamagedMark({ names }: { names: readonly string[] | undefined }) {
  if (!names || names.length === 0) return null;
  const reason = damagedWords(names);
  return (
    <span
      title={reason}
      className="mr-1.5 rounded bg-crit-bg px-1 py-px align-[1px] font-medium text-[11px] text-crit"
    >
      damaged<span className="sr-only">. {reason}</span>
    </span>
  );
}
