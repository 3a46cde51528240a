'use client';

import { useId } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { type Check, checks } from '#lib/doctor/checks.ts';
import { kindLooks, kinds } from './finding-words.tsx';
import { useOffChecks } from './use-off-checks.ts';

/** Every check with its example, each with a switch for this browser. */
export function ChecksDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="lg"
      title="Checks of the trace doctor"
      description="What is switched off is left out on this page and on the page of leaks, in this browser only. The library and the command line count everything."
    >
      <Checks />
    </Dialog>
  );
}

function Checks() {
  const { off, set } = useOffChecks();
  return kinds.map((kind) => (
    <section key={kind} className="mb-5">
      <h3 className="mb-1 font-semibold text-sm">
        {kindLooks[kind].many.replace(/^./, (letter) => letter.toUpperCase())}
        <span className="ml-2 font-normal text-mute text-xs">{kindLooks[kind].about}</span>
      </h3>
      <ul className="divide-y divide-line-soft">
        {checks
          .filter((check) => check.kind === kind)
          .map((check) => (
            <CheckItem
              key={check.code}
              check={check}
              on={!off.has(check.code)}
              onChange={(on) => set(check.code, on)}
            />
          ))}
      </ul>
    </section>
  ));
}

function CheckItem({ check, on, onChange }: { check: Check; on: boolean; onChange: (on: boolean) => void }) {
  const id = useId();
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span id={id} className="font-medium text-ui">
            {check.title}
          </span>
          <code className="text-[11px] text-faint">{check.code}</code>
          <Pill>{check.severity}</Pill>
          <Pill>{check.certainty}</Pill>
        </p>
        <p className="mt-0.5 text-mute text-ui leading-relaxed">{check.description}</p>
        <p className="mt-1 break-words rounded-md bg-line-soft px-2 py-1 font-mono text-[11.5px] text-mute leading-[17px]">
          {check.example}
        </p>
      </div>
      <Switch labelledBy={id} on={on} onChange={onChange} />
    </li>
  );
}

/** A switch that takes effect at once. The element with the id `labelledBy` names it. */
function Switch({
  labelledBy,
  on,
  onChange,
}: {
  labelledBy: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-labelledby={labelledBy}
      onClick={() => onChange(!on)}
      className={cn(
        'relative mt-0.5 h-5 w-9 shrink-0 cursor-pointer rounded-full border transition-colors',
        on ? 'border-exec bg-exec' : 'border-faint bg-line-soft',
      )}
    >
      <span
        aria-hidden="true"
        className={cn(
          'absolute top-[2px] left-[2px] size-3.5 rounded-full transition-transform motion-reduce:transition-none',
          on ? 'translate-x-4 bg-panel' : 'bg-faint',
        )}
      />
    </button>
  );
}
