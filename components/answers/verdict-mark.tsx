'use client';

import { cn } from '#components/ui/cn.ts';
import { Pill, type Tone } from '#components/ui/pill.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import {
  type JudgedAnswer,
  type Mark,
  markOf,
  markReason,
  markSigns,
  markWords,
} from '#lib/answers/judged-answer.ts';
import { plainAnswer } from '#lib/graph/plain-math.ts';

const inks: Record<Mark, string> = { right: 'text-ok', wrong: 'text-warn', undecided: 'text-mute' };
const tones: Record<Mark, Tone> = { right: 'ok', wrong: 'warn', undecided: 'neutral' };

/** ✓, ✗ or ?, with a word for people who cannot see it. */
export function MarkSign({ mark, className }: { mark: Mark; className?: string }) {
  return (
    <span className={cn('font-semibold', inks[mark], className)}>
      <span aria-hidden="true">{markSigns[mark]}</span>
      <span className="sr-only">{markWords[mark]}</span>
    </span>
  );
}

/** The same as a pill with its word; hover and focus show the reason. Renders nothing where no verdict is known. */
export function MarkPill({
  judged,
  compact = false,
}: {
  judged: JudgedAnswer | null | undefined;
  /** Only the sign, with a word for people who cannot see it. */
  compact?: boolean;
}) {
  const mark = judged ? markOf(judged) : null;
  if (!judged || !mark) return null;
  return (
    <Tooltip
      content={
        judged.ruling
          ? markReason(judged)
          : `Against ${plainAnswer(judged.expected ?? '')}: ${markReason(judged)}`
      }
    >
      <button type="button" className="inline-flex shrink-0 cursor-help rounded-full">
        <Pill tone={tones[mark]}>
          <span aria-hidden="true">{markSigns[mark]}</span>
          <span className={compact ? 'sr-only' : undefined}>
            {judged.ruling ? `${markWords[mark]}, ruled` : markWords[mark]}
          </span>
        </Pill>
      </button>
    </Tooltip>
  );
}
