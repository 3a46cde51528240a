'use client';

import { Droplets } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import type { Step } from '#lib/contract/curation-record.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** What this step uses that only a sibling of its stage found, or what a sibling uses of it. */
export function StepLeaks({ step }: { step: Step }) {
  const all = useWorkbench(({ curated }) => curated.leaks);
  const { apply, select } = useWorkbenchActions();
  const leaks = all.filter((leak) => leak.step === step.id || leak.from === step.id);
  if (leaks.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-ui">Leaks</p>
      <ul className="flex flex-col gap-2">
        {leaks.map((leak) => (
          <li
            key={`${leak.from} ${leak.step}`}
            className="flex flex-col items-start gap-1.5 rounded-lg border border-crit/30 bg-crit-bg px-3 py-2 text-xs leading-snug"
          >
            <p className="flex gap-1.5">
              <Droplets size={13} aria-hidden="true" className="mt-px shrink-0 text-crit" />
              <span>
                {leak.step === step.id
                  ? `It uses what only step ${leak.fromNumber} found. `
                  : `Step ${leak.stepNumber} uses what only this step found. `}
                {leak.explanation}
              </span>
            </p>
            <span className="flex flex-wrap gap-1.5">
              <Button
                size="sm"
                onClick={() => apply({ type: 'add-dependency', parent: leak.from, step: leak.step })}
              >
                Let step {leak.stepNumber} depend on step {leak.fromNumber}
              </Button>
              {leak.step === step.id ? null : (
                <Button size="sm" variant="ghost" onClick={() => select(leak.step)}>
                  Go to step {leak.stepNumber}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
