import { Stethoscope } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { Finding } from '#lib/contract/findings.ts';
import { countWords, kindLooks } from './finding-words.tsx';

/** The number of faults and leaks; notes appear only in the tooltip and the accessible name. */
export function DoctorBadge({
  findings,
  onOpen,
  className,
}: {
  findings: readonly Pick<Finding, 'kind'>[];
  onOpen: () => void;
  className?: string;
}) {
  const faults = findings.filter(({ kind }) => kind === 'fault').length;
  const leaks = findings.filter(({ kind }) => kind === 'leak').length;
  const words = countWords(findings);
  return (
    <button
      type="button"
      aria-label={`Doctor: ${words}`}
      title={`Doctor: ${words}`}
      onClick={onOpen}
      className={cn(
        'inline-flex h-6 shrink-0 cursor-pointer items-center gap-1.5 rounded-full border border-line bg-panel px-2 text-mute text-xs transition-colors hover:bg-line-soft hover:text-ink',
        className,
      )}
    >
      <Stethoscope size={13} aria-hidden="true" />
      {(['fault', 'leak'] as const).map((kind) => {
        const count = kind === 'fault' ? faults : leaks;
        const { icon: Icon, tone } = kindLooks[kind];
        return count === 0 ? null : (
          <span
            key={kind}
            aria-hidden="true"
            className={cn('inline-flex items-center gap-0.5 font-medium', tone)}
          >
            <Icon size={12} />
            {count}
          </span>
        );
      })}
    </button>
  );
}
