'use client';

import { Check, ChevronDown, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#components/ui/format.ts';
import { isDraft } from '#lib/curation/record.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import { DoctorFindings, doctorWords } from './doctor-findings.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';
import { conditionsOf } from './verdict-conditions.ts';
import { Popover } from './workbench-popover.tsx';

/** The current verdict, kept or rejected, and why; leaks, and the assumptions of the proposal's author. */
export function Verdict() {
  // The server counts the sample exactly: near a limit of tokens its verdict decides.
  const reasons = useWorkbench(({ exact, summary, curated }) => (exact ? summary.reasons : curated.reasons));
  const leaks = useWorkbench((state) => state.curated.leaks);
  const findings = useWorkbench((state) => state.curated.findings);
  const diagnostics = useWorkbench((state) => state.record.proposal.diagnostics);
  const record = useWorkbench((state) => state.record);
  const [accepted, setAccepted] = useState(false);
  const draft = isDraft(record) && !accepted;
  const settings = useWorkbench((state) => state.settings);
  const summary = useWorkbench((state) => state.summary);
  const { select } = useWorkbenchActions();
  const kept = reasons.length === 0;
  const Icon = kept ? Check : X;
  const notes = [
    draft ? 'draft' : null,
    ...doctorWords(findings),
    diagnostics.length > 0 ? formatCount(diagnostics.length, 'note') : null,
  ].filter((note) => note !== null);
  return (
    <Popover
      label={kept ? 'Why it is kept' : 'Why it is rejected'}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          data-verdict={kept ? 'kept' : 'rejected'}
          className={cn(
            'inline-flex h-7 shrink-0 cursor-pointer items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 font-medium text-xs',
            kept
              ? 'border-ok/30 bg-ok-bg text-ok hover:border-ok/60'
              : 'border-crit/30 bg-crit-bg text-crit hover:border-crit/60',
          )}
        >
          <Icon size={13} aria-hidden="true" strokeWidth={2.5} />
          {kept ? 'Kept' : 'Rejected'}
          {notes.length > 0 ? <span className="font-normal">· {notes.join(', ')}</span> : null}
          <ChevronDown size={12} aria-hidden="true" />
        </button>
      )}
    >
      <h2 className="font-semibold">{kept ? 'Kept: every condition is met' : 'Rejected, because'}</h2>
      <ul className="mt-1.5 flex flex-col gap-1.5">
        {conditionsOf(settings, summary, reasons).map(({ code, met, words }) => (
          <li key={code} className={cn('flex gap-2 leading-snug', met && 'text-mute')}>
            {met ? (
              <Check size={14} aria-label="met" className="mt-0.5 shrink-0 text-ok" />
            ) : (
              <X size={14} aria-label="not met" className="mt-0.5 shrink-0 text-crit" />
            )}
            {words}
          </li>
        ))}
      </ul>
      {draft ? <DraftNote recordId={record.id} onAccepted={() => setAccepted(true)} /> : null}
      <DoctorFindings findings={findings} />
      {leaks.length > 0 ? (
        <>
          <h3 className="mt-3 font-semibold text-xs">Leaks that a dependency would mend</h3>
          <p className="mt-0.5 text-mute text-xs leading-snug">
            An execution uses what only another one of its stage found. The graph shows the dependency that
            would mend it.
          </p>
          <ul className="mt-1.5 flex flex-col gap-1">
            {leaks.map((leak) => (
              <li key={`${leak.from} ${leak.step} ${leak.explanation}`}>
                <button
                  type="button"
                  onClick={() => select(leak.step)}
                  className="flex w-full cursor-pointer gap-2 rounded-md px-1 py-0.5 text-left text-xs leading-snug hover:bg-line-soft"
                >
                  <TriangleAlert size={13} aria-hidden="true" className="mt-px shrink-0 text-crit" />
                  <span>
                    <span className="font-medium">
                      Step {leak.stepNumber} from step {leak.fromNumber}.
                    </span>{' '}
                    {leak.explanation}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {diagnostics.length > 0 ? (
        <>
          <h3 className="mt-3 font-semibold text-xs">What was assumed when it was taken apart</h3>
          <ul className="mt-1.5 flex flex-col gap-1 text-xs leading-snug">
            {diagnostics.map(({ code, message, step, severity }) => (
              <li
                key={`${code} ${step ?? ''} ${message}`}
                className={severity === 'error' ? 'text-warn' : 'text-mute'}
              >
                {step === undefined ? '' : `Step ${step}: `}
                {plainHead(message, 400)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Popover>
  );
}

/** Says that a record is a draft, and lets a person who has read it accept it: the same as accepting it in review. */
function DraftNote({ recordId, onAccepted }: { recordId: string; onAccepted: () => void }) {
  const [busy, setBusy] = useState(false);
  async function accept() {
    setBusy(true);
    try {
      await curationApi.review(recordId, 'accept');
      onAccepted();
    } catch (error) {
      reportFailure(error);
      setBusy(false);
    }
  }
  return (
    <div className="mt-3 flex items-center gap-3">
      <p className="min-w-0 flex-1 text-mute text-xs leading-snug">
        A draft: rules took it apart, and nobody has accepted it in review. Exports say so.
      </p>
      <Button busy={busy} onClick={() => void accept()}>
        Accept
      </Button>
    </div>
  );
}
