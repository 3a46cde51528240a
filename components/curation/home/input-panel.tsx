'use client';

import { FileStack, FileText, LibraryBig, Table2, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { takeGiven, useGiven } from '#components/actions/files/given-files.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { TabPanel, Tabs } from '#components/ui/tabs.tsx';
import { formatCount, formatShare } from '#lib/base/format.ts';
import { AuthorsFields } from './authors-fields.tsx';
import { authorsSets } from './authors-sets.ts';
import { DataSetFields } from './data-set-fields.tsx';
import { HowFields } from './how-fields.tsx';
import { type CurationInput, changeInput, type InputTab, useCurationInput } from './input-store.ts';
import { SessionPicker } from './session-picker.tsx';
import { cancelStart, notReady, start } from './start-curation.ts';
import { takeInput } from './take-input.ts';
import { TraceFields } from './trace-fields.tsx';

const TABS_ID = 'curation-input';

const tabs: readonly { value: InputTab; label: React.ReactNode }[] = [
  { value: 'trace', label: <TabLabel icon={<FileText size={14} />} short="Trace" long="A trace" /> },
  {
    value: 'session',
    label: <TabLabel icon={<LibraryBig size={14} />} short="Library" long="From the library" />,
  },
  {
    value: 'authors',
    label: <TabLabel icon={<FileStack size={14} />} short="Authors’ files" long="The authors’ files" />,
  },
  { value: 'data-set', label: <TabLabel icon={<Table2 size={14} />} short="Data set" long="A data set" /> },
];

/** The ways in: what to curate on the left, how on the right, one button. */
export function InputPanel() {
  const router = useRouter();
  const state = useCurationInput();
  const waiting = useGiven((given) => given.waiting);
  const { tab, phase, error } = state;
  const missing = notReady(state);
  const busy = phase === 'starting' || phase === 'uploading';

  useEffect(() => {
    if (waiting.length > 0) void takeInput(takeGiven());
  }, [waiting]);

  async function begin() {
    const started = await start();
    if (started) router.push(started.href);
  }

  return (
    <section aria-labelledby="input-heading" className="rounded-2xl border border-line bg-panel shadow-card">
      <h2 id="input-heading" className="sr-only">
        Bring a trace or a data set
      </h2>
      <Tabs
        id={TABS_ID}
        label="What to curate"
        value={tab}
        tabs={tabs}
        onChange={(value) => changeInput({ tab: value, error: null })}
        className="px-4 sm:px-5"
      />
      <div className="grid lg:grid-cols-[minmax(0,1fr)_340px]">
        <TabPanel id={TABS_ID} value={tab} className="min-w-0 px-4 py-4 sm:px-5">
          <RefusedFiles />
          {tab === 'trace' ? <TraceFields onSubmit={() => void begin()} /> : null}
          {tab === 'session' ? <SessionPicker /> : null}
          {tab === 'authors' ? <AuthorsFields /> : null}
          {tab === 'data-set' ? <DataSetFields /> : null}
        </TabPanel>
        <div className="flex min-w-0 flex-col gap-4 border-line-soft border-t px-4 py-4 sm:px-5 lg:border-t-0 lg:border-l">
          <HowFields />
          {error ? <ProblemNote error={error} /> : null}
          {phase === 'uploading' ? <UploadBar share={state.uploaded} /> : null}
          <div className="mt-auto flex flex-wrap items-center justify-end gap-2 pt-1">
            {missing !== null && !busy ? (
              <p id="input-missing" className="mr-auto text-mute text-xs">
                {missing}
              </p>
            ) : null}
            {busy ? <Button onClick={cancelStart}>Cancel</Button> : null}
            <Button
              variant="primary"
              size="lg"
              busy={busy}
              disabled={missing !== null || phase === 'reading'}
              aria-describedby={missing !== null ? 'input-missing' : undefined}
              onClick={() => void begin()}
            >
              {startWords(state)}
            </Button>
          </div>
        </div>
      </div>
    </section>
  );
}

function startWords({ tab, texts, authors }: CurationInput): string {
  switch (tab) {
    case 'trace':
      return texts.length > 0 ? `Take ${formatCount(texts.length, 'trace')} apart` : 'Take it apart';
    case 'session':
      return 'Take it apart';
    case 'authors': {
      const whole = authorsSets(authors).filter(({ missing }) => missing.length === 0).length;
      return whole > 1 ? `Open ${formatCount(whole, 'record')}` : 'Open the record';
    }
    case 'data-set':
      return 'Start the batch';
  }
}

/** All four must fit a phone: nobody finds a tab that is scrolled out of view. */
function TabLabel({ icon, short, long }: { icon: React.ReactNode; short: string; long: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className="max-sm:hidden">
        {icon}
      </span>
      <span className="sm:hidden">{short}</span>
      <span className="max-sm:hidden">{long}</span>
    </span>
  );
}

function UploadBar({ share }: { share: number }) {
  const sent = share >= 1;
  return (
    <div>
      <ProgressBar label="Upload" share={share} />
      <p className="mt-1.5 text-mute text-xs tabular-nums">
        {sent ? 'Sent; the server stores it' : `${formatShare(share)} uploaded`}
      </p>
    </div>
  );
}

/** Files that we could not use, each with the reason and what to do. */
function RefusedFiles() {
  const refused = useCurationInput((state) => state.refused);
  if (refused.length === 0) return null;
  return (
    <div role="alert" className="mb-4 flex items-start gap-2 rounded-xl bg-warn-bg px-3 py-2.5 text-ui">
      <ul className="min-w-0 flex-1 space-y-1.5">
        {refused.map(({ name, message, remedy }) => (
          <li key={name} className="leading-snug">
            <span className="break-all font-medium text-warn">{name}</span>{' '}
            <span>
              {message} {remedy}
            </span>
          </li>
        ))}
      </ul>
      <IconButton
        label="Dismiss"
        size="sm"
        icon={<X size={14} />}
        onClick={() => changeInput({ refused: [] })}
      />
    </div>
  );
}
