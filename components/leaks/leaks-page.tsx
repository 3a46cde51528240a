'use client';

import { Droplets, SlidersHorizontal } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useDeferredValue, useMemo, useState } from 'react';
import { ChecksDialog } from '#components/doctor/checks-dialog.tsx';
import { titleOf } from '#components/doctor/finding-title.ts';
import { useOffChecks } from '#components/doctor/use-off-checks.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextInput } from '#components/ui/field.tsx';
import { formatCount } from '#components/ui/format.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { Certainty } from '#lib/contract/findings.ts';
import { CheckGroupSection } from './check-group-section.tsx';
import { type CheckGroup, groupFindings } from './group-findings.ts';
import { type AllFindings, useAllFindings } from './use-all-findings.ts';

/** Leaks (or faults) over all stored traces, by check. */
export function LeaksPage() {
  const asked = useSearchParams();
  const [kind, setKind] = useState<'leak' | 'fault'>(asked.get('kind') === 'fault' ? 'fault' : 'leak');
  const [check, setCheck] = useState<string | null>(asked.get('check'));
  const [certainty, setCertainty] = useState<Certainty>('possible');
  const [words, setWords] = useState('');
  const [choosing, setChoosing] = useState(false);
  const { off } = useOffChecks();
  const found = useAllFindings(kind);
  const search = useDeferredValue(words);
  const all = useMemo(
    () => groupFindings(found.traces, { off, check: null, certainty, words: search }),
    [found.traces, off, certainty, search],
  );
  const groups = check === null ? all : all.filter(({ code }) => code === check);

  function show(next: { kind?: 'leak' | 'fault'; check: string | null }) {
    const query = new URLSearchParams();
    if ((next.kind ?? kind) === 'fault') query.set('kind', 'fault');
    if (next.check) query.set('check', next.check);
    if (next.kind) setKind(next.kind);
    setCheck(next.check);
    // A change of address that a person can link to, without an entry in the history.
    window.history.replaceState(null, '', query.size === 0 ? '/leaks' : `/leaks?${query}`);
  }

  return (
    <>
      <div className="mb-4 flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="font-[650] text-xl tracking-[-0.01em]">
            {kind === 'leak' ? 'Leaks' : 'Faults'} over all traces
          </h1>
          <p className="mt-0.5 text-mute text-ui">
            {kind === 'leak'
              ? 'What would teach a model to use what it cannot know. Each leads to its two passages.'
              : 'Where a trace breaks the protocol. Each leads to its place.'}
          </p>
        </div>
        <Segmented
          label="Kind"
          value={kind}
          options={[
            { value: 'leak', label: 'Leaks' },
            { value: 'fault', label: 'Faults' },
          ]}
          onChange={(next) => show({ kind: next, check: null })}
        />
        <Button icon={<SlidersHorizontal size={14} aria-hidden="true" />} onClick={() => setChoosing(true)}>
          Checks
        </Button>
      </div>
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <TextInput
          type="search"
          aria-label="Search findings"
          placeholder="Search traces and findings"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          className="flex-1 basis-full sm:max-w-72 sm:basis-56"
        />
        <Segmented
          label="At least"
          size="sm"
          value={certainty}
          options={[
            { value: 'possible', label: 'All' },
            { value: 'likely', label: 'Likely' },
            { value: 'certain', label: 'Certain' },
          ]}
          onChange={setCertainty}
        />
        <Progress found={found} shown={groups.reduce((sum, { count }) => sum + count, 0)} kind={kind} />
      </div>
      <CheckFilter groups={all} chosen={check} onChoose={(code) => show({ check: code })} />
      {groups.map((group) => (
        <CheckGroupSection key={group.code} group={group} />
      ))}
      {groups.length === 0 && found.state !== 'loading' ? (
        <Nothing found={found} kind={kind} onRetry={found.retry} />
      ) : null}
      <ChecksDialog open={choosing} onClose={() => setChoosing(false)} />
    </>
  );
}

function Progress({ found, shown, kind }: { found: AllFindings; shown: number; kind: 'leak' | 'fault' }) {
  return (
    <p role="status" className="flex items-center gap-2 text-mute text-ui sm:ml-auto">
      {found.state === 'loading' ? <Spinner /> : null}
      {formatCount(shown, kind)} shown, {formatCount(found.traces.length, 'trace')} with any
    </p>
  );
}

function Nothing({
  found,
  kind,
  onRetry,
}: {
  found: AllFindings;
  kind: 'leak' | 'fault';
  onRetry: () => void;
}) {
  const icon = <Droplets size={22} />;
  if (found.state === 'failed')
    return (
      <EmptyState
        icon={icon}
        title={found.error?.message ?? 'The findings could not be read'}
        actions={<Button onClick={onRetry}>Try again</Button>}
      />
    );
  if (found.traces.length > 0)
    return (
      <EmptyState icon={icon} title="Nothing fits">
        Other words, or a lower certainty, show more.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={icon}
      title={kind === 'leak' ? 'No leak in any stored trace' : 'No fault in any stored trace'}
      actions={<ButtonLink href="/import">Import traces</ButtonLink>}
    >
      Every trace that is imported or run is looked at when it ends.
    </EmptyState>
  );
}

/** One chip for each check with the number of its findings; a second click shows all again. */
function CheckFilter({
  groups,
  chosen,
  onChoose,
}: {
  groups: readonly CheckGroup[];
  chosen: string | null;
  onChoose: (code: string | null) => void;
}) {
  if (groups.length < 2 && chosen === null) return null;
  const codes = new Set(groups.map(({ code }) => code));
  const chips = chosen !== null && !codes.has(chosen) ? [...groups, { code: chosen, count: 0 }] : groups;
  return (
    <fieldset className="mb-4 flex flex-wrap gap-1.5">
      <legend className="sr-only">Checks shown</legend>
      {chips.map(({ code, count }) => (
        <button
          key={code}
          type="button"
          aria-pressed={code === chosen}
          onClick={() => onChoose(code === chosen ? null : code)}
          className={cn(
            'cursor-pointer rounded-full border px-2.5 py-0.5 text-xs transition-colors',
            code === chosen
              ? 'border-ink bg-ink text-bg'
              : 'border-line bg-panel text-mute hover:bg-line-soft hover:text-ink',
          )}
        >
          {titleOf({ code })} · {count}
        </button>
      ))}
    </fieldset>
  );
}
