import './timeline.css';
import { cn } from '#components/ui/cn.ts';
import { namedPart, type PiecePart } from '#lib/trace/piece-parts.ts';

/** The kind of bar: hue of its hatching, its tint and its full colour. */
export type BarHue = 'plan' | 'exec' | 'seq';

export interface BarPartsProps {
  parts: readonly PiecePart[];
  /** Of the whole bar, in the unit of the parts; a part without an end reaches to `to`. */
  from: number;
  to: number;
  hue: BarHue;
  /** Class names of the part that is being or was written. */
  writing: string;
  /** The whole name, and its short form for a narrow bar. */
  label: string;
  short: string;
}

/**
 * What one piece did, part by part: hatched until its first token, dotted on a tint while it thinks, full while it
 * writes, faintly hatched while it waits at the join. The same in every view that draws traces as lanes.
 */
export function BarParts({ parts, from, to, hue, writing, label, short }: BarPartsProps) {
  const named = namedPart(parts);
  const length = Math.max(to - from, 1e-9);
  const percent = (value: number) => `${(value / length) * 100}%`;
  return parts.map((part, at) => (
    <span
      key={`${part.kind} ${part.from}`}
      data-part={part.kind}
      className={cn(
        '@container absolute inset-y-0 overflow-hidden whitespace-nowrap text-left',
        look(part.kind, hue, writing),
        at === 0 || parts[at - 1]?.kind === 'failed' ? 'rounded-l-[4px]' : undefined,
        at === parts.length - 1 || parts[at + 1]?.kind === 'join' ? 'rounded-r-[4px]' : undefined,
      )}
      style={{ left: percent(part.from - from), width: percent(Math.min(part.to, to) - part.from) }}
    >
      {part === named ? <BarLabel label={label} short={short} thinks={part.kind === 'thinking'} /> : null}
    </span>
  ));
}

/** As much of the name as fits: half a word, or half a number, would say something else. */
function BarLabel({ label, short, thinks }: { label: string; short: string; thinks: boolean }) {
  return (
    <>
      <span className="@max-[54px]:hidden px-1.5">
        <span className="bar-label">
          {label}
          {thinks ? <span className="@max-[124px]:hidden font-normal"> · thinking</span> : null}
        </span>
      </span>
      <span
        className={cn(
          '@min-[54px]:hidden px-[3px]',
          short.length > 4
            ? '@max-[44px]:hidden'
            : short.length > 1
              ? '@max-[22px]:hidden'
              : '@max-[12px]:hidden',
        )}
      >
        <span className="bar-label">{short}</span>
      </span>
    </>
  );
}

function look(kind: PiecePart['kind'], hue: BarHue, writing: string): string {
  switch (kind) {
    case 'failed':
      return 'timeline-hatch-failed rounded-[4px]';
    case 'first-token':
      return `timeline-hatch-${hue}`;
    case 'thinking':
      return `timeline-thinking timeline-thinking-${hue}`;
    case 'writing':
      return writing;
    case 'join':
      return 'timeline-hatch-join';
  }
}
