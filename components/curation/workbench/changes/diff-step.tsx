'use client';

import { Undo2 } from 'lucide-react';
import { Pill } from '#components/ui/pill.tsx';
import type { StepChange } from '#lib/curation/edits/diff.ts';
import type { DiffPiece } from '#lib/curation/edits/word-diff.ts';
import type { ShownChange } from './diff-words.ts';
import '../source/source-pane.css';
import { StepChip } from '#components/curation/workbench/step/step-chip.tsx';
import { stageTint } from '#components/curation/workbench/step/step-tint.ts';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';

const kinds = {
  added: { word: 'new', tone: 'ok' },
  removed: { word: 'gone', tone: 'warn' },
  changed: { word: 'changed', tone: 'neutral' },
  unchanged: { word: 'unchanged', tone: 'neutral' },
} as const;

/** One step's changes. */
export function DiffStep({ change, changes }: { change: StepChange; changes: readonly ShownChange[] }) {
  const { select, hover, apply } = useWorkbenchActions();
  const stage = useWorkbench(({ curated }) => curated.steps[(change.after ?? 0) - 1]?.stage ?? 1);
  const { word, tone } = kinds[change.kind];
  const { before, after } = change;
  return (
    <li
      className="step-tint px-4 py-2"
      style={stageTint(stage)}
      onPointerEnter={() => hover(after === null ? null : change.id)}
      onPointerLeave={() => hover(null)}
    >
      <p className="flex items-center gap-2 text-ui">
        {after === null ? (
          <span className="text-mute tabular-nums">{before}</span>
        ) : (
          <StepChip number={after} />
        )}
        {after === null ? (
          <span>Step {before} of the proposal</span>
        ) : (
          <button
            type="button"
            onClick={() => select(change.id)}
            className="cursor-pointer rounded text-left hover:underline"
          >
            Step {after}
            {before !== null && before !== after ? <span className="text-mute"> (was {before})</span> : null}
          </button>
        )}
        <Pill tone={tone}>{word}</Pill>
      </p>
      <ul className="mt-1">
        {changes.map(({ key, text, pieces, revert }) => (
          <li key={key} className="flex items-start gap-2 text-xs leading-5">
            <span className="min-w-0 flex-1 break-words">
              {text}
              {pieces ? (
                <>
                  : <Pieces pieces={pieces} />
                </>
              ) : null}
            </span>
            {revert ? (
              <button
                type="button"
                aria-label={`Revert: ${text}`}
                title="Revert this"
                onClick={() => apply(revert)}
                className="inline-flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-md text-mute hover:bg-line-soft hover:text-ink"
              >
                <Undo2 size={13} aria-hidden="true" />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A text with deleted pieces struck out and new ones underlined. */
function Pieces({ pieces }: { pieces: readonly DiffPiece[] }) {
  let at = 0;
  return pieces.map(({ kind, text }) => {
    const key = `${at} ${kind}`;
    at += text.length;
    if (kind === 'removed')
      return (
        <del key={key} className="bg-warn-bg text-warn">
          {text}
        </del>
      );
    if (kind === 'added')
      return (
        <ins key={key} className="bg-ok-bg text-ok decoration-1 underline-offset-2">
          {text}
        </ins>
      );
    return <span key={key}>{text}</span>;
  });
}
