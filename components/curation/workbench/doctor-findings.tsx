'use client';

import { formatCount } from '#components/ui/format.ts';
import type { Finding } from '#lib/contract/findings.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** "1 fault", "2 leaks": the words beside the verdict. */
export function doctorWords(findings: readonly Finding[]): string[] {
  const faults = findings.filter(({ kind }) => kind === 'fault').length;
  const leaks = findings.filter(({ kind }) => kind === 'leak').length;
  return [
    ...(faults > 0 ? [formatCount(faults, 'fault')] : []),
    ...(leaks > 0 ? [formatCount(leaks, 'leak')] : []),
  ];
}

/** The doctor's findings on the written trajectory; each leads to the step whose execution it concerns. */
export function DoctorFindings({ findings }: { findings: readonly Finding[] }) {
  const steps = useWorkbench((state) => state.curated.steps);
  const { select } = useWorkbenchActions();
  if (findings.length === 0) return null;
  return (
    <>
      <h3 className="mt-3 font-semibold text-xs">What the doctor says of the rounds</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {findings.map(({ code, kind, certainty, explanation, places }) => {
          const step = stepAt(places[0]?.stream, steps);
          const words = (
            <>
              <span className="font-medium">
                {kind === 'fault' ? 'Fault' : 'Leak'}, {certainty}.
              </span>{' '}
              {explanation}
            </>
          );
          return (
            <li key={`${code} ${places[0]?.stream ?? ''} ${places[0]?.offset ?? ''} ${explanation}`}>
              {step === null ? (
                <p className="px-1 py-0.5 text-xs leading-snug">{words}</p>
              ) : (
                <button
                  type="button"
                  onClick={() => select(step)}
                  className="w-full cursor-pointer rounded-md px-1 py-0.5 text-left text-xs leading-snug hover:bg-line-soft"
                >
                  {words}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function stepAt(
  stream: string | undefined,
  steps: readonly { readonly id: string; readonly promptName: string | null }[],
): string | null {
  const at = stream ? parseStream(stream) : null;
  if (at?.kind !== 'execution') return null;
  return steps.find(({ promptName }) => promptName === `${at.stage}.${at.index}`)?.id ?? null;
}
