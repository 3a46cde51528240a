'use client';

import { memo } from 'react';
import { stageTint } from '#components/curation/workbench/step/step-tint.ts';
import { useWorkbench } from '#components/curation/workbench/use-workbench.tsx';
import { cn } from '#components/ui/cn.ts';
import { partLooks } from './line-parts.ts';
import { type LineRun, placeWords } from './line-places.ts';

export interface SourceLineRowProps {
  readonly line: number;
  readonly run: LineRun;
  readonly text: string;
  readonly missing: boolean;
  /** Stage of its step; null for a lost line. */
  readonly stage: number | null;
  readonly chosen: boolean;
  readonly atHead: boolean;
  /** Whether the dragged boundary would give it to another step or part. */
  readonly previewed: boolean;
}

/** One numbered line with its part. */
export const SourceLineRow = memo(function SourceLineRow(props: SourceLineRowProps) {
  const { line, run, text, missing, stage, chosen, atHead, previewed } = props;
  const place = run.places[0] ?? null;
  const lit = useWorkbench(({ hovered }) => place !== null && hovered === place.step.id);
  const selected = useWorkbench(({ selected }) => place !== null && selected === place.step.id);
  const look = place && partLooks[place.part];
  const Icon = look?.icon;
  const begins = line === run.first;
  const twice = run.places.length > 1;
  return (
    <div
      className={cn(
        'source-row source-line flex min-h-6 cursor-default items-stretch',
        stage !== null && 'step-tint',
      )}
      style={stage === null ? undefined : stageTint(stage)}
      data-part={place?.part}
      data-lost={place === null || undefined}
      data-lit={lit || undefined}
      data-chosen={chosen || undefined}
      data-head={atHead || undefined}
      data-preview={previewed || undefined}
    >
      <span className="w-8 shrink-0 select-none pt-1 text-right font-mono text-[11px] text-mute leading-4">
        <span className="sr-only">Line </span>
        {line}
      </span>
      <span
        aria-hidden="true"
        className={cn(
          'flex w-5 shrink-0 select-none flex-col items-center pt-1 font-mono text-[11px] leading-4',
          begins || selected ? 'font-bold text-[var(--step-ink)]' : 'text-mute',
          place === null && 'text-warn',
        )}
      >
        {look ? look.letter : '∅'}
      </span>
      <span className="source-text min-w-0 flex-1 whitespace-pre-wrap break-words py-1 pr-3 pl-3 text-[13px] leading-[19px]">
        <span className="sr-only">, {placeWords(run.places)}: </span>
        {begins && Icon ? (
          <Icon
            size={12}
            aria-hidden="true"
            className="mr-1.5 inline-block align-[-1px] text-[var(--step-ink)]"
          />
        ) : null}
        {missing ? <em className="text-mute">This line’s text is not in the files.</em> : text}
        {twice && begins ? (
          <span className="ml-2 rounded border border-warn/40 bg-warn-bg px-1 py-px text-2xs text-warn not-italic">
            used twice: {placeWords(run.places)}
          </span>
        ) : null}
        {place === null && begins ? (
          <span className="ml-2 rounded border border-warn/40 bg-warn-bg px-1 py-px text-2xs text-warn">
            of no step
          </span>
        ) : null}
      </span>
    </div>
  );
});
