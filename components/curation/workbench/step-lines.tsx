'use client';

import { formatInteger } from '#components/ui/format.ts';
import { parts } from '#lib/contract/curation-edits.ts';
import type { Step } from '#lib/contract/curation-record.ts';
import { partLooks } from './line-parts.ts';
import { rangesWords } from './step-words.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** Which lines are which part, with their tokens; a click goes there. */
export function StepLines({ step }: { step: Step }) {
  const tokens = useWorkbench(({ record }) => record.lineTokens);
  const { chooseLines } = useWorkbenchActions();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-ui">Lines</p>
      <ul className="flex flex-col text-xs">
        {parts.map((part) => {
          const { name, letter, icon: Icon } = partLooks[part];
          const ranges = step[part];
          const [first, last] = [ranges[0], ranges[0]?.last];
          const sum = ranges.reduce(
            (total, range) => total + tokens.slice(range.first - 1, range.last).reduce((a, b) => a + b, 0),
            0,
          );
          return (
            <li key={part} className="flex items-center gap-2 border-line-soft border-t py-1">
              <span aria-hidden="true" className="w-3 font-bold font-mono text-[11px] text-[var(--step-ink)]">
                {letter}
              </span>
              <Icon size={12} aria-hidden="true" className="text-mute" />
              <span className="w-16 text-mute">{name}</span>
              {first && last ? (
                <button
                  type="button"
                  onClick={() => chooseLines(last, first.first)}
                  className="cursor-pointer rounded tabular-nums underline decoration-dotted underline-offset-2 hover:decoration-solid"
                >
                  {rangesWords(ranges)}
                </button>
              ) : (
                <span className="text-mute">none</span>
              )}
              {sum > 0 ? (
                <span className="ml-auto text-mute tabular-nums">{formatInteger(sum)} tokens</span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
