import { cn } from '#components/ui/cn.ts';
import type { Finding } from '#lib/contract/findings.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { titleOf } from './finding-title.ts';
import { certaintyWords, explanationOf, severityLooks } from './finding-words.tsx';

/** One finding; a button where it has a place to go to. */
export function FindingItem({
  finding,
  current = false,
  onGoTo,
}: {
  finding: Finding;
  current?: boolean;
  onGoTo: (finding: Finding) => void;
}) {
  const { icon: Icon, tone } = severityLooks[finding.severity];
  const [place] = finding.places;
  const stream = place ? streamOf(place) : null;
  const body = (
    <>
      <Icon size={13} aria-hidden="true" className={cn('mt-[3px] shrink-0', tone)} />
      <span className="min-w-0">
        <span className="sr-only">{finding.severity}: </span>
        <span className="block font-medium text-ink">{titleOf(finding)}</span>
        <span className="line-clamp-4 break-words">{explanationOf(finding)}</span>
        <span className="block text-[11px] text-faint">
          {stream ? `${streamName(stream)} · ` : ''}
          <span title={certaintyWords[finding.certainty]}>{finding.certainty}</span>
        </span>
      </span>
    </>
  );
  const look = 'flex w-full gap-2 rounded-md px-2 py-1 text-left text-[12.5px] text-mute leading-[18px]';
  if (!stream) return <p className={look}>{body}</p>;
  return (
    <button
      type="button"
      aria-current={current || undefined}
      className={cn(look, 'cursor-pointer hover:bg-line-soft', current && 'bg-crit-bg')}
      onClick={() => onGoTo(finding)}
    >
      {body}
    </button>
  );
}
