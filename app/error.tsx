'use client';

import { RotateCcw } from 'lucide-react';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { HeaderOnDemand } from '#components/ui/header-on-demand.tsx';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <>
      <HeaderOnDemand />
      <main id="main" className="flex flex-1 flex-col items-center justify-center px-6 py-20 text-center">
        <h1 className="font-semibold text-2xl tracking-[-0.02em]">This page broke</h1>
        <p className="mt-2 max-w-md text-mute leading-relaxed">
          Sessions go on running on the server and lose nothing. Trying again draws the page anew from the
          log.
        </p>
        <p className="mt-4 max-w-xl break-words rounded-lg bg-line-soft px-3 py-2 text-left font-mono text-mute text-xs">
          {error.message || 'No message'}
          {error.digest ? ` (${error.digest})` : ''}
        </p>
        <div className="mt-6 flex gap-2">
          <Button variant="primary" icon={<RotateCcw size={14} aria-hidden="true" />} onClick={reset}>
            Try again
          </Button>
          <ButtonLink href="/">Home</ButtonLink>
        </div>
      </main>
    </>
  );
}
