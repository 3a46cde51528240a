'use client';

import { useEffect, useRef } from 'react';
import { FoundPanel } from './found-panel.tsx';
import { ImportAnnouncer } from './import-announcer.tsx';
import { type ImportPhase, useImport } from './import-store.ts';
import { ProgressPanel } from './progress-panel.tsx';
import { ResultPanel } from './result-panel.tsx';
import { StartPanel } from './start-panel.tsx';

/** The import page: give, look at what was found, import, see what became of it. */
export function ImportView() {
  const phase = useImport((state) => state.phase);
  const hasFound = useImport(
    ({ found }) => found.traces.length + found.problems.length + found.keys.length > 0,
  );
  const panel = useRef<HTMLDivElement>(null);
  // Not the present phase: small files are read before the page that a drop leads to is there.
  const before = useRef<ImportPhase>('idle');

  // What a person waits for takes the focus when it comes; what they did themselves moves nothing.
  useEffect(() => {
    const came =
      (phase === 'found' && before.current !== 'found') || (phase === 'done' && before.current !== 'done');
    if (came)
      panel.current?.querySelector<HTMLElement>('[data-panel-heading]')?.focus({ preventScroll: true });
    before.current = phase;
  }, [phase]);

  return (
    <>
      <StartPanel compact={phase !== 'idle'} disabled={phase === 'importing'} />
      <div ref={panel} className="contents">
        {phase === 'collecting' || phase === 'reading' || phase === 'importing' ? <ProgressPanel /> : null}
        {hasFound && phase !== 'done' && phase !== 'importing' ? <FoundPanel /> : null}
        {phase === 'found' && !hasFound ? <NothingFound /> : null}
        {phase === 'done' ? <ResultPanel /> : null}
      </div>
      <ImportAnnouncer />
    </>
  );
}

function NothingFound() {
  return (
    <p data-panel-heading="" tabIndex={-1} className="mt-6 text-ui outline-none">
      There was nothing in it that could hold a trace.
    </p>
  );
}
