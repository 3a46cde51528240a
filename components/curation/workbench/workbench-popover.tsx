'use client';

import { type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react';
import { placeBeside } from '#components/ui/place-beside.ts';

/** Props for the trigger: spread them on a button. */
export interface PopoverTriggerProps {
  id: string;
  popoverTarget: string;
  'aria-expanded': boolean;
  'aria-controls': string;
}

/** Text beside its button, in the top layer; Escape and a click elsewhere close it. */
export function Popover({
  label,
  children,
  trigger,
}: {
  label: string;
  children: ReactNode;
  trigger: (props: PopoverTriggerProps) => ReactNode;
}) {
  const id = useId();
  const body = useRef<HTMLElement>(null);
  const [open, setOpen] = useState(false);

  function onToggle(event: ToggleEvent<HTMLElement>) {
    const opened = event.newState === 'open';
    setOpen(opened);
    const anchor = document.getElementById(`${id}-trigger`);
    if (!opened || !anchor || !body.current) return;
    placeBeside(body.current, anchor, { side: 'bottom', align: 'start' });
    body.current.style.visibility = '';
  }

  return (
    <>
      {trigger({
        id: `${id}-trigger`,
        popoverTarget: `${id}-body`,
        'aria-expanded': open,
        'aria-controls': `${id}-body`,
      })}
      <section
        ref={body}
        id={`${id}-body`}
        aria-label={label}
        popover="auto"
        onBeforeToggle={(event) => {
          // The browser shows it before we can measure it: hide it until it is in its place.
          if (event.newState === 'open' && body.current) body.current.style.visibility = 'hidden';
        }}
        onToggle={onToggle}
        className="fixed inset-auto m-0 max-h-[calc(100dvh-1rem)] w-max max-w-[min(26rem,calc(100vw-1rem))] overflow-y-auto rounded-xl border border-line bg-panel p-3 text-ink text-ui shadow-card"
      >
        {children}
      </section>
    </>
  );
}
